"""Gifts: what a move wants to give, and which events of the shop use what was given (S28)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.machine import wording
from compiler.machine.guards import condition
from compiler.machine.journal import one
from compiler.machine.moving import passing
from compiler.machine.places import Giving, Place
from compiler.machine.setting import Setting, moved
from compiler.machine.template import column, field, query, sql
from compiler.model.occurring import Occurring
from compiler.model.offers import ALL_GIVEN, CODE, NO_CODE, Offer
from compiler.model.project import Project
from compiler.sql.rows import RowScope, row_clock, row_condition


def wanted(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """Rows of `gives`: the gifts that a move wants to give; those held out get none (S30)."""
    for each in place.move:
        if not isinstance(each, Giving):
            continue
        words = wording.given(each.step)
        found = query(
            "SELECT r.eid, r.cid, :rank, :step_order, r.at, r.seq, r.phase, :given, :no_code,"
            " :all_given FROM :rows AS r",
            rows=moved(place),
            rank=setting.machine.rank,
            step_order=each.step.order,
            given=one(setting, words[""]),
            no_code=one(setting, words[NO_CODE]),
            all_given=one(setting, words[ALL_GIVEN]),
        )
        moving = passing(place)
        tests = [] if moving is None else [moving]
        tests += [sql("NOT r.shadow")] if setting.context.has("shadow") else []
        tests += [condition(each.guard)] if each.guard else []
        yield found.where(*tests, copy=False) if tests else found


def is_use(project: Project, offer: Offer) -> exp.Expr:
    """Whether an event `e` of the shop is a use of the gift `g` of the same customer: from its
    instant until its end, and as the offer says."""
    assert offer.used_by is not None
    return sql(
        "g.code IS NOT NULL AND e.time >= g.at AND (g.ends IS NULL OR e.time < g.ends) AND :says",
        says=_says(project, offer.used_by),
    )


def _says(project: Project, used_by: Occurring) -> exp.Expr:
    if used_by.where is None:
        return exp.true()
    event = project.events[used_by.event]
    scope = RowScope(
        clock=row_clock(project, column("arrival", "e")),
        event={each.name: field(each.name, "e") for each in event.fields},
        time=column("time", "e"),
        entry={CODE: column("code", "g")},
    )
    return row_condition(used_by.where, scope)


EMPTY = (
    'CREATE OR REPLACE TEMP TABLE "gives" ("eid" BIGINT, "cid" BIGINT, "rank" INTEGER, '
    '"step_order" INTEGER, "at" TIMESTAMP, "seq" BIGINT, "phase" TINYINT, "given" INTEGER, '
    '"no_code" INTEGER, "all_given" INTEGER)'
)
