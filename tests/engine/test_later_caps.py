"""A cap that is declared while a project runs counts what was planned before, too (S26)."""

from __future__ import annotations

from datetime import timedelta

from runtime.engines.engine import Engine
from tests.engine.compared import IDENTITY, by_interpreter, engine_for, project, told
from tests.engine.recorded import Recorder
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES, UNTIL, histories

DAILY = """
campaign daily
  enter every day at 10:00 for everybody
  goal purchase within 1 day

  send hello by push
"""

CAP = "  at most 3 per week per customer\n"


def test_a_cap_declared_later_counts_what_was_planned_before() -> None:
    """Three a day apart are within the cap, so that it drops the same whenever it is declared."""
    loose = project(KNOWN + LOUD + MESSAGES + DAILY)
    capped = project(KNOWN + LOUD + CAP + MESSAGES + DAILY)
    known = histories(4, capped, 10)
    engine = engine_for(loose, known, BEGINNING)
    engine.tick(BEGINNING + timedelta(days=3))
    later = Engine(engine.connection, capped, Recorder(capped, known), IDENTITY)
    later.tick(UNTIL)
    expected = told(by_interpreter(capped, known, BEGINNING, UNTIL))
    assert {row[10] for row in expected} >= {"cap"}
    assert told(later.journal()) == expected
