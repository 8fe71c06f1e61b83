"""Customers whose hash falls exactly on the border of a share: one of ten thousand does, so that
no generated customer would show a share that is one too wide (S19)."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import count

import pytest

from runtime.history import History, Occurrence, Version
from runtime.identity import HOLD_OUT, unit
from runtime.journal import Kind, Row
from tests.engine.compared import IDENTITY, by_engine, by_interpreter, project, told
from tests.engine.shop import BEGINNING, KNOWN, MESSAGES

SPLIT = ("c", "wording")
OWN = ("c", HOLD_OUT)
EVERYTHING = ("", f"{HOLD_OUT} 1")

TEXT = f"""
{KNOWN}
policy
  timezone "UTC"
  hold out 10% from everything
{MESSAGES}
campaign c
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%
  hold out 25%

  split wording
    large 30%
      wait 1 hour
    small 0.01%
      wait 2 hours
    rest
      send hello by push
"""

BORDERS = [(SPLIT, 0), (SPLIT, 3_000), (SPLIT, 3_001), (OWN, 2_500), (EVERYTHING, 1_000)]
UNTIL = BEGINNING + timedelta(days=1)


@cache
def drawn(parts: tuple[str, str], number: int) -> str:
    """A key with this number for a split; those of the campaign's hold-out are not held out from
    everything."""
    keys = (f"k{each}" for each in count())
    return next(
        key
        for key in keys
        if unit(IDENTITY.salt, *parts, key) == number
        and (parts != OWN or unit(IDENTITY.salt, *EVERYTHING, key) >= 1_000)
    )


def journal() -> list[Row]:
    """Of a visit by everybody on a border, on both executors."""
    keys = sorted(
        {drawn(parts, at + by) for parts, at in BORDERS for by in (-1, 0) if at + by >= 0}
    )
    visits = [Occurrence("visit", f"v {key}", BEGINNING, BEGINNING) for key in keys]
    known = [
        History(key, (Version(None, {"phone": "010"}),), (visit,))
        for key, visit in zip(keys, visits, strict=True)
    ]
    shop = project(TEXT)
    rows = by_interpreter(shop, known, BEGINNING, UNTIL)
    assert told(by_engine(shop, known, BEGINNING, UNTIL, [])) == told(rows)
    return rows


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return journal()


def reason(rows: list[Row], key: str) -> str:
    return next(row.reason for row in rows if row.customer == key and row.kind is Kind.ENTERED)


def arm(rows: list[Row], key: str) -> str:
    return next(row.arm for row in rows if row.customer == key and row.kind is Kind.ARM)


@pytest.mark.parametrize(
    ("number", "taken"), [(0, "large"), (2_999, "large"), (3_000, "small"), (3_001, "rest")]
)
def test_an_arm_ends_before_its_border(rows: list[Row], number: int, taken: str) -> None:
    assert arm(rows, drawn(SPLIT, number)) == taken


def test_a_hold_out_ends_before_its_border(rows: list[Row]) -> None:
    assert reason(rows, drawn(OWN, 2_499)) == "held out"
    assert reason(rows, drawn(OWN, 2_500)) == ""


def test_the_hold_out_from_everything_ends_before_its_border(rows: list[Row]) -> None:
    assert reason(rows, drawn(EVERYTHING, 999)) == "held out from everything"
    assert reason(rows, drawn(EVERYTHING, 1_000)) != "held out from everything"
