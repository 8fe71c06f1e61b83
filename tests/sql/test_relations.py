"""What must hold between answers, whatever the answers are: over random models and worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from compiler.holding.implied import implies
from compiler.model.conditions import All, AnyOf, Compare, Condition, Has, Not
from compiler.model.project import Project
from compiler.model.values import Aggregate, Const, Occurrences, Type, Value
from compiler.model.windows import Duration, InLast
from compiler.sql.frames import Everybody
from compiler.sql.populations import Stored
from compiler.sql.probe import members, probe
from compiler.sql.tables import store_tables
from runtime.interpreter.conditions import holds
from runtime.interpreter.view import Position, View
from tests.sql import random_worlds as worlds
from tests.sql.engines import Database, Duck
from tests.sql.random_conditions import Generator
from tests.sql.store import store
from tests.sql.test_against_interpreter import CUSTOMERS, World, by_key, world

EVERYBODY = set(range(CUSTOMERS))


def who(engine: Database, project: Project, condition: Condition) -> set[Any]:
    query = members(project, condition, Everybody(worlds.AT), store_tables(project), Stored())
    found = [row["customer"] for row in engine.rows(query)]
    assert len(found) == len(set(found)), "nobody twice"
    return set(found)


def answers(
    engine: Database, project: Project, asked: Mapping[str, Condition | Value]
) -> dict[Any, dict[str, Any]]:
    query = probe(project, asked, Everybody(worlds.AT), store_tables(project), Stored())
    return by_key(engine.rows(query), "customer")


def generator(here: World) -> Generator:
    return Generator(here.random, here.project, rows=False)


def one_more_changes_nobody_else(seed: int, engine: Database) -> None:
    """The snapshot's values stay as they were taken (S8)."""
    here = world(seed, engine)
    of = generator(here)
    asked = {f"c{number}": of.condition(3) for number in range(6)}
    before = answers(engine, here.project, asked)
    engine.run("CREATE TABLE taken AS SELECT * FROM snapshots")
    newcomer = worlds.history(here.random, "newcomer")
    store(engine, here.project, [*here.histories, newcomer])
    engine.run("INSERT INTO snapshots SELECT * FROM taken")
    engine.run("DROP TABLE taken")
    after = answers(engine, here.project, asked)
    assert after.pop(CUSTOMERS) is not None
    assert after == before


def a_condition_and_its_opposite_part_everybody(seed: int, engine: Database) -> None:
    here = world(seed, engine)
    of = generator(here)
    conditions = [of.condition(3) for _ in range(3)] + [Has(of.occurrences(2)) for _ in range(3)]
    for condition in conditions:
        those = who(engine, here.project, condition)
        others = who(engine, here.project, Not(condition))
        assert those | others == EVERYBODY and not those & others, condition


def a_wider_window_loses_nobody(seed: int, engine: Database) -> None:
    here = world(seed, engine)
    of = generator(here)
    found = [one for one in (of.occurrences(2) for _ in range(12)) if one.window is not None]
    for narrow in found[:4]:
        last = narrow
        for wide in _wider(narrow):
            assert who(engine, here.project, Has(last)) <= who(engine, here.project, Has(wide))
            counts = {"narrow": _count(last), "wide": _count(wide)}
            for row in answers(engine, here.project, counts).values():
                assert row["narrow"] <= row["wide"], wide
            last = wide


def _wider(narrow: Occurrences) -> Iterator[Occurrences]:
    if isinstance(narrow.window, InLast):
        length = narrow.window.duration
        longer = InLast(Duration(length.amount * 3, length.unit))
        yield replace(narrow, window=longer)
    yield replace(narrow, window=None)


def _count(of: Occurrences) -> Aggregate:
    return Aggregate("count", of, None, Type.NUMBER)


def what_is_implied_holds(seed: int, engine: Database) -> None:
    """Said by the compiler of conditions that look alike; asked of the interpreter."""
    here = world(seed, engine)
    conditions = list(_alike(here))
    views = [
        View(here.project, each, Position(worlds.AT), here.seen) for each in here.histories
    ]
    held = {one: {n for n, view in enumerate(views) if holds(view, one)} for one in conditions}
    for one in conditions:
        for other in conditions:
            assert not implies(one, other) or held[one] <= held[other], (one, other)


def _alike(here: World) -> Iterator[Condition]:
    random, of = here.random, generator(here)
    values = [of.value(Type.NUMBER, 1, None), of.value(Type.MONEY, 1, None)]
    simple: list[Condition] = [
        Compare(op, value, Const(worlds.plain(random, Type.NUMBER), Type.NUMBER))
        for value in values for op in ("=", "<", "<=", ">", ">=") for _ in range(2)
    ]  # fmt: skip
    windows = [None, *(InLast(Duration(random.randint(1, 40), unit)) for unit in worlds.LONG)]
    events = [of.occurrences(1) for _ in range(2)]
    simple += [Has(replace(one, window=window)) for one in events for window in windows]
    yield from simple
    yield from (Not(one) for one in simple)
    for kind in (All, AnyOf):
        yield from (kind(tuple(random.sample(simple, 2))) for _ in range(8))


RELATIONS = (
    one_more_changes_nobody_else, a_condition_and_its_opposite_part_everybody,
    a_wider_window_loses_nobody, what_is_implied_holds,
)  # fmt: skip


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("seed", range(300, 306))
def test_on_duckdb(seed: int, relation: Any, duck: Duck) -> None:
    relation(seed, duck)


@pytest.mark.parametrize("relation", RELATIONS[:3])
@pytest.mark.parametrize("seed", range(310, 312))
def test_on_both(seed: int, relation: Any, engine: Database) -> None:
    relation(seed, engine)


@pytest.mark.long
@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("seed", range(3000, 3100))
def test_many_more(seed: int, relation: Any, engine: Database) -> None:
    relation(seed, engine)


def test_the_compiler_does_see_what_is_plain() -> None:
    few, many = (Compare(">=", _count(Occurrences("purchase")), Const(n, Type.NUMBER))
                 for n in (Decimal(1), Decimal(5)))  # fmt: skip
    assert implies(many, few) and not implies(few, many)
    assert implies(Not(few), Not(many)) and not implies(Not(many), Not(few))
    assert implies(All((many, Has(Occurrences("visit")))), few)
    week, month = (InLast(Duration(n, "day")) for n in (7, 30))
    assert implies(Has(Occurrences("visit", week)), Has(Occurrences("visit", month)))
    assert not implies(Has(Occurrences("visit", month)), Has(Occurrences("visit", week)))
