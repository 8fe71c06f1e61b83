"""Who may enter because they came to be somewhere else (S14, S18)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from compiler.machine.positions import TIMER, arrived_now, version_seen
from compiler.machine.setting import Setting
from compiler.machine.template import column, field, query, sql, union, with_part
from compiler.model.declarations import AFTER, BEFORE
from compiler.model.entries import OnMove
from compiler.sql.rows import RowScope, row_clock, row_condition
from compiler.walk import reached

NO_EVENT = chr(0x10FFFF)
"""The kind of the entering event where none made it so: behind all kinds, so that only what is
later by time comes after the entry."""


def by_moving(setting: Setting, entry: OnMove, moments: str) -> exp.Query:
    """The raw candidates of the tick: those who moved, and at `moments` those who are there
    already."""
    moved = _moved(setting, entry)
    found = union([moved, _already(setting, entry, moments)]) if entry.already else moved
    numbered = query(
        'SELECT row_number() OVER (ORDER BY r.at, r.seq, r.cid) AS "row", r.*'
        " FROM :found AS r JOIN customers AS k ON :seen",
        found=found,
        seen=version_seen("k", "r"),
    )
    return with_part(numbered, "causes", _causes(setting, entry))


def _moved(setting: Setting, entry: OnMove) -> exp.Select:
    """Of several movements of a customer at one instant the first: they have one cause (S15). The
    event that made it so is the entering one."""
    return query(
        "SELECT e.cid, e.arrival AS at, e.seq, coalesce(c.time, e.arrival) AS entry_time,"
        " :mark AS mark, coalesce(c.kind, :none) AS entry_kind, coalesce(c.id, '') AS entry_id"
        " FROM :movements AS e LEFT JOIN causes AS c ON c.seq = e.seq"
        " WHERE :now AND :changed"
        " QUALIFY row_number() OVER (PARTITION BY e.cid, e.arrival ORDER BY e.seq) = 1",
        mark=_mark(column("arrival", "e")),
        none=NO_EVENT,
        movements=entry.on.event,
        now=arrived_now(),
        changed=_changed(setting, entry),
    )


def _mark(at: exp.Expr) -> exp.Expr:
    """The cause: the movement's instant, of UTC (S15)."""
    return sql("strftime(:at, '%Y-%m-%d %H:%M:%S.%f UTC')", at=at)


def _changed(setting: Setting, entry: OnMove) -> exp.Expr:
    scope = RowScope(
        clock=row_clock(setting.project, column("arrival", "e")),
        event={end: field(end, "e") for end in (BEFORE, AFTER)},
        time=column("time", "e"),
        entry={},
        entry_time=exp.null(),
        answers={},
        customer={},
    )
    assert entry.on.where is not None
    return row_condition(entry.on.where, scope)


def _causes(setting: Setting, entry: OnMove) -> exp.Query:
    """The tick's events that can have made it so."""
    project = setting.project
    parts: Iterable[exp.Query] = [
        query(
            "SELECT e.seq, e.time, :kind AS kind, e.id FROM :event AS e WHERE :now",
            kind=exp.Literal.string(kind),
            event=f"event_{kind}",
            now=arrived_now(),
        )
        for kind in reached(project, project.movements[entry.on.event].where).events
        if kind in project.events
    ]
    nothing = query(
        "SELECT CAST(NULL AS BIGINT) AS seq, CAST(NULL AS TIMESTAMP) AS time, '' AS kind,"
        " '' AS id WHERE FALSE"
    )
    return union([*parts]) if parts else nothing


def _already(setting: Setting, entry: OnMove, moments: str) -> exp.Select:
    """Those who are there at the campaign's beginning and did not come at that very instant."""
    return query(
        "SELECT l.cid, l.at, CAST(:timer AS BIGINT) AS seq, l.at AS entry_time, :mark AS mark,"
        " :none AS entry_kind, '' AS entry_id FROM ("
        "SELECT e.cid, m.at, e.f_after AS place, row_number() OVER"
        " (PARTITION BY e.cid, m.at ORDER BY e.arrival DESC, e.seq DESC) AS turn,"
        " bool_or(e.arrival = m.at AND :changed) OVER (PARTITION BY e.cid, m.at) AS came"
        " FROM :moments AS m JOIN :movements AS e ON e.arrival <= m.at) AS l"
        " WHERE l.turn = 1 AND l.place IS NOT NULL AND NOT l.came",
        timer=TIMER,
        mark=_mark(column("at", "l")),
        none=NO_EVENT,
        changed=_changed(setting, entry),
        moments=moments,
        movements=entry.on.event,
    )
