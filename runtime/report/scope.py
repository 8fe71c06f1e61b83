"""Whom a report is about: temporary tables of one campaign's enrolments, goals and arms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from compiler.model.campaigns import Campaign
from compiler.model.steps import Split
from compiler.walk import steps
from runtime.interpreter.clock import exact
from runtime.report.definitions import Definitions
from runtime.store.columns import quoted
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Period:
    """Who entered from `since` until `until` (excluded); None: from ever, for ever."""

    since: datetime | None = None
    until: datetime | None = None


_SCOPE = """
CREATE OR REPLACE TEMP TABLE report_scope AS
WITH scope AS (
  SELECT e."eid", e."cid", e."version", e."at", e."seq", coalesce(e."time", e."at") AS "from",
         coalesce(e."shadow", '') AS "shadow", x."reason",
         coalesce(x."reason" = 'replaced', false) AS "replaced"
  FROM "enrolments" e LEFT JOIN "ended" x ON x."eid" = e."eid"
  WHERE e."campaign" = $campaign AND e."at" >= $since AND e."at" < $until
)
SELECT "eid", "cid", "version", "from", "shadow", "reason", "replaced",
       NOT "replaced" AND row_number() OVER (
         PARTITION BY "cid" ORDER BY "replaced", "at", "seq", "eid") = 1 AS "first"
FROM scope
"""
_REACHED = """
INSERT INTO report_reached
SELECT j."eid", j."reason", {worth}
FROM "journal" j JOIN report_scope s ON s."eid" = j."eid" {events}
WHERE j."kind" = 'goal' AND j."campaign" = $1 AND j."reason" = $2
  AND j."version" IN (SELECT unnest($3::VARCHAR[]))
GROUP BY j."eid", j."reason"
"""
_ARMS = """
CREATE OR REPLACE TEMP TABLE report_arms AS
SELECT j."eid", p."split", min(j."arm") AS "arm"
FROM "journal" j
JOIN report_scope s ON s."eid" = j."eid"
JOIN report_steps p ON p."version" = j."version" AND p."step" = j."step"
WHERE j."kind" = 'arm' AND j."campaign" = $1
GROUP BY j."eid", p."split"
"""


def prepare(
    connection: Connection, campaign: str, versions: Definitions, period: Period
) -> None:
    """Fill `report_scope` (a row per enrolment in the period; `first`: the customer's first that
    was not replaced, which is what comparisons take, S34), `report_windows`, `report_reached`
    (per enrolment and goal, with the worth of all its events, S33) and `report_arms`."""
    parameters = {
        "campaign": campaign,
        "since": _naive(period.since) or datetime.min,
        "until": _naive(period.until) or datetime.max,
    }
    connection.execute(_SCOPE, parameters)
    _windows(connection, versions)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE report_reached"
        '("eid" BIGINT, "goal" VARCHAR, "worth" DECIMAL(38, 4))'
    )
    for (goal, kinds, worth), among in _goals(versions).items():
        _reached(connection, campaign, goal, kinds, worth, among)
    _table(connection, "report_steps", ("version", "step", "split"), _steps(versions))
    connection.execute(_ARMS, [campaign])


def _reached(
    connection: Connection,
    campaign: str,
    goal: str,
    kinds: Sequence[str],
    worth: str | None,
    versions: Sequence[str],
) -> None:
    """A goal's journal row stands at the position of its event, and carries its number."""
    events, amount = "", "NULL"
    if worth is not None:
        worths = " UNION ALL ".join(
            f'SELECT "seq", {quoted(f"f_{worth}")} AS "worth" FROM {quoted(f"event_{kind}")}'
            for kind in kinds
        )
        events = f'JOIN ({worths}) v ON v."seq" = j."seq"'
        amount = 'coalesce(sum(v."worth"), 0)'
    query = _REACHED.format(worth=amount, events=events)
    connection.execute(query, [campaign, goal, list(versions)])


def _goals(versions: Definitions) -> dict[tuple[str, tuple[str, ...], str | None], list[str]]:
    """The versions that have a goal with this name, kinds of events and worth."""
    found: dict[tuple[str, tuple[str, ...], str | None], list[str]] = {}
    for version, campaign in versions.items():
        for goal in campaign.goals:
            found.setdefault((goal.name, goal.on.kinds, goal.worth), []).append(version)
    return found


def _windows(connection: Connection, versions: Definitions) -> None:
    rows = [
        (version, goal.name, str(exact(goal.within).total_seconds()))
        for version, campaign in versions.items()
        for goal in campaign.goals
    ]
    _table(connection, "report_window_texts", ("version", "goal", "seconds"), rows)
    connection.execute(
        'CREATE OR REPLACE TEMP TABLE report_windows AS SELECT "version", "goal", '
        'to_seconds("seconds"::DOUBLE) AS "window" FROM report_window_texts'
    )


def _steps(versions: Definitions) -> Iterable[tuple[str, str, str]]:
    for version, campaign in versions.items():
        yield from ((version, *names) for names in _splits(campaign))


def _splits(campaign: Campaign) -> Iterable[tuple[str, str]]:
    return ((step.id, step.name) for step in steps(campaign) if isinstance(step, Split))


def _table(
    connection: Connection,
    name: str,
    columns: Sequence[str],
    rows: Iterable[tuple[str, ...]],
) -> None:
    """A temporary table of texts."""
    values = list(zip(*rows, strict=True)) or [() for _ in columns]
    listed = ", ".join(
        f"unnest(${number}::VARCHAR[]) AS {quoted(column)}"
        for number, column in enumerate(columns, 1)
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {listed}", [list(each) for each in values]
    )


def _naive(instant: datetime | None) -> datetime | None:
    return instant and instant.astimezone(UTC).replace(tzinfo=None)
