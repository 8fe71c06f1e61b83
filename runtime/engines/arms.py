"""Arms that are kept (S19): of which splits a store keeps who was given what, and what a tick does
about it that hangs on itself.

As long as all versions of a campaign divide a split alike, day for day, the unit of a customer says
which arm they were given, and nothing is kept. Where one does not, what was given so far is taken
from the journal, and each tick adds to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.learning import terms
from compiler.machine.given import COLUMNS, GIVEN, TOLD
from compiler.machine.places import Machine
from compiler.model.campaigns import Campaign
from compiler.model.steps import Split
from compiler.walk import steps
from runtime.engines.database import Database
from runtime.store import versions
from runtime.store.columns import quoted
from runtime.store.connection import Connection

Kept = frozenset[tuple[str, str]]
"""Splits, by campaign and name."""

_UNLIKE = """
SELECT "campaign", "split" FROM "splits" GROUP BY ALL
HAVING count(DISTINCT "arms") > 1 OR count("terms") > 0
"""
_UNSAID = """
SELECT DISTINCT d."campaign", d."version" FROM "decisions" AS d WHERE d."kind" = 'arm'
  AND NOT EXISTS (SELECT 1 FROM "splits" AS s
                  WHERE s."campaign" = d."campaign" AND s."version" = d."version")
"""
_FILL = """
INSERT INTO "given_arms"
SELECT f."campaign", f."split", f."cid", f."at", f."seq", f."phase", f."eid", f."arm" FROM (
  SELECT s."campaign", s."split", j."cid", j."at", j."seq", j."phase", j."eid", d."arm",
         row_number() OVER (PARTITION BY j."cid", d."arm"
                            ORDER BY j."at", j."seq", j."phase", j."eid") AS "place"
  FROM "journal_rows" AS j JOIN "decisions" AS d ON d."decision" = j."decision"
  JOIN "splits" AS s ON s."campaign" = d."campaign" AND s."version" = d."version"
    AND s."step" = d."step"
  WHERE d."kind" = 'arm' AND s."campaign" = $1 AND s."split" = $2) AS f
WHERE f."place" = 1
"""


def kept(connection: Connection, machines: Sequence[Machine]) -> Kept:
    """The splits of these machines of which the store keeps who was given what, from now on if not
    yet."""
    _note(connection, machines)
    live = {
        (each.campaign.name, step.name) for each in machines for step in _splits(each.campaign)
    }
    unlike = {(campaign, split) for campaign, split in connection.execute(_UNLIKE).fetchall()}
    known = set(connection.execute('SELECT "campaign", "split" FROM "uneven_splits"').fetchall())
    for campaign, split in sorted((live & unlike) - known):
        connection.execute(_FILL, [campaign, split])
        connection.execute('INSERT INTO "uneven_splits" VALUES (?, ?)', [campaign, split])
    return frozenset(live & (unlike | known))


def _note(connection: Connection, machines: Sequence[Machine]) -> None:
    """Writes down how the versions divide of which that is not known yet."""
    unsaid = set(connection.execute(_UNSAID).fetchall())
    known = set(connection.execute('SELECT "campaign", "version" FROM "splits"').fetchall())
    found = {(each.campaign.name, each.version): each.campaign for each in machines}
    for campaign, version in unsaid - set(found):
        before = versions.ran_in(connection, campaign, version)
        if before is not None:
            found[campaign, version] = before.campaigns[campaign]
    rows = [
        (*of, step.id, step.name, _divided(step), _terms(campaign, step))
        for of, campaign in found.items() if of not in known
        for step in _splits(campaign)
    ]  # fmt: skip
    if rows:
        connection.executemany('INSERT INTO "splits" VALUES (?, ?, ?, ?, ?, ?)', rows)


def _splits(campaign: Campaign) -> Iterator[Split]:
    return (step for step in steps(campaign) if isinstance(step, Split))


def _divided(step: Split) -> str:
    return ", ".join(f"{arm.name} until {arm.until}" for arm in step.arms)


def _terms(campaign: Campaign, step: Split) -> str | None:
    """Of a split that learns, from whom."""
    return terms(campaign, step) if step.learns else None


class ToldArms:
    """Of whom a tick gives several arms of a split, since versions that divide differently give
    them in it, it is told what it gives; it then finds what lies earlier, whichever it works off
    first. As for Segue's own events, what does what it was told is what counts."""

    def __init__(self, database: Database, kept: Kept) -> None:
        self._database = database
        self._kept = bool(kept)
        self._of: set[tuple[str, str, int]] = set()
        self._rows: list[tuple[object, ...]] = []

    def tell(self) -> None:
        if not self._kept:
            return
        columns = ", ".join(f"NULL::{kind} AS {quoted(name)}" for name, kind in COLUMNS.items())
        self._database.create(TOLD, f"SELECT * FROM (SELECT {columns}) WHERE false")
        if self._rows:
            values = ", ".join("?" for _ in COLUMNS)
            self._database.connection.executemany(
                f'INSERT INTO "{TOLD}" VALUES ({values})', self._rows
            )

    def is_true(self) -> bool:
        """Whether it gave that; if not, what it gave is what is told next."""
        if not self._kept:
            return True
        several = self._database.rows(_SEVERAL)
        self._of |= {(campaign, split, cid) for campaign, split, cid in several}
        if not self._of:
            return True
        told, self._rows = self._rows, self._given()
        return self._rows == told

    def _given(self) -> list[tuple[object, ...]]:
        self._database.values["cids"] = sorted({cid for *_, cid in self._of})
        return [row for row in self._database.rows(_GIVEN) if row[:3] in self._of]


_SEVERAL = f"""
SELECT "campaign", "split", "cid" FROM "{GIVEN}" WHERE "at" >= $prev
GROUP BY ALL HAVING count(DISTINCT "arm") > 1
"""
_GIVEN = f"""
SELECT * FROM "{GIVEN}" WHERE "at" >= $prev AND "cid" IN (SELECT unnest($cids))
ORDER BY {", ".join(quoted(name) for name in COLUMNS)}
"""
