"""A tick that is stopped at any statement has not happened; running again writes the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from runtime.engines.duckdb import Engine
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
