"""Who is held while a campaign is paused, and let go on when it is resumed (S36)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compiler.machine.candidates import Guarded
from compiler.machine.holding import AGES, HELD, Back, resumed_table
from compiler.machine.places import Machine
from runtime import acts
from runtime.acts import Act, Dates
from runtime.engines.database import Database, stored
from runtime.store.catalog import tables
from runtime.store.connection import Connection


@dataclass(frozen=True)
class Under:
    """What people's acts mean for a campaign in a tick: why it is `shut` (`paused`, `stopped`, or
    the empty text); how those come `back` whom it held, by the numbers of their places; whether it
    is `skipping` messages that are overdue; whom a guard refuses."""

    shut: str = ""
    back: Mapping[int, Back] = field(default_factory=dict)
    skipping: bool = False
    guarded: Guarded = Guarded.NOBODY


def under(
    database: Database, known: Sequence[Act], moved: Container[str], machine: Machine,
    prev: datetime,
) -> Under:  # fmt: skip
    """In a tick from `prev` on, with all acts up to then; into the campaigns `moved` somebody was
    moved along there. Whoever comes back is taken out of the queues."""
    name = machine.campaign.name
    shut, dates = acts.shut(known, name), acts.resumed(known, name, prev)
    if dates is None and not shut and name in moved:
        dates = Dates.KEEP
    if dates is None:
        return Under(shut.doing if shut else "")
    back = Back.ANEW if dates is Dates.RESTART else Back.KEPT
    numbers = [place.number for place in machine.places if place.stands]
    found = {number: back for number in numbers if _let_go(database, number)}
    return Under(back=found, skipping=dates is Dates.SKIP and bool(found))


def moved_along(database: Database) -> frozenset[str]:
    """The campaigns into which somebody was moved along where the tick begins (S35)."""
    rows = database.rows('SELECT DISTINCT "campaign" FROM "moves" WHERE "at" = $prev')
    return frozenset(name for (name,) in rows)


def _let_go(database: Database, number: int) -> int:
    """Takes those out of a queue who are held there; how many they are."""
    held = f'"due_at" >= {HELD}'
    count = database.create(
        resumed_table(number),
        f'SELECT q.* EXCLUDE ("due_at"), q."due_at" - {AGES} AS "due" FROM "queue_{number}" AS q'
        f' ANTI JOIN "gone_{number}" AS g ON g."eid" = q."eid" AND g."due_at" = q."due_at"'
        f' WHERE q.{held}',
    )
    for table in (f"queue_{number}", f"gone_{number}"):
        database.execute(f'DELETE FROM "{table}" WHERE {held}')
    return count


def hold(connection: Connection, campaign: str, at: datetime) -> None:
    """All who stand in the campaign at the instant stand on until they are let go."""
    for number in _queues(connection, campaign):
        connection.execute(
            f'UPDATE "queue_{number}" AS q SET "due_at" = "due_at" + {AGES}'
            f' WHERE "due_at" >= $at AND "due_at" < {HELD}'
            f' AND NOT EXISTS (SELECT 1 FROM "gone_{number}" AS g'
            ' WHERE g."eid" = q."eid" AND g."due_at" = q."due_at")',
            {"at": stored(at)},
        )


def let_out(connection: Connection, campaign: str, at: datetime) -> None:
    """Nobody stands in the campaign any more, from the instant on."""
    for number in _queues(connection, campaign):
        for table in (f"queue_{number}", f"gone_{number}"):
            connection.execute(f'DELETE FROM "{table}" WHERE "due_at" >= $at', {"at": stored(at)})


def _queues(connection: Connection, campaign: str) -> Iterable[int]:
    """The numbers of the places at which the campaign's customers can stand, in all versions."""
    rows = connection.execute(
        'SELECT "place" FROM "places" WHERE "campaign" = $1 ORDER BY 1', [campaign]
    ).fetchall()
    queues = set(tables(connection, "queue_"))
    return [number for (number,) in rows if f"queue_{number}" in queues]
