"""The same random conditions over the same random histories, by SQL and by the interpreter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from compiler.model.conditions import All, Condition, HasFollowed
from compiler.model.project import Project
from compiler.model.values import PARAMETERS, Occurrences, Plain, Type, Value
from compiler.model.windows import Duration
from compiler.sql import build
from compiler.sql.predictions import ages_query
from compiler.sql.probe import (
    TIMER,
    Everybody,
    Inline,
    Rows,
    members,
    population_values,
    probe,
)
from compiler.sql.probe import Stored as StoredPopulations
from compiler.sql.tables import Table, Tables, store_tables
from runtime.history import History, Occurrence, Version
from runtime.interpreter import predicting
from runtime.interpreter.conditions import holds
from runtime.interpreter.snapshot import populations
from runtime.interpreter.values import value
from runtime.interpreter.view import Populations, Position, View
from tests.seeds import seeds
from tests.sql import random_models as make
from tests.sql import random_worlds as worlds
from tests.sql.engines import Duck, Engine
from tests.sql.random_conditions import Generator
from tests.sql.store import cell, column_type, load_snapshots, naive, store, zones_of

CUSTOMERS = 12
SNAPSHOTS = (worlds.AT - timedelta(days=2, hours=12), worlds.AT - timedelta(hours=12))


@dataclass(frozen=True)
class World:
    random: Random
    project: Project
    tables: Tables
    histories: list[History]
    seen: Populations
    seq: dict[tuple[int, int], int]


def world(seed: int, engine: Engine, *, steady: bool = False) -> World:
    """`steady`: there are no versions of customers, as in most shops' own tables, and of records
    only where the seed is odd; in which zones customers live is known."""
    random = Random(seed)
    project = make.project(random)
    histories = [worlds.history(random, f"p{number}") for number in range(CUSTOMERS)]
    tables, taken, kept = store_tables(project), [], []
    if steady:
        histories = [_steady(each, records=seed % 2 == 0) for each in histories]
        tables = _without_versions(tables, records=seed % 2 == 0)
        tables = replace(tables, lived_in=frozenset(zones_of(project, histories)))
    stored = store(engine, project, histories)
    for at in SNAPSHOTS:
        _same_histories(project, histories, at, tables, engine)
        fitted = {name: make.parameters(random) for name in project.predictions}
        given = _given(project, fitted)
        taken.append((at, populations(project, histories, at, given)))
        kept += [[naive(at), name, number, None] for name, number in given.items()]
        load_snapshots(engine, kept)
        query = population_values(project, list(project.populations), at, tables)
        found = engine.rows(query)
        kept += [[naive(at), row["name"], row["number"], row["text"]] for row in found]
    load_snapshots(engine, kept)
    return World(random, project, tables, histories, Populations(tuple(taken)), stored.seq)


def _steady(history: History, *, records: bool) -> History:
    """A customer who always was what they are in the end, and so what they have."""
    last = replace(history.versions[-1], since=None)
    kept = [replace(each, since=None) for each in history.records if each.until is None]
    return replace(
        history, versions=(last,), records=tuple(kept) if records else history.records
    )


def _without_versions(tables: Tables, *, records: bool) -> Tables:
    def one_each(table: Table) -> Table:
        return replace(table, since=None, until=None)

    kept = {name: one_each(each) if records else each for name, each in tables.records.items()}
    return replace(tables, customers=one_each(tables.customers), records=kept)


def _given(
    project: Project, fitted: Mapping[str, tuple[Decimal, ...] | None]
) -> dict[str, Plain | None]:
    """Parameters as a snapshot keeps them: so few histories can be fitted to none."""
    return {
        project.predictions[name].stored(part): values[place] if values else None
        for name, values in fitted.items()
        for place, part in enumerate(PARAMETERS)
    }


def _same_histories(
    project: Project, histories: list[History], at: datetime, tables: Tables, engine: Engine
) -> None:
    """What predictions are fitted to."""
    for chance in project.predictions.values():
        rows = engine.rows(ages_query(project, chance, at, tables))
        views = [View(project, each, Position(at), Populations()) for each in histories]
        known = [predicting.history(view, chance, at) for view in views if view.known]
        counted = Counter((ages.repeats, ages.last, ages.age) for ages in known if ages)
        assert len(rows) == len(counted)
        for row in rows:
            ages = row["repeats"], row["last"], row["age"]
            assert counted[ages] == row["customers"], ages


def wanted(world: World, *, rows: bool) -> dict[str, Condition | Value]:
    of = Generator(world.random, world.project, rows=rows)
    conditions: dict[str, Condition | Value] = {f"c{n}": of.condition(3) for n in range(8)}
    types = (Type.NUMBER, Type.MONEY, Type.TEXT, Type.DATE, Type.TIME)
    values = {f"v{n}": of.value(world.random.choice(types), 3, None) for n in range(6)}
    return conditions | values


def expected(view: View, of: Condition | Value) -> Any:
    return cell(value(view, of)) if isinstance(of, Value) else holds(view, of)


def compare(view: View, asked: Mapping[str, Condition | Value], row: Mapping[str, Any]) -> None:
    for name, of in asked.items():
        right = expected(view, of)
        assert row[name] == right and isinstance(row[name], bool) == isinstance(right, bool), (
            f"{view.history.key} {name}: SQL {row[name]}, interpreter {right}: {of}"
        )


def by_key(rows: list[dict[str, Any]], key: str) -> dict[Any, dict[str, Any]]:
    found = {row[key]: row for row in rows}
    assert len(found) == len(rows), "one row each"
    return found


Asked = tuple[datetime, Inline | StoredPopulations]

ASKED: tuple[Asked, ...] = (
    (SNAPSHOTS[1], Inline(SNAPSHOTS[1])),
    (SNAPSHOTS[1], StoredPopulations()),
    (worlds.AT, Inline(SNAPSHOTS[1])),
    (worlds.AT, StoredPopulations()),
)


def everybody(here: World, engine: Engine, at_and_how: Sequence[Asked] = ASKED) -> None:
    """At an instant at which events and snapshots may lie; populations in all three ways."""
    asked = wanted(here, rows=False)
    for at, how in at_and_how:
        query = probe(here.project, asked, Everybody(at), here.tables, how)
        found = by_key(engine.rows(query), "customer")
        assert sorted(found) == list(range(CUSTOMERS))
        for cid, history in enumerate(here.histories):
            view = View(here.project, history, Position(at), here.seen)
            compare(view, asked, found[cid])
        for_whom(here, engine, at, how)


def for_whom(here: World, engine: Engine, at: datetime, how: Inline | StoredPopulations) -> None:
    """Members of a segment, of which several things must hold."""
    of = Generator(here.random, here.project, rows=False)
    for size in (1, 3):
        condition = All(tuple(of.condition(2) for _ in range(size)))
        query = members(here.project, condition, Everybody(at), here.tables, how)
        found = sorted(row["customer"] for row in engine.rows(query))
        views = [View(here.project, each, Position(at), here.seen) for each in here.histories]
        right = [cid for cid, view in enumerate(views) if holds(view, condition)]
        assert found == right, condition


def rows(seed: int, engine: Engine) -> None:
    """At the positions of events and at timers, each with an entry and an answer."""
    here = world(seed, engine)
    asked = wanted(here, rows=True)
    views = _load_rows(here, engine)
    over = Rows(
        "asked",
        entry={f.name: build.column(f"e_{f.name}") for f in worlds.EVENTS["purchase"]},
        entry_time=build.column("e time"),
        answers={("seen", f.name): build.column(f"a_{f.name}") for f in worlds.EVENTS["purchase"]},
        enrolment=build.column("enrolment"),
        earliest=build.instant(min(view.at for view in views)),
    )
    query = probe(here.project, asked, over, here.tables, StoredPopulations())
    found = by_key(engine.rows(query), "row")
    assert sorted(found) == list(range(len(views)))
    for number, view in enumerate(views):
        compare(view, asked, found[number])


def _load_rows(here: World, engine: Engine) -> list[View]:
    fields = worlds.EVENTS["purchase"]
    columns = ['"row" BIGINT', '"cid" BIGINT', '"at" TIMESTAMP', '"seq" BIGINT']
    columns += ['"e time" TIMESTAMP', '"enrolment" VARCHAR']
    columns += [f'"{p}_{f.name}" {column_type(f.type)}' for p in "ea" for f in fields]
    views: list[View] = []
    cells = []
    for cid, history in enumerate(here.histories):
        for position, seq in _positions(here, cid):
            entry, answer = (_purchase(here.random, history) for _ in range(2))
            view = View(
                here.project, history, position, here.seen,
                entry=entry, entry_time=entry.time if entry else None,
                answers={"seen": answer} if answer else {}, enrolment="mine",
            )  # fmt: skip
            context = [_field(one, f.name) for one in (entry, answer) for f in fields]
            entered = naive(entry.time) if entry else None
            at = naive(position.at)
            cells.append([len(views), cid, at, seq, entered, "mine", *context])
            views.append(view)
    engine.load("asked", columns, cells)
    return views


def _positions(here: World, cid: int) -> list[tuple[Position, int]]:
    found = [(Position(at), TIMER) for at in (*SNAPSHOTS, worlds.AT)]
    for place, event in enumerate(here.histories[cid].events):
        found.append((Position(event.arrival, place), here.seq[cid, place]))
        found.append((Position(event.arrival), TIMER))
    return found


def _purchase(random: Random, history: History) -> Occurrence | None:
    found = [event for event in history.events if event.kind == "purchase"]
    return random.choice(found) if found and random.random() < 0.8 else None


def _field(event: Occurrence | None, name: str) -> Any:
    return cell(event.fields[name]) if event is not None else None


@pytest.mark.parametrize("seed", range(24))
def test_everybody_on_duckdb(seed: int, duck: Duck) -> None:
    everybody(world(seed, duck), duck)


@pytest.mark.parametrize("seed", seeds(300, 10, of=24))
def test_everybody_as_they_are_now_on_duckdb(seed: int, duck: Duck) -> None:
    """Then what is asked and the population values of the midnight before come from one pass."""
    everybody(world(seed, duck, steady=True), duck, ASKED[2:3])


@pytest.mark.parametrize("seed", seeds(400, 8, of=12))
def test_population_values_of_the_midnight_before(seed: int, duck: Duck) -> None:
    here = world(seed, duck, steady=True)
    view = View(here.project, here.histories[0], Position(worlds.AT), here.seen)
    for name, population in here.project.populations.items():
        asked = {name: population, "now": population.value}
        query = probe(here.project, asked, Everybody(worlds.AT), here.tables, ASKED[2][1])
        compare(view, asked, by_key(duck.rows(query), "customer")[0])


@pytest.mark.parametrize("seed", range(100, 124))
def test_rows_on_duckdb(seed: int, duck: Duck) -> None:
    rows(seed, duck)


@pytest.mark.parametrize("seed", seeds(200, 6, of=8))
def test_both_engines_agree_with_the_interpreter(seed: int, engine: Engine) -> None:
    everybody(world(seed, engine), engine)
    if seed % 2:
        everybody(world(seed, engine, steady=True), engine)
    rows(seed, engine)


@pytest.mark.parametrize("kinds", [("purchase", "visit"), ("visit", "purchase")])
def test_kinds_order_events_of_one_instant(engine: Engine, kinds: tuple[str, str]) -> None:
    """`purchase` comes before `visit`, so only one of them follows the other."""
    made = make.project(Random(1))
    fields: dict[str, Any] = {}
    events = tuple(
        Occurrence(kind, "z" if kind == "purchase" else "a", worlds.AT, worlds.AT, fields)
        for kind in ("purchase", "visit")
    )
    history = History("p", (Version(None, fields),), events)
    store(engine, made, [history])
    first, then = (Occurrences(kind) for kind in kinds)
    asked = HasFollowed(first, then, Duration(1, "hour"), negated=False)
    query = probe(made, {"x": asked}, Everybody(worlds.AT), store_tables(made), StoredPopulations())
    assert [row["x"] for row in engine.rows(query)] == [kinds == ("purchase", "visit")]
    view = View(made, history, Position(worlds.AT), Populations())
    assert holds(view, asked) is (kinds == ("purchase", "visit"))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 2000))
def test_many_more(seed: int, engine: Engine) -> None:
    everybody(world(seed, engine), engine)
    everybody(world(seed, engine, steady=True), engine)
    rows(seed, engine)


def test_the_generator_makes_what_it_should() -> None:
    """Values that are exact to six places do occur, and so do unknown ones."""
    assert Decimal("-7.123456") in {worlds.plain(Random(n), Type.NUMBER) for n in range(99)}
