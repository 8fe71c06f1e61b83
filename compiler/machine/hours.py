"""The best hour in SQL: what a snapshot keeps of it, and the hour of who waits for theirs (S8).

A snapshot is taken at `$midnight`. What customers did is looked through then, once for everybody,
so that whoever comes to wait in the day after is looked up alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

from sqlglot import exp

from compiler.hours import BEST, DAYS, EVERYBODY, HOURS, WEIGHTS, counted, stored
from compiler.machine import clock
from compiler.machine.positions import TIMER
from compiler.machine.template import column, named, query, sql, union, with_part
from compiler.model.project import Project
from compiler.model.windows import Duration

DONE = "done"
"""The temporary table of how often each customer did something, in a column for each hour."""

OWN = "best_hours"
"""The table of customers' own best hours, by snapshot."""


def done(project: Project) -> exp.Select:
    """Rows of DONE: of those known then, by the hours of their own clocks."""
    zoned = query(
        "SELECT c.cid, :zone AS zone FROM customers AS c"
        " WHERE c.since <= $midnight AND c.until > $midnight",
        zone=clock.own_zone(project, "c"),
    )
    clocks = query(
        "SELECT r.cid, n.seconds, n.utc_from, n.utc_until FROM :zoned AS r"
        " JOIN near AS n ON n.zone = r.zone",
        zoned=zoned,
    )
    found = query(
        "SELECT r.cid FROM :acts AS r GROUP BY r.cid",
        acts=union([_acts(kind) for kind in counted(project)]),
    )
    found = found.select(*(named(_in(hour), f"h{hour}") for hour in HOURS), copy=False)
    found = with_part(found, "near", _near())
    return with_part(found, "clocks", clocks)


def _in(hour: int) -> exp.Expr:
    return sql("count(*) FILTER (WHERE r.hour = :hours)", hours=hour)


def _near() -> exp.Select:
    """The clocks of the days that count, in the place of those around the tick."""
    return query(
        "SELECT z.* FROM zones AS z WHERE z.utc_from <= $midnight"
        " AND z.utc_until > CAST($midnight AS TIMESTAMP) - :days",
        days=_days(),
    )


def _acts(kind: str) -> exp.Select:
    return query(
        "SELECT k.cid, hour(e.time + INTERVAL 1 SECOND * k.seconds) AS hour FROM clocks AS k"
        " JOIN :event AS e ON e.cid = k.cid AND e.time >= k.utc_from AND e.time < k.utc_until"
        " WHERE e.arrival <= $midnight AND e.time > CAST($midnight AS TIMESTAMP) - :days",
        event=f"event_{kind}",
        days=_days(),
    )


def _days() -> exp.Expr:
    return clock.exact(Duration(DAYS, "day"))


def shares() -> exp.Select:
    """Rows of the snapshot: everybody's share of each hour, unknown where nobody did anything."""
    acts = query(
        "SELECT unnest(list_value(:names)) AS name, unnest(list_value(:acts)) AS acts"
        " FROM :done AS d",
        names=_names(),
        acts=[sql("coalesce(sum(:acts), 0)", acts=_done(hour)) for hour in HOURS],
        done=DONE,
    )
    every = query("SELECT r.name, r.acts, sum(r.acts) OVER () AS every FROM :r AS r", r=acts)
    return query(
        "SELECT $midnight AS at, r.name, SEGUE_QUOTIENT(r.acts, r.every) AS number,"
        " CAST(NULL AS VARCHAR) AS text FROM :every AS r",
        every=every,
    )


def common() -> exp.Select:
    """The row of the snapshot that says everybody's best hour, once it has the shares."""
    return query(
        "SELECT $midnight AS at, :name AS name, :best AS number, CAST(NULL AS VARCHAR) AS text"
        " FROM :scores AS s",
        name=BEST,
        best=_best(),
        scores=_everybody(),
    )


def unknown() -> exp.Select:
    """The rows of the snapshot where nobody did anything: no share, and no best hour."""
    return query(
        "SELECT $midnight AS at, unnest(list_value(:names)) AS name,"
        " CAST(NULL AS DECIMAL(38, 6)) AS number, CAST(NULL AS VARCHAR) AS text",
        names=[*_names(), exp.Literal.string(BEST)],
    )


