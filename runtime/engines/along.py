"""The statements that take who stands in an earlier version of a campaign into today's (S35)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from compiler.machine.along import MOVING, Along
from compiler.machine.holding import ACTS
from compiler.machine.places import Place
from compiler.machine.rendering import text
from compiler.machine.setting import goals, gone, queue
from compiler.machine.wording import Decision
from runtime.engines.database import stored
from runtime.engines.layout import numbered
from runtime.journal import Kind
from runtime.store.catalog import tables
from runtime.store.connection import Connection, dialect

FIRST = 0
"""The phase of what is done to who stands: before all else that happens at its instant."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who stands `at` a place of the earlier version, at the step `was`, goes on at a place of
    today's, `onto`, with its step's id and order; how many they are."""

    at: Place
    was: str
    onto: Place
    step: str
    order: int
    customers: int


_HERE = """
FROM "{queue}" AS q WHERE q."due_at" >= $at AND NOT EXISTS
  (SELECT 1 FROM "{gone}" AS g WHERE g."eid" = q."eid" AND g."due_at" = q."due_at")
"""


def _here(place: Place) -> str:
    return _HERE.format(queue=queue(place), gone=gone(place))


def standing(connection: Connection, place: Place, at: datetime) -> int:
    """How many stand at a place at the instant."""
    if not place.stands or queue(place) not in tables(connection, "queue_"):
        return 0
    row = connection.execute(f"SELECT count(*) {_here(place)}", {"at": stored(at)}).fetchone()
    return int(row[0]) if row else 0


def did(connection: Connection, place: Place, at: datetime, once_only: Collection[str]) -> str:
    """One of these steps that somebody who stands at the place has done already; the empty text:
    nobody has done any."""
    if not once_only:
        return ""
    row = connection.execute(
        'SELECT min(m."step") FROM (SELECT "eid", "step" FROM "outgoing" UNION ALL'
        ' SELECT "eid", "step" FROM "gifts") AS m'
        ' WHERE m."step" IN (SELECT unnest(CAST($steps AS VARCHAR[])))'
        f' AND m."eid" IN (SELECT q."eid" {_here(place)})',
        {"at": stored(at), "steps": sorted(once_only)},
    ).fetchone()
    return row[0] if row and row[0] else ""


_ALL = f"""
CREATE OR REPLACE TEMP TABLE "{MOVING}" AS
WITH last AS (
  SELECT r."eid", r."at", r."seq",
         row_number() OVER (PARTITION BY r."eid" ORDER BY r."at" DESC, r."seq" DESC) AS "turn"
  FROM "journal_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision"
  WHERE d."campaign" = $campaign AND (d."kind" IN ('planned', 'dropped')
    OR (d."kind" = 'shadow' AND d."channel" <> '' AND NOT starts_with(d."channel", 'hook ')))
)
SELECT n."eid", l."at" AS "anchor_at", l."seq" AS "anchor_seq"
FROM "enrolments" AS n LEFT JOIN last AS l ON l."eid" = n."eid" AND l."turn" = 1
WHERE n."campaign" = $campaign AND n."version" = $version
  AND NOT EXISTS (SELECT 1 FROM "ended" AS x WHERE x."eid" = n."eid")
"""
"""Who is inside, and where they sent last: from there on one listens (S23)."""
_JOURNAL = """
INSERT INTO "journal_rows" BY NAME
SELECT $at AS "at", $acts AS "seq", $first AS "phase", q."cid", q."eid",
       $decision AS "decision", '' AS "cause"
FROM (SELECT q."cid", q."eid" {here}) AS q
"""
_MINE = f'"eid" IN (SELECT "eid" FROM "{MOVING}")'


def move(
    connection: Connection, along: Along, places: Collection[Step], number: int, at: datetime
) -> None:
    """Moves all who are inside the version, with the application of that number."""
    now = {"at": stored(at)}
    campaign, before, after = along.new.campaign.name, along.old.version, along.new.version
    connection.execute(_ALL, {"campaign": campaign, "version": before})
    for each in places:
        words = Decision(Kind.MOVED, "S35", each.order, each.step, reason=f"from {each.was}")
        decision = numbered(connection, along.new, [words])[words]
        connection.execute(
            _JOURNAL.format(here=_here(each.at)),
            now | {"acts": ACTS, "first": FIRST, "decision": decision},
        )
        rows = text(along.queued(each.at, each.onto), dialect(connection))
        connection.execute(f'INSERT INTO "{queue(each.onto)}" {rows}', now)
        left = f'DELETE FROM "{queue(each.at)}" WHERE "due_at" >= $at AND {_MINE}'
        connection.execute(left, now)
        connection.execute(
            'INSERT INTO "moves" VALUES'
            ' ($number, $at, $campaign, $before, $was, $after, $step, $n)',
            now | {"number": number, "campaign": campaign, "before": before, "after": after,
                   "was": each.was, "step": each.step,
                   "n": each.customers},
        )  # fmt: skip
    _watch(connection, along)
    connection.execute(
        f'UPDATE "enrolments" SET "version" = $after WHERE {_MINE}', {"after": after}
    )


def _watch(connection: Connection, along: Along) -> None:
    """From here on today's goals are looked for."""
    if along.old.campaign.counted and goals(along.old) in tables(connection, "goals_"):
        connection.execute(f'DELETE FROM "{goals(along.old)}" WHERE {_MINE}')
    if along.new.campaign.counted:
        rows = text(along.watched(), dialect(connection))
        connection.execute(f'INSERT INTO "{goals(along.new)}" {rows}')
