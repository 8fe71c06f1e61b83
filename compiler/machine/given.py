"""Arms that are kept: who was given an arm of a split before keeps it, whatever the shares (S19).

Looked up only where the versions of a campaign do not divide alike; elsewhere the customer's unit
says the same. `g<order>` is the kept arm of a split, NULL where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from compiler.machine.guards import condition, decision
from compiler.machine.moving import passing
from compiler.machine.places import Branching, Place
from compiler.machine.setting import Setting, moved
from compiler.machine.template import column, named, query, sql, with_part
from compiler.model.steps import Split

GIVEN, TOLD = "given_arms", "told_arms"
"""The tables of what was given, and of what this tick is told that it will have given."""

COLUMNS = {
    "campaign": "VARCHAR", "split": "VARCHAR", "cid": "BIGINT", "at": "TIMESTAMP", "seq": "BIGINT",
    "phase": "TINYINT", "eid": "BIGINT", "arm": "VARCHAR",
}  # fmt: skip
"""Of both."""


def keeping(setting: Setting, place: Place) -> list[Split]:
    """The splits of a move of which is looked up who has which arm."""
    name = setting.machine.campaign.name
    steps = (each.step for each in place.move if isinstance(each, Branching))
    return [
        step for step in steps
        if isinstance(step, Split) and setting.chance.keeps(name, step.name)
    ]  # fmt: skip


def kept(step: Split) -> str:
    """The column that holds the arm that a mover keeps."""
    return f"g{step.order}"


def with_given(setting: Setting, found: exp.Select, steps: Sequence[Split]) -> exp.Select:
    """The rows `r` of the part `movers` with the arms that they keep."""
    for step in steps:
        part = f"given_{step.order}"
        found = with_part(found, part, _first(setting, step)).join(
            exp.to_table(part), on=sql(":of.eid = r.eid", of=exp.to_identifier(part)),
            join_type="left", copy=False,
        )  # fmt: skip
        found = found.select(named(column("arm", part), kept(step)), copy=False)
    return found


def _first(setting: Setting, step: Split) -> exp.Select:
    """The first arm that each was given at an earlier position, of those that the split has."""
    parts = [_earlier(setting, step, table) for table in (GIVEN, TOLD)]
    given = exp.union(*parts, distinct=False, copy=False)
    ordered = query(
        "SELECT g.eid, g.arm, row_number() OVER"
        ' (PARTITION BY g.eid ORDER BY g.at, g.seq, g.phase, g.giver) AS "place"'
        " FROM :given AS g",
        given=given,
    )
    return query('SELECT o.eid, o.arm FROM :ordered AS o WHERE o."place" = 1', ordered=ordered)


def _earlier(setting: Setting, step: Split, table: str) -> exp.Select:
    return query(
        "SELECT m.eid, g.arm, g.at, g.seq, g.phase, g.eid AS giver"
        " FROM movers AS m JOIN :given AS g ON g.cid = m.cid"
        " WHERE g.campaign = :campaign AND g.split = :split AND g.arm IN (:arms)"
        " AND (g.at < m.at OR (g.at = m.at AND (g.seq < m.seq OR (g.seq = m.seq"
        " AND (g.phase < m.phase OR (g.phase = m.phase AND g.eid < m.eid))))))",
        given=table,
        campaign=exp.Literal.string(setting.machine.campaign.name),
        split=exp.Literal.string(step.name),
        arms=[exp.Literal.string(arm.name) for arm in step.arms],
    )


def rows(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """Who is given an arm in a move that they did not have."""
    guards = {each.step.order: each.guard for each in place.move if isinstance(each, Branching)}
    for step in keeping(setting, place):
        found = query(
            "SELECT 1 FROM :rows AS r WHERE :kept IS NULL",
            rows=moved(place), kept=column(kept(step), "r"),
        )  # fmt: skip
        values = {
            "campaign": exp.Literal.string(setting.machine.campaign.name),
            "split": exp.Literal.string(step.name),
            "arm": _name(step),
        }
        listed = [named(values.get(held, column(held, "r")), held) for held in COLUMNS]
        found.set("expressions", listed)
        guard = guards[step.order]
        for test in (passing(place), condition(guard) if guard else None):
            found = found if test is None else found.where(test, copy=False)
        yield found


def _name(step: Split) -> exp.Expr:
    """The name of the arm that the row `r` takes."""
    found = exp.Case(this=column(decision(step.order).name, "r"))
    for way, arm in enumerate(step.arms):
        found = found.when(exp.convert(way), exp.Literal.string(arm.name), copy=False)
    return found
