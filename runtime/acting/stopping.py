"""What a stop ends: the enrolments of a campaign, and its messages on their way (S36); and what is
ended where a customer is forgotten (S38)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compiler.machine.holding import ACTS
from compiler.machine.positions import LEAVES
from runtime.dispatch.decide import NO_ANSWER, STOPPED_IN_BETWEEN
from runtime.engines.database import stored
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Ending:
    """What is ended: whose `column` is what is said; with the reason and the rule that the journal
    has."""

    column: str
    reason: str
    rule: str


OF_CAMPAIGN = Ending("campaign", "stopped", "S36")
OF_CUSTOMER = Ending("cid", "forgotten", "S38")

_OPEN = """
CREATE OR REPLACE TEMP TABLE "stopping" AS
SELECT "eid", "cid", "campaign", "version" FROM "enrolments" ANTI JOIN "ended" USING ("eid")
WHERE "{column}" = $of
"""
_DECISIONS = """
INSERT INTO "decisions" BY NAME
SELECT (SELECT max("decision") FROM "decisions") + row_number() OVER (ORDER BY "version")
         AS "decision",
       "campaign", "version", 'left' AS "kind", $rule AS "rule", 0 AS "step_order", '' AS "step",
       '' AS "message", '' AS "channel", '' AS "arm", $reason AS "reason"
FROM (SELECT DISTINCT "campaign", "version" FROM "stopping") AS s
ANTI JOIN "decisions" AS d
  ON d."campaign" = s."campaign" AND d."version" = s."version" AND d."reason" = $reason
 AND d."kind" = 'left'
"""
_JOURNAL = """
INSERT INTO "journal_rows" BY NAME
SELECT $at AS "at", $acts AS "seq", $leaves AS "phase", s."cid", s."eid", d."decision",
       '' AS "cause"
FROM "stopping" AS s JOIN "decisions" AS d
  ON d."campaign" = s."campaign" AND d."version" = s."version" AND d."reason" = $reason
 AND d."kind" = 'left'
"""
_ENDED = """
INSERT INTO "ended" BY NAME
SELECT "eid", $at AS "at", $acts AS "seq", $leaves AS "phase", $reason AS "reason"
FROM "stopping"
"""


def end_all(
    connection: Connection, of: str | int, at: datetime, ending: Ending = OF_CAMPAIGN
) -> int:
    """Ends the open enrolments of a campaign, in all its versions, or of a customer, before
    anything else at the instant; how many."""
    connection.execute(_OPEN.format(column=ending.column), {"of": of})
    said = {"reason": ending.reason}
    connection.execute(_DECISIONS, {**said, "rule": ending.rule})
    position = {"at": stored(at), "acts": ACTS, "leaves": LEAVES}
    connection.execute(_JOURNAL, {**said, **position})
    return _count(connection, _ENDED, {**said, **position})


_WITHDRAWN = """
INSERT INTO "handovers" BY NAME
WITH "last" AS (
  SELECT "name", arg_max({{'attempt': "attempt", 'channel': "channel", 'outcome': "outcome",
                          'detail': "detail"}}, ("attempt", rowid)) AS "row"
  FROM "handovers" GROUP BY "name"
)
SELECT m."name", coalesce(l."row"."attempt", 0) AS "attempt",
       coalesce(l."row"."channel", m."channel") AS "channel", $at AS "at",
       CASE WHEN l."row"."outcome" = 'attempt' OR l."row"."detail" = $no_answer
            THEN 'unknown' ELSE 'withdrawn' END AS "outcome",
       CASE WHEN l."row"."outcome" = 'attempt' THEN $in_between
            WHEN l."row"."detail" = $no_answer THEN $no_answer ELSE $reason END AS "detail"
FROM "outgoing" AS m LEFT JOIN "last" AS l ON l."name" = m."name"
WHERE m."{column}" = $of
  AND coalesce(l."row"."outcome", 'waiting') IN ('attempt', 'refused', 'rejected', 'waiting')
"""


def withdraw(
    connection: Connection, of: str | int, at: datetime, ending: Ending = OF_CAMPAIGN
) -> int:
    """Nothing goes out any more of what is planned; how many messages that is. Of what a provider
    may have taken already, that is not known."""
    return _count(connection, _WITHDRAWN.format(column=ending.column), {
        "of": of, "at": stored(at), "no_answer": NO_ANSWER, "in_between": STOPPED_IN_BETWEEN,
        "reason": ending.reason,
    })  # fmt: skip


def _count(connection: Connection, text: str, values: dict[str, object]) -> int:
    row = connection.execute(text, values).fetchone()
    return int(row[0]) if row else 0
