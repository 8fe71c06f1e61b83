"""A tick that is stopped at any statement has not happened; running again writes the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from compiler.model.project import Project
from runtime.engines.engine import Engine
from runtime.history import History
from runtime.interpreter.gifts import handed_out
from runtime.pools import made_up
from tests.engine.compared import by_interpreter, engine_for, project, told
from tests.engine.shop import BEGINNING, CAMPAIGNS, STRICT, histories, text

HALF = BEGINNING + timedelta(days=3)
UNTIL = BEGINNING + timedelta(days=5)


class Stop(Exception):
    """Raised in the middle of a tick."""


class Stopping:
    """Stops at the statement of that number, once."""

    def __init__(self) -> None:
        self.at = 0
        self.last = 0

    def __call__(self, statement: int) -> None:
        self.last = statement
        if statement == self.at:
            self.at = 0
            raise Stop


def run(engine: Engine[Any], stopping: Stopping, at: int) -> None:
    """One tick to HALF, stopped once, and then the rest."""
    stopping.at = at
    with pytest.raises(Stop):
        engine.tick(HALF)
    assert engine.until == BEGINNING
    engine.tick(HALF)
    engine.tick(UNTIL)


def test_a_stopped_tick_leaves_nothing() -> None:
    """One engine is stopped at every eleventh statement of its tick, one after another; each time
    the store is what it was, and the journal is right in the end."""
    shop = project(text(STRICT, *CAMPAIGNS))
    known = histories(5, shop, 8)
    stopping = Stopping()
    engine = engine_for(shop, known, BEGINNING, hook=stopping)
    before = everything(engine)
    for number in range(1, statements(shop, known) + 1, 11):
        stopping.at = number
        with pytest.raises(Stop):
            engine.tick(HALF)
        assert everything(engine) == before
    engine.tick(HALF)
    engine.tick(UNTIL)
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL))
    assert told(engine.journal()) == expected


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.long)])
def test_stopped_at_every_nth_statement(every: int) -> None:
    shop = project(text(STRICT, *CAMPAIGNS))
    known = histories(5, shop, 8)
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL))
    for number in range(1, statements(shop, known) + 1, every):
        stopping = Stopping()
        engine = engine_for(shop, known, BEGINNING, hook=stopping)
        run(engine, stopping, number)
        assert told(engine.journal()) == expected


def statements(shop: Project, known: Sequence[History]) -> int:
    """How many the tick to HALF has."""
    stopping = Stopping()
    engine_for(shop, known, BEGINNING, hook=stopping).tick(HALF)
    assert stopping.last > 100
    return stopping.last


def everything(engine: Engine[Any]) -> list[tuple[Any, ...]]:
    """Each table of the engine's database, temporary ones too, with its rows' number and hash."""
    found = engine.connection.execute(
        "SELECT database_name, schema_name, table_name FROM duckdb_tables() ORDER BY ALL"
    ).fetchall()
    parts = [
        f"SELECT '{name}', count(*), sum(hash(t)) FROM \"{database}\".\"{schema}\".\"{name}\" t"
        for database, schema, name in found
    ]
    return engine.connection.execute(" UNION ALL ".join(parts) + " ORDER BY 1").fetchall()


GIVING = """
offer gift
  coupon code "HELLO"
  at most 9 in all

campaign giving
  enter on visit
    each time
  goal purchase within 1 day
  hold out 20%

  give gift
  wait until 10:00
  give gift
  send offer by text
"""


def test_a_stop_gives_nothing_twice() -> None:
    """As many are given as there are, to the same people, wherever a tick is stopped."""
    shop = project(f"{text(STRICT)}\n{GIVING}")
    known = histories(7, shop, 8)
    rows = by_interpreter(shop, known, BEGINNING, UNTIL)
    codes = handed_out(shop, rows, made_up)
    assert sorted(codes.values())[:10] == ["HELLO"] * 9 + ["all given"]
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL, codes=codes))
    stopping = Stopping()
    engine_for(shop, known, BEGINNING, hook=stopping).tick(HALF)
    for number in range(1, stopping.last + 1, 7):
        engine = engine_for(shop, known, BEGINNING, hook=stopping)
        run(engine, stopping, number)
        assert told(engine.journal()) == expected
