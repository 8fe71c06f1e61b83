"""Splits that learn (S20): shares move at a snapshot, by closed windows, alike on both executors
and however time is cut."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from compiler.learning import share_of
from runtime.history import History, Occurrence, Version
from runtime.journal import Kind, Row
from tests.engine.compared import by_engine, by_interpreter, project, told
from tests.engine.shop import KNOWN, MESSAGES

TEXT = f"""
{KNOWN}
policy
  timezone "Asia/Seoul"
{MESSAGES}
campaign c
  enter on visit
    AGAIN
  goal bought: purchase within 6 hours, target 10%
  hold out 10%

  split wording, to maximise bought
    short
      wait 2 days
    long 60%
      send hello by push
"""
BEGINNING = datetime(2026, 3, 6, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 6, 15, tzinfo=UTC)
UNTIL = datetime(2026, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def customers(bought: float, count: int = 400) -> list[History]:
    """Most come before the first snapshot, some at it, some behind it; of every second one more
    buy, but none knows in which arm these are."""
    found = []
    for number in range(count):
        random = Random(f"learning {number}")
        at = random.choice((BEGINNING, BEGINNING, BEGINNING, MIDNIGHT - 6 * HOUR))
        at += random.randrange(2) * HOUR / 2
        visits = [at, *random.choice(((), (MIDNIGHT,), (MIDNIGHT + HOUR, MIDNIGHT + 2 * HOUR),
                                      (MIDNIGHT + 30 * HOUR,)))]  # fmt: skip
        if number % 10 == 0:
            visits = [MIDNIGHT + number % 3 * HOUR, MIDNIGHT + 5 * HOUR]
        events = [
            Occurrence("visit", f"v{number}-{each}", when, when)
            for each, when in enumerate(visits)
        ]
        if random.random() < bought:
            when = at + random.choice((HOUR, 6 * HOUR, 7 * HOUR))
            events.append(Occurrence("purchase", f"p{number}", when, when, {"cart": "K"}))
        events.sort(key=lambda event: (event.arrival, *event.order))
        found.append(History(f"k{number:03}", (Version(None, {"phone": "010"}),), tuple(events)))
    return found


def by_arm(known: list[History], rows: list[Row], often: dict[str, float]) -> list[History]:
    """Who has an arm buys so often, within the window of their entry."""
    arms = {row.customer: row.arm for row in rows if row.kind is Kind.ARM}
    found = []
    for history in known:
        events = [each for each in history.events if each.kind != "purchase"]
        if Random(history.key).random() < often[arms[history.key]]:
            when = events[0].time + 2 * HOUR
            events.append(Occurrence("purchase", f"p {history.key}", when, when, {"cart": "K"}))
        events.sort(key=lambda event: (event.arrival, *event.order))
        found.append(History(history.key, history.versions, tuple(events)))
    return found


def same(text: str, known: list[History], ticks: list[timedelta]) -> list[Row]:
    shop = project(text)
    rows = by_interpreter(shop, known, BEGINNING, UNTIL)
    assert told(by_engine(shop, known, BEGINNING, UNTIL, ticks)) == told(rows)
    return rows


def shares(rows: list[Row]) -> Counter[str]:
    return Counter(row.reason for row in rows if row.kind is Kind.ARM)


@pytest.mark.parametrize("again", ["each time", "again at once, starting over", "once"])
@pytest.mark.parametrize("ticks", [[], [timedelta(days=1)], [timedelta(hours=7)]], ids=str)
def test_shares_move_to_the_arm_that_brings_more(again: str, ticks: list[timedelta]) -> None:
    text = TEXT.replace("AGAIN", again)
    known = customers(0)
    before = by_interpreter(project(text), known, BEGINNING, UNTIL)
    rows = same(text, by_arm(known, before, {"short": 0.30, "long": 0.24}), ticks)
    found = shares(rows)
    assert found.pop("short 40%, long 60%") > 300
    assert sum(found.values()) >= 3
    assert all(0.06 < share_of(each, "short") < 0.94 for each in found), found
    moved = {row.rule for row in rows if row.kind is Kind.ARM}
    assert moved == {"S20"}
    first: dict[str, str] = {}
    for row in rows:
        if row.kind is Kind.ARM:
            assert first.setdefault(row.customer, row.arm) == row.arm


def test_with_few_customers_the_shares_of_the_text_hold() -> None:
    rows = same(TEXT.replace("AGAIN", "each time"), customers(0.5, 180), [])
    assert set(shares(rows)) == {"short 40%, long 60%"}


def test_an_open_window_does_not_count() -> None:
    """Within a week none has closed."""
    text = TEXT.replace("AGAIN", "each time").replace("within 6 hours", "within 7 days")
    rows = same(text, customers(0.5), [timedelta(days=1)])
    assert set(shares(rows)) == {"short 40%, long 60%"}
