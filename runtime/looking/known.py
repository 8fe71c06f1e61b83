"""How many customers a store knows to be in what is declared: inside a campaign, and in segments
and groups whose movements it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from runtime.looking.taken import latest, shown
from runtime.settings import load as load_settings
from runtime.store.columns import quoted
from runtime.store.connection import Connection
from runtime.workspace.owned import store_at, store_of

SEGMENT, GROUPS = "movements of ", "movements in "
"""What the names of movements begin with, by what moves."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Of what is declared as a `sort` with a name (a group: `GROUPS.LINE`), a sentence, which held
    at an instant."""

    sort: str
    name: str
    sentence: str
    at: datetime


def known(root: Path) -> list[Fact]:
    """What the store of the project in the folder `root` knows; nothing where there is no store.

    Raises Trouble where another process has it open, or it cannot be read.
    """
    place = store_of(root, load_settings(root))
    if not place.exists():
        return []
    with store_at(place) as connection:
        until = connection.execute('SELECT "until" FROM "progress"').fetchone()
        if until is None:
            return []
        at = until[0].replace(tzinfo=UTC)
        return [*_inside(connection, at), *_members(connection, at), *_values(connection)]


def _inside(connection: Connection, at: datetime) -> Iterator[Fact]:
    for name, count in connection.execute(_OPEN).fetchall():
        yield Fact("campaign", name, f"{_customers(count)} inside", at)


_OPEN = """
SELECT "campaign", count(*) FROM "enrolments" AS e ANTI JOIN "ended" AS d USING ("eid")
GROUP BY "campaign" ORDER BY "campaign"
"""


def _members(connection: Connection, at: datetime) -> Iterator[Fact]:
    for (movement,) in connection.execute('SELECT "name" FROM "movements" ORDER BY 1').fetchall():
        for place, count in connection.execute(_THERE.format(table=quoted(movement))).fetchall():
            if movement.startswith(SEGMENT):
                yield Fact("segment", place, f"{_customers(count)} in it", at)
            elif movement.startswith(GROUPS):
                groups = movement.removeprefix(GROUPS)
                yield Fact("group", f"{groups}.{place}", f"{_customers(count)} in it", at)


_THERE = """
SELECT "f_after", count(*) FROM (
  SELECT "cid", "f_after" FROM {table}
  QUALIFY row_number() OVER (PARTITION BY "cid" ORDER BY "arrival" DESC, "seq" DESC) = 1)
WHERE "f_after" IS NOT NULL GROUP BY 1 ORDER BY 1
"""


def _values(connection: Connection) -> Iterator[Fact]:
    """Values across a segment, as the last snapshot has them."""
    for taken in latest(connection):
        value, across, segment = taken.name.partition(" across ")
        if across and taken.value is not None:
            yield Fact("segment", segment, f"{value}: {shown(taken.value)}", taken.at)


def _customers(count: int) -> str:
    return f"{count:,} customer{'s are' if count != 1 else ' is'}"
