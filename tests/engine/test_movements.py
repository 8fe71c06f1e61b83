"""Movements as the engine keeps them, tick by tick, against those that the interpreter finds by
looking at every position there may be (S18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import duckdb
import pytest

from compiler.machine.positions import TIMER
from compiler.model.conditions import All, Has, InSegment, Known, Not, When
from compiler.model.declarations import AFTER, BEFORE, Movement, Segment
from compiler.model.project import Project
from compiler.model.values import (
    CalendarStart,
    EventField,
    GroupValue,
    Occurrences,
    OneOfThese,
    Type,
)
from compiler.model.windows import Duration, InLast
from compiler.walk import made_of
from runtime.engines.database import Database, stored
from runtime.engines.movements import Keeper
from runtime.engines.same import Same
from runtime.history import History, Occurrence, Version
from runtime.interpreter import movements, snapshots
from runtime.interpreter.view import TIMER as LAST
from runtime.interpreter.view import Populations, Position, View
from runtime.store.columns import movement_columns, quoted
from tests.engine import compared
from tests.sql import random_models as make
from tests.sql import random_worlds as worlds
from tests.sql.engines import Duck
from tests.sql.store import store

BEGINNING, UNTIL = datetime(2026, 3, 27, 10, tzinfo=UTC), datetime(2026, 4, 4, 3, tzinfo=UTC)
ODD = (timedelta(hours=5), timedelta(minutes=1), timedelta(days=2, hours=1))
EVERYDAY = range(6)

Row = tuple[str, datetime, bool, str | None, str | None]
"""Whose and which movement, when, whether an event moved them, from where and to where."""


def watched(random: Random) -> Project:
    """A random project in which each segment, pair of segments and groups is watched, one of them
    by a segment that is watched itself."""
    made = make.project(random)
    while _asks_how_long_ago_a_day_begins(made):
        made = make.project(random)
    names = [name for name in made.segments if name != "best"]
    wheres = {f"movements of {name}": OneOfThese((InSegment(name),)) for name in made.segments}
    wheres["movements between"] = OneOfThese((InSegment(names[0]), InSegment(names[1])))
    found = [Movement(name, where) for name, where in wheres.items()]
    found.append(Movement("movements in kind", GroupValue("kind")))
    inner = random.choice(found)
    length = random.choice((Duration(2, "day"), Duration(1, "month"), Duration(7, "hour")))
    after, before = (EventField(inner.name, end, Type.TEXT) for end in (AFTER, BEFORE))
    came = All((Known(after), Not(Known(before))))
    made.segments["mover"] = Segment(
        "mover", None, Has(Occurrences(inner.name, InLast(length), came))
    )
    found.append(Movement("movements of mover", OneOfThese((InSegment("mover"),))))
    made.movements.update({each.name: each for each in found})
    return made


def _asks_how_long_ago_a_day_begins(project: Project) -> bool:
    """No text can say so: where a day or week begins stands at the ends of windows alone. It would
    change at instants that stand nowhere and are no snapshot's."""
    asked = [each for segment in project.segments.values()
             for each in made_of(project, segment.condition) if isinstance(each, When)]  # fmt: skip
    return any(
        isinstance(part, CalendarStart) and part.type is Type.TIME
        for each in asked for part in made_of(project, each.value)
    )  # fmt: skip


def life(random: Random, key: str) -> History:
    """Some come later, some go, and some come back."""
    found = worlds.history(random, key)
    if random.random() < 0.6:
        return found
    fields = found.versions[0].fields
    cuts = sorted({worlds.moment(random) for _ in range(random.choice((1, 2, 3)))})
    versions = [
        Version(since, fields, gone=place % 2 == 1) for place, since in enumerate(cuts)
    ]
    return replace(found, versions=tuple(versions))


def ticks(histories: Sequence[History]) -> dict[str, list[datetime]]:
    """Where ticks end, in several ways; in one of them just where something happens."""
    odd: list[datetime] = []
    at = BEGINNING
    while at < UNTIL:
        at += ODD[len(odd) % len(ODD)]
        odd.append(min(at, UNTIL))
    arrivals = {event.arrival for each in histories for event in each.events}
    met = sorted(at for at in arrivals if BEGINNING < at < UNTIL)
    return {"all at once": [UNTIL], "odd": odd, "where something happens": [*met[::6], UNTIL]}


def kept(project: Project, histories: Sequence[History], ends: Sequence[datetime]) -> set[Row]:
    with Duck() as engine:
        store(engine, project, histories)
        engine.run('CREATE TABLE "movements" ("name" VARCHAR PRIMARY KEY, "meaning" VARCHAR, '
                   '"until" TIMESTAMP)')  # fmt: skip
        for name in project.movements:
            columns = [f"{quoted(each)} {kind}" for each, kind in movement_columns().items()]
            engine.load(name, columns, [])
        for name in project.events:
            _not_yet(engine.connection, f"event_{name}")
        _run(Database(engine.connection), project, ends)
        return {row for name in project.movements for row in _rows(engine.connection, name)}


