"""The report's counts: a few queries over the tables of `scope`, whatever the number of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from compiler.model.project import Project
from runtime.archive.whole import whole_journal
from runtime.identity import FROM_EVERYTHING, HELD_OUT
from runtime.report.model import Counted, HeldOut
from runtime.statistics.means import Moments
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Cell:
    """Some enrolments that are alike: held out or not (`shadow` says why, else it is empty), of
    this arm of the split in question, with a closed window or an open one; how many they are, how
    many of them reached the goal, and the sum and the sum of squares of its worth. `shares`: those
    that were in force when the customers were first given the arm, where they moved."""

    shadow: str
    arm: str
    first: bool
    closed: bool
    count: int
    reached: int
    worth: Decimal
    squares: float
    shares: str = ""


_CELLS = """
SELECT s."shadow", {arm} AS "arm", s."first", s."from" + w."window" < $as_of AS "closed",
       count(*) AS "count", count(r."eid") AS "reached",
       coalesce(sum(r."worth"), 0), coalesce(sum(r."worth"::DOUBLE * r."worth"::DOUBLE), 0),
       {shares} AS "shares"
FROM report_scope s
JOIN report_windows w ON w."version" = s."version" AND w."goal" = $goal
LEFT JOIN report_reached r ON r."eid" = s."eid" AND r."goal" = $goal
{arms}
WHERE NOT s."replaced"
GROUP BY ALL ORDER BY ALL
"""


_GIVEN = """
LEFT JOIN report_given g ON g."cid" = s."cid" AND g."split" = a."split" AND g."arm" = a."arm"
"""


def cells(
    connection: Connection, goal: str, as_of: datetime, split: str | None = None
) -> list[Cell]:
    """The enrolments that count, by what matters to the goal. With a `split`, those that came to
    it. A window is closed when it ended before `as_of`."""
    parameters: dict[str, object] = {"goal": goal, "as_of": _naive(as_of)}
    if split is None:
        query = _CELLS.format(arm="''", arms="", shares="''")
    else:
        join = f'JOIN report_arms a ON a."eid" = s."eid" AND a."split" = $split {_GIVEN}'
        query = _CELLS.format(arm='a."arm"', arms=join, shares="""coalesce(g."shares", '')""")
        parameters["split"] = split
    return [Cell(*row) for row in connection.execute(query, parameters).fetchall()]


def moments(found: Iterable[Cell]) -> Moments:
    """Of worth per enrolment, those that brought nothing included."""
    listed = list(found)
    return Moments(
        sum(cell.count for cell in listed),
        float(sum(cell.worth for cell in listed)),
        float(sum(cell.squares for cell in listed)),
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """`enrolments` without the `replaced`, with the held-out."""

    customers: int
    enrolments: int
    replaced: int
    held_out: HeldOut
    held_out_from_everything: HeldOut


def entries(connection: Connection) -> Entries:
    row = connection.execute(
        """SELECT count(DISTINCT "cid"), count(*) FILTER (WHERE NOT "replaced"),
                  count(*) FILTER (WHERE "replaced"),
                  count(*) FILTER (WHERE NOT "replaced" AND "shadow" = $1),
                  count(DISTINCT "cid") FILTER (WHERE "shadow" = $1),
                  count(*) FILTER (WHERE NOT "replaced" AND "shadow" = $2),
                  count(DISTINCT "cid") FILTER (WHERE "shadow" = $2)
           FROM report_scope""",
        [HELD_OUT, FROM_EVERYTHING],
    ).fetchone()
    assert row is not None
    customers, enrolments, replaced, *held = row
    return Entries(customers, enrolments, replaced, HeldOut(*held[:2]), HeldOut(*held[2:]))


def leaves(connection: Connection) -> tuple[Counted, ...]:
    """Why the enrolments ended; `still in` for those that have not."""
    return _counted(
        connection,
        """SELECT coalesce("reason", 'still in'), count(*) FROM report_scope
           GROUP BY ALL ORDER BY 2 DESC, 1""",
    )


def drops(
    connection: Connection, project: Project, campaign: str
) -> tuple[Counted, ...]:
    """Why sends planned no message, with the channel where one is to blame. Who is held out gets
    no message anyway, but for those `for service` (S30)."""
    service = [name for name, message in project.messages.items() if message.service]
    return _counted(
        connection,
        f"""SELECT concat_ws(' ', nullif(j."channel", ''), j."reason"), count(*)
           FROM {whole_journal(connection)} j JOIN report_scope s ON s."eid" = j."eid"
           WHERE j."campaign" = $1 AND j."kind" = 'dropped'
             AND (s."shadow" = '' OR list_contains($2::VARCHAR[], j."message"))
           GROUP BY ALL ORDER BY 2 DESC, 1""",
        campaign,
        service,
    )


def refused(
    connection: Connection, campaign: str, since: datetime | None, until: datetime
) -> tuple[Counted, ...]:
    return _counted(
        connection,
        f"""SELECT "reason", count(*) FROM {whole_journal(connection)}
           WHERE "campaign" = $1 AND "kind" = 'refused' AND "at" >= $2 AND "at" < $3
           GROUP BY ALL ORDER BY 2 DESC, 1""",
        campaign,
        _naive(since) if since else datetime.min,
        _naive(until),
    )


def planned(connection: Connection) -> dict[str, int]:
    """Messages by the channel for which they were planned."""
    rows = connection.execute(
        """SELECT m."channel", count(*) FROM "messages" m
           JOIN report_scope s ON s."eid" = m."eid" GROUP BY ALL"""
    ).fetchall()
    return dict(rows)


def handed_over(connection: Connection) -> dict[tuple[str, str], int]:
    """How often a provider took a message (`accepted`), or may have (`unknown`), by channel."""
    rows = connection.execute(
        """SELECT h."channel", h."outcome", count(*) FROM "handovers" h
           JOIN "messages" m ON m."name" = h."name" JOIN report_scope s ON s."eid" = m."eid"
           WHERE h."outcome" IN ('accepted', 'unknown') GROUP BY ALL"""
    ).fetchall()
    return {(channel, outcome): count for channel, outcome, count in rows}


def undelivered(connection: Connection) -> tuple[Counted, ...]:
    """What became of the messages that were planned and not handed over, with the reason."""
    return _counted(
        connection,
        """SELECT concat_ws(': ', h."outcome", nullif(h."detail", '')), count(*)
           FROM "handovers" h
           JOIN "messages" m ON m."name" = h."name" JOIN report_scope s ON s."eid" = m."eid"
           WHERE h."outcome" IN ('withdrawn', 'dropped', 'expired')
           GROUP BY ALL ORDER BY 2 DESC, 1""",
    )


def versions(connection: Connection, split: str | None) -> dict[str, dict[str, int]]:
    """By version, the sizes of the sides of a comparison: of the split's arms, or (`split` None)
    of `held out` and of the others, which are named by the empty text. Customers by their first
    enrolment, whether its window is closed or not; who keeps an arm got it by other shares, and is
    left out."""
    query = """
        SELECT s."version", {side}, count(*) FROM report_scope s {arms}
        WHERE s."first" AND s."shadow" {shadow} GROUP BY ALL"""
    if split is None:
        form = query.format(side='s."shadow"', arms="", shadow="IN ('', 'held out')")
        rows = connection.execute(form).fetchall()
    else:
        join = f'JOIN report_arms a ON a."eid" = s."eid" AND a."split" = $1 {_GIVEN}'
        anew = """= '' AND (g."eid" IS NULL OR g."eid" = s."eid")"""
        form = query.format(side='a."arm"', arms=join, shadow=anew)
        rows = connection.execute(form, [split]).fetchall()
    found: dict[str, dict[str, int]] = {}
    for version, side, count in rows:
        found.setdefault(version, {})[side] = count
    return found


def _counted(
    connection: Connection, query: str, *parameters: object
) -> tuple[Counted, ...]:
    rows = connection.execute(query, list(parameters)).fetchall()
    return tuple(Counted(reason, count) for reason, count in rows)


def _naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)
