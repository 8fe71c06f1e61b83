"""Instants around a day or a time in SQL (S4), and the waits that read it again (S23).

A date of a customer's own may lie anywhere, so that the whole table of clocks is joined and not
only the part of it around the tick.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.clock import ANY
from compiler.machine.positions import TIMER, version_seen
from compiler.machine.records import with_record
from compiler.machine.setting import Setting
from compiler.machine.template import column, field, query, sql, union, with_part
from compiler.model.around import Around
from compiler.model.steps import WaitAround
from compiler.model.values import AnswerField, CustomerField, EntryField, Type


def around_end(setting: Setting, of: Around, rows: exp.Query) -> exp.Select:
    """The rows (with `cid`, `at`, `seq`, and what the machine carries of events) and `due`: the
    instant as one reads it there, which may be past; NULL where the date is unknown."""
    found = instants(of, _based(setting, of, rows))
    return query("SELECT r.*, r.around AS due FROM :found AS r", found=found)


def _based(setting: Setting, of: Around, rows: exp.Query) -> exp.Select:
    """The rows with the date as `base`, and the `zone` on whose clock it is read."""
    base, zone = _base(setting, of), sql(":zone", zone=of.zone)
    if of.zone is None:
        zone = clock.own_zone(setting.project, "c")
    if setting.by_record and isinstance(of.value, EntryField):
        rows = with_record(setting, rows)
    return query(
        "SELECT r.*, :base AS base, :zone AS zone FROM :rows AS r"
        " LEFT JOIN customers AS c ON :seen",
        base=base, zone=zone, rows=rows, seen=version_seen("c", "r"),
    )  # fmt: skip


def _base(setting: Setting, of: Around) -> exp.Expr:
    if isinstance(of.value, CustomerField):
        return field(of.value.name, "c")
    if setting.by_record and isinstance(of.value, EntryField):
        return column(setting.record_fields[of.value.name], "r")
    return column(_held(setting, of)[0], "r")


def _held(setting: Setting, of: Around) -> list[str]:
    """The column in which the machine carries the date of an event, or the record that has it; none
    for the customer's."""
    match of.value:
        case EntryField() if setting.by_record:
            return ["record"]
        case EntryField(name=name):
            return [setting.context.entry[name]]
        case AnswerField(alias=alias, name=name):
            return [setting.context.answers[alias, name]]
    return []


def instants(of: Around, rows: exp.Query) -> exp.Select:
    """The rows (with `base` and `zone`, and `at` for a day of every year) and the instant `around`:
    of such a day the next one from `at` on."""
    if of.yearly:
        return _next_year(of, rows)
    if of.value.type is Type.DATE:
        day = sql("CAST(r.base AS TIMESTAMP)")
        return clock.with_instant(rows, _on_day(of, day), "around", ANY)
    if of.days is None:
        assert of.duration is not None
        op = "r.base + :length" if of.sign > 0 else "r.base - :length"
        at = sql(op, length=clock.exact(of.duration))
        return query("SELECT r.*, :at AS around FROM :rows AS r", at=at, rows=rows)
    shown = clock.with_civil(rows, column("base", "r"), "shown", ANY)
    if of.at is None:
        return clock.with_instant(shown, sql("r.shown + :days", days=shift(of)), "around", ANY)
    return clock.with_instant(shown, _on_day(of, sql("date_trunc('day', r.shown)")), "around", ANY)


def shift(of: Around) -> exp.Expr:
    """By how many days the instant lies behind the date."""
    assert of.days is not None
    return clock.days(of.days)


def _on_day(of: Around, midnight: exp.Expr) -> exp.Expr:
    assert of.at is not None
    return sql(
        ":midnight + :days + :time", midnight=midnight, days=shift(of), time=clock.of_day(of.at)
    )


def _next_year(of: Around, rows: exp.Query) -> exp.Select:
    """The first of three years' instants that is not past: the year is that of the day before the
    one around which it would be now."""
    found: exp.Query = clock.with_civil(rows, column("at", "r"), "now", ANY)
    for more in range(3):
        year = sql("year(r.now - :days - INTERVAL 1 DAY) + :more", days=shift(of), more=more)
        # Moving by whole years cuts February 29 to February 28.
        day = sql("r.base + INTERVAL 1 YEAR * (:year - year(r.base))", year=year)
        found = clock.with_instant(found, _on_day(of, day), f"year_{more}", ANY)
    return query(
        "SELECT r.*, CASE WHEN r.year_0 >= r.at THEN r.year_0 WHEN r.year_1 >= r.at THEN r.year_1"
        " ELSE r.year_2 END AS around FROM :found AS r",
        found=found,
    )


def read_again(
    setting: Setting, step: WaitAround, rows: exp.Query, *, overdue: bool = False
) -> exp.Select:
    """The rows (the context, `stored`, `due`, the position) with the end of the wait as `due`, and
    whether it is `missed`. Where an instant comes in this tick, the date is read again; where it
    then lies later, the wait goes on, and who stood in the queue stands there anew (S23).
    `overdue`: so is one whose instant came before the row's position, there."""
    first = query(
        "SELECT r.due AS at, CAST(:timer AS BIGINT) AS seq FROM waits AS r"
        " WHERE r.due > r.at AND r.due < $until",
        timer=TIMER,
    )
    if overdue:
        first = query(
            "SELECT greatest(r.due, r.at) AS at,"
            " CASE WHEN r.due < r.at THEN r.seq ELSE CAST(:timer AS BIGINT) END AS seq"
            " FROM waits AS r WHERE r.due < $until",
            timer=TIMER,
        )
    following = query(
        "SELECT r.again AS at, r.seq FROM readings AS r WHERE r.again > r.at AND r.again < $until"
    )
    parts = [_reading(setting, step.around, each) for each in (first, following)]
    found = query(
        "SELECT r.* EXCLUDE (stored, due), r.stored AND l.due IS NULL AS stored,"
        " coalesce(l.due, r.due) AS due, coalesce(l.missed, r.due < r.at, TRUE) AS missed"
        " FROM waits AS r LEFT JOIN :last AS l ON l.eid = r.eid",
        last=_last(),
    )
    found = with_part(found, "waits", rows)
    return found.with_("readings", as_=union(parts), recursive=True, copy=False)


def _reading(setting: Setting, of: Around, rows: exp.Select) -> exp.Select:
    """What one reads `again` of the date where an instant comes: `at`, `seq`."""
    carried = ["eid", "cid", *_held(setting, of)]
    rows.set("expressions", [*(column(name, "r") for name in carried), *rows.expressions])
    read = around_end(setting, of, rows)
    found = query("SELECT r.at, r.seq, r.due AS again FROM :read AS r", read=read)
    found.set("expressions", [*(column(name, "r") for name in carried), *found.expressions])
    return found


def _last() -> exp.Select:
    """Where the last reading leaves each wait: it is over then, or goes on beyond the tick."""
    return query(
        "SELECT l.eid, CASE WHEN l.again > l.at THEN l.again ELSE l.at END AS due,"
        " coalesce(l.again < l.at, TRUE) AS missed FROM readings AS l"
        " QUALIFY row_number() OVER (PARTITION BY l.eid ORDER BY l.at DESC) = 1"
    )
