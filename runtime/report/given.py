"""By which shares customers were first given their arms: what they keep (S19) says nothing of the
shares of the day on which they come again, and rates of arms hang on it where these move (S20)."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.learning import ends, words
from compiler.model.steps import Split
from compiler.walk import steps
from runtime.report.definitions import Definitions
from runtime.store.connection import Connection

_TEXTS = """
CREATE OR REPLACE TEMP TABLE report_shares AS
SELECT unnest($1::VARCHAR[]) AS "version", unnest($2::VARCHAR[]) AS "step",
       unnest($3::VARCHAR[]) AS "split", unnest($4::VARCHAR[]) AS "shares"
"""
_GIVEN = """
CREATE OR REPLACE TEMP TABLE report_given AS
SELECT o."cid", o."split", o."arm", o."eid", o."shares"
FROM (SELECT j."cid", j."eid", p."split", j."arm",
             CASE WHEN j."reason" = '' THEN p."shares" ELSE j."reason" END AS "shares",
             row_number() OVER (PARTITION BY j."cid", p."split", j."arm"
                                ORDER BY j."at", j."seq", j."eid") AS "place"
      FROM "journal" j
      JOIN report_shares p ON p."version" = j."version" AND p."step" = j."step"
      WHERE j."kind" = 'arm' AND j."campaign" = $1) o
WHERE o."place" = 1
"""


def given(connection: Connection, campaign: str, versions: Definitions) -> None:
    """Fill `report_given`: a row per customer, split and arm, with the enrolment in which they got
    the arm first, and the shares in force then. Of splits that divide alike in all versions, on
    every day, there are none."""
    rows = list(_uneven(versions))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    connection.execute(_TEXTS, columns)
    connection.execute(_GIVEN, [campaign])


def _uneven(versions: Definitions) -> Iterable[tuple[str, str, str, str]]:
    """The splits that do not always divide alike, with the shares of their text."""
    found = [
        (version, step)
        for version, campaign in versions.items()
        for step in steps(campaign) if isinstance(step, Split)
    ]  # fmt: skip
    alike: dict[str, set[str]] = {}
    for _, step in found:
        alike.setdefault(step.name, set()).add(words(step, ends(step)))
    moving = {step.name for _, step in found if step.learns}
    for version, step in found:
        if step.name in moving or len(alike[step.name]) > 1:
            yield version, step.id, step.name, words(step, ends(step))
