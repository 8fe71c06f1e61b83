"""A send exactly where quiet time starts, where it ends, and where one that drops messages gives
way to one that holds them (S25)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from runtime.history import History, Occurrence, Version
from runtime.journal import Kind
from tests.engine.compared import by_engine, by_interpreter, project, told
from tests.engine.shop import BEGINNING, KNOWN, MESSAGES

TEXT = f"""
{KNOWN}
  quiet from 08:00 until 10:00

policy
  timezone "UTC"
  quiet from 21:00 until 08:00, then drop
{MESSAGES}
campaign c
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  send hello by push
"""

BORDERS = {
    "the first instant of one that drops": (21 * 60, [Kind.DROPPED]),
    "the last minute before it": (21 * 60 - 1, [Kind.PLANNED]),
    "its end, where another starts": (8 * 60, [Kind.HELD, Kind.PLANNED]),
    "the last minute before that": (8 * 60 - 1, [Kind.DROPPED]),
    "the end of all": (10 * 60, [Kind.PLANNED]),
}


@pytest.fixture(scope="module")
def decided() -> dict[str, list[Kind]]:
    """What becomes of a message, by the minute of the visit, on both executors."""
    known = []
    for minute, _ in BORDERS.values():
        at = BEGINNING + timedelta(minutes=minute)
        fields = {"phone": "010", "timezone": "Etc/UTC"}
        visit = Occurrence("visit", f"at {minute}", at, at)
        known.append(History(f"k{minute:04}", (Version(None, fields),), (visit,)))
    known.sort(key=lambda each: each.key)
    shop, until = project(TEXT), BEGINNING + timedelta(days=2)
    rows = by_interpreter(shop, known, BEGINNING, until)
    assert told(by_engine(shop, known, BEGINNING, until, [])) == told(rows)
    sends = (Kind.PLANNED, Kind.DROPPED, Kind.HELD)
    return {
        each.key: [row.kind for row in rows if row.customer == each.key and row.kind in sends]
        for each in known
    }


@pytest.mark.parametrize("border", BORDERS)
def test_quiet_time_has_its_start_and_not_its_end(
    border: str, decided: dict[str, list[Kind]]
) -> None:
    minute, kinds = BORDERS[border]
    assert decided[f"k{minute:04}"] == kinds