def own() -> exp.Select:
    """Rows of OWN, once the snapshot has the shares: the best hour of each who did something."""
    scored = query(
        "SELECT d.cid, list_value(:scores) AS scores FROM :done AS d CROSS JOIN :everybody AS e",
        scores=[
            sql("1000000 * :own + :e", own=_weighted(hour, _done), e=_of("scores", hour))
            for hour in HOURS
        ],
        done=DONE,
        everybody=_everybody(),
    )
    return query(
        "SELECT $midnight AS at, s.cid, :best AS hour FROM :scored AS s ORDER BY s.cid",
        best=_best(),
        scored=scored,
    )


def _everybody() -> exp.Select:
    """The scores that the hours have from everybody, in millionths; of unknown shares unknown."""
    shares = query(
        "SELECT list(CAST(1000000 * s.number AS BIGINT) ORDER BY s.name) AS shares"
        " FROM snapshots AS s WHERE s.at = $midnight AND s.name IN (:names)",
        names=_names(),
    )
    return query(
        "SELECT list_value(:scores) AS scores FROM :shares AS e",
        scores=[
            sql(":times * :e", times=EVERYBODY, e=_weighted(hour, partial(_of, "shares")))
            for hour in HOURS
        ],
        shares=shares,
    )


def _names() -> list[exp.Expr]:
    return [exp.Literal.string(stored(hour)) for hour in HOURS]


def _done(hour: int) -> exp.Expr:
    return column(f"h{hour}", "d")


def _of(values: str, hour: int) -> exp.Expr:
    """An hour's of the values that everybody has."""
    return sql("list_extract(:listed, :place)", listed=column(values, "e"), place=hour + 1)


def _weighted(hour: int, value: Callable[[int], exp.Expr]) -> exp.Expr:
    """What an hour and those beside it have together."""
    parts = [
        sql(":weight * :value", weight=weight, value=value((hour + beside) % 24))
        for beside, weight in WEIGHTS.items()
    ]
    return reduce(lambda left, right: sql(":left + :right", left=left, right=right), parts)


def _best() -> exp.Expr:
    """The hour with the highest of the scores `s`; of equals the earliest."""
    return sql(
        "CASE WHEN list_max(s.scores) IS NOT NULL"
        " THEN list_position(s.scores, list_max(s.scores)) - 1 END"
    )


def needless() -> exp.Select:
    """The instant before which no position of this tick or a later one sees a snapshot."""
    return query("SELECT max(o.at) FROM :own AS o WHERE o.at < $prev", own=OWN)


def with_best(rows: exp.Query) -> exp.Select:
    """The rows (with `cid`, `at`, `seq`) and `hour`, their customer's best one as of the snapshot
    that they see; NULL where there is none, or nobody did anything."""
    taken = query(
        "SELECT s.at, s.number AS hour, lead(s.at) OVER (ORDER BY s.at) AS next"
        " FROM snapshots AS s WHERE s.name = :name",
        name=BEST,
    )
    placed = query(
        "SELECT r.*, s.at AS taken, s.hour AS common FROM :rows AS r LEFT JOIN :taken AS s"
        " ON s.at < $until AND (s.next IS NULL OR s.next >= $prev)"
        " AND :seen AND (s.next IS NULL OR NOT :over)",
        rows=rows,
        taken=taken,
        seen=_seen("at"),
        over=_seen("next"),
    )
    found = query(
        "SELECT r.* EXCLUDE (taken, common),"
        " CAST(coalesce(o.hour, r.common) AS BIGINT) AS hour"
        " FROM placed AS r LEFT JOIN :own AS o ON o.cid = r.cid AND o.at = r.taken",
        own=OWN,
    )
    return with_part(found, "placed", placed)


def _seen(name: str) -> exp.Expr:
    """Whether a row sees the snapshot of that instant: a snapshot is a timer (S7), and the first
    was made for the beginning."""
    return sql(
        "(:at < r.at OR (:at = r.at AND (r.seq = :timer"
        " OR r.at = (SELECT p.beginning FROM progress AS p))))",
        at=column(name, "s"),
        timer=TIMER,
    )
