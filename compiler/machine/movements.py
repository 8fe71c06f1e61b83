"""Who came to be somewhere else in a stretch of positions: in a segment, out of it, in another
group (S18).

`moving` are the positions at which that can be, `place` is where the customer is there.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.machine import watching
from compiler.machine.positions import version_seen
from compiler.machine.template import query, sql, with_part
from compiler.machine.watching import Watch
from compiler.model.declarations import Movement
from compiler.sql.probe import Rows, Stored, probe
from compiler.sql.tables import store_tables

MOVING = "moving"
"""The temporary table of the positions that are looked at: `row`, `cid`, `at`, `seq`, `calendar`,
and whether this is a `known` customer there."""


def positions(of: Watch) -> exp.Select:
    """The rows of `moving` where the place may change."""
    return _known(of, watching.positions(of))


def everybody(of: Watch) -> exp.Select:
    """The rows of `moving` before all that happens at `$from_at`, of everybody ever known."""
    found = query("SELECT k.cid, $from_at AS at, CAST(-1 AS BIGINT) AS seq FROM people AS k")
    return _known(of, found)


def _known(of: Watch, found: exp.Select) -> exp.Select:
    return query(
        'SELECT row_number() OVER () AS "row", p.cid, p.at, p.seq, :calendar AS calendar,'
        " k.cid IS NOT NULL AS known FROM :found AS p LEFT JOIN customers AS k ON :seen",
        calendar=watching.calendar(of, "p"), found=found, seen=version_seen("k", "p"),
    )  # fmt: skip


def movements(of: Watch, movement: Movement) -> exp.Query:
    """The rows of the movement's table: where the place is not that of the position before."""
    found = query(
        "SELECT s.seq, s.cid, s.at, s.at, CAST(NULL AS VARCHAR), s.before, s.place FROM ("
        "SELECT p.*, CASE WHEN row_number() OVER w = 1 THEN l.place ELSE lag(p.place) OVER w END"
        " AS before FROM placed AS p LEFT JOIN :last AS l ON l.cid = p.cid"
        " WINDOW w AS (PARTITION BY p.cid ORDER BY p.at, p.seq)) AS s"
        " WHERE s.before IS DISTINCT FROM s.place ORDER BY s.at, s.seq, s.cid",
        last=_last(movement),
    )
    return with_part(found, "placed", _placed(of, movement))


def newly_known(of: Watch, movement: Movement) -> exp.Query:
    """The same where the watch begins: nobody has moved, whatever the place is."""
    found = query(
        "SELECT p.seq, p.cid, p.at, p.at, CAST(NULL AS VARCHAR), p.place, p.place"
        " FROM placed AS p LEFT JOIN :last AS l ON l.cid = p.cid"
        " WHERE l.place IS DISTINCT FROM p.place ORDER BY p.cid",
        last=_last(movement),
    )
    return with_part(found, "placed", _placed(of, movement))


def _placed(of: Watch, movement: Movement) -> exp.Query:
    """The rows of `moving` with their `place`; none is before `$earliest`."""
    beside = ("cid", "at", "seq", "known")
    over = Rows(MOVING, earliest=sql("$earliest"), calendar=True, beside=beside)
    probed = probe(
        of.project, {"place": movement.where}, over, store_tables(of.project), Stored()
    )
    return query(
        "SELECT p.cid, p.at, p.seq, CASE WHEN p.known THEN p.place END AS place FROM :probed AS p",
        probed=probed,
    )


def _last(movement: Movement) -> exp.Select:
    """Where the customers were last."""
    return query(
        "SELECT e.cid, e.f_after AS place FROM :events AS e"
        " WHERE e.cid IN (SELECT m.cid FROM moving AS m) QUALIFY row_number() OVER"
        " (PARTITION BY e.cid ORDER BY e.arrival DESC, e.seq DESC) = 1",
        events=movement.name,
    )