def _run(database: Database, project: Project, ends: Sequence[datetime]) -> None:
    at, keeper = BEGINNING, Keeper(Same(project, "duckdb"))
    for until in ends:
        database.values |= {"prev": stored(at), "until": stored(until)}
        for name in project.events:
            database.execute(_ARRIVED.format(f"event_{name}"))
        keeper.keep(database, at, until, first=at == BEGINNING)
        at = until


def _not_yet(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """What arrives later than a tick is not known in it."""
    connection.execute(f'ALTER TABLE "{table}" RENAME TO "later {table}"')
    connection.execute(f'CREATE TABLE "{table}" AS FROM "later {table}" WHERE "arrival" < $1',
                       [stored(BEGINNING)])  # fmt: skip


_ARRIVED = """
INSERT INTO "{0}" FROM "later {0}" WHERE "arrival" >= $prev AND "arrival" < $until
"""


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[Row]:
    for key, at, seq, before, after in connection.execute(
        'SELECT p."key", e."time", e."seq", e."f_before", e."f_after" '
        f'FROM {quoted(name)} e JOIN "people" p USING ("cid") '
        'WHERE e."f_before" IS DISTINCT FROM e."f_after"'
    ).fetchall():
        yield f"{key} {name}", at.replace(tzinfo=UTC), seq != TIMER, before, after


def interpreted(project: Project, histories: Sequence[History]) -> set[Row]:
    taken: Populations = snapshots(project, histories, BEGINNING, UNTIL)
    end = Position(UNTIL, -1)
    return {
        (f"{each.key} {name}", one.time, position.place != LAST, _text(one.fields[BEFORE]),
         _text(one.fields[AFTER]))
        for each in histories
        for name in project.movements
        for position, one in movements.ever(View(project, each, end, taken), name)
        if position <= end
    }  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _agrees(seed: int) -> None:
    random = Random(seed)
    project = watched(random)
    histories = [life(random, f"p{number}") for number in range(12)]
    found = interpreted(project, histories)
    for name, ends in ticks(histories).items():
        assert kept(project, histories, ends) == found, name


SHOP = """
policy
  timezone "UTC"

customers from shop.customers
  key from customer_id

event purchase from shop.orders
  customer from customer_id
  time from at

event visit from shop.visits
  customer from customer_id
  time from at

segment buyers
  has purchase in last 1 day

segment idle
  no purchase today
  has visit
"""


def happens(*events: tuple[str, str]) -> tuple[Project, History]:
    """The shop with its segments watched, and a customer to whom this happens, each at a time of
    2026-03-28 or -29."""
    made = compared.project(SHOP)
    for name in made.segments:
        made.movements[f"movements of {name}"] = Movement(
            f"movements of {name}", OneOfThese((InSegment(name),))
        )
    found = []
    for place, (kind, time) in enumerate(events):
        at = datetime.fromisoformat(f"2026-03-{time}").replace(tzinfo=UTC)
        found.append(Occurrence(kind, str(place), at, at, {}))
    return made, History("ann", (Version(None, {}),), tuple(found))


def test_at_midnight_an_event_is_before_the_new_day() -> None:
    """A visit at 00:00 sees the calendar of the day before, on which she bought; she comes to be
    idle at the snapshot, at the same instant and behind it (S7, S8)."""
    made, ann = happens(("purchase", "28 10:00"), ("visit", "29 00:00"))
    midnight = datetime(2026, 3, 29, tzinfo=UTC)
    found = interpreted(made, [ann])
    assert ("ann movements of idle", midnight, False, None, "idle") in found
    for ends in ([UNTIL], [midnight, UNTIL]):
        assert kept(made, [ann], ends) == found


def test_what_arrives_just_when_a_tick_ends_is_of_the_next_one() -> None:
    """The first purchase is a day old where the second one arrives, so she stays a buyer."""
    made, ann = happens(("purchase", "28 10:00"), ("purchase", "29 10:00"))
    found = interpreted(made, [ann])
    for ends in ([UNTIL], [datetime(2026, 3, 29, 10, tzinfo=UTC), UNTIL]):
        assert kept(made, [ann], ends) == found


@pytest.mark.parametrize("seed", EVERYDAY)
def test_the_engine_keeps_what_the_interpreter_finds(seed: int) -> None:
    _agrees(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(len(EVERYDAY), 100))
def test_it_does_in_many_more_worlds(seed: int) -> None:
    _agrees(seed)
