"""A tick that is stopped at any statement has not happened; running again writes the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from runtime.engines.duckdb import Engine
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


def run(engine: Engine, stopping: Stopping, at: int) -> None:
    """One tick to HALF, stopped once, and then the rest."""
    stopping.at = at
    with pytest.raises(Stop):
        engine.tick(HALF)
    assert engine.until == BEGINNING
    engine.tick(HALF)
    engine.tick(UNTIL)


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.long)])
def test_stopped_at_every_nth_statement(every: int) -> None:
    shop = project(text(STRICT, *CAMPAIGNS))
    known = histories(5, shop, 8)
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL))
    stopping = Stopping()
    engine_for(shop, known, BEGINNING, hook=stopping).tick(HALF)
    statements = stopping.last
    assert statements > 100
    for number in range(1, statements + 1, every):
        engine = engine_for(shop, known, BEGINNING, hook=stopping)
        run(engine, stopping, number)
        assert told(engine.journal()) == expected


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
