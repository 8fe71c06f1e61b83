"""Where the rules of clocks change while people wait, what the clock shows stays (S4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from compiler.zones import Offset, offsets, release
from runtime.acting import act as acting
from runtime.acts import Dates
from runtime.engines.engine import Engine
from runtime.journal import Kind
from tests.engine.borders import UNTIL, at, does, shop, somebody
from tests.engine.compared import IDENTITY, engine_for
from tests.engine.shop import BEGINNING

CAMPAIGN = """
campaign c
  enter on cart_add
    each time
  goal purchase within 3 days

  {steps}
  send hello by mail
"""
HALF = at("03-06 10:30")
HOUR = timedelta(hours=1)


def an_hour_more(name: str) -> tuple[Offset, ...]:
    """The zones' rows of an older release, by which clocks in Seoul went an hour ahead."""
    if name != "Asia/Seoul":
        return offsets(name)
    return tuple(
        replace(
            each,
            civil_from=each.civil_from + HOUR if each.civil_from.year > 1 else each.civil_from,
            seconds=each.seconds + HOUR // timedelta(seconds=1),
        )
        for each in offsets(name)
    )


def waiting(steps: str) -> Engine[Any]:
    """Ann in Seoul, and Bob in UTC, wait since 10:00 by the older release."""
    known = [
        somebody(name, does("cart_add", at("03-06 10:00"), id=name, cart="a"), timezone=zone)
        for name, zone in (("ann", "Asia/Seoul"), ("bob", "UTC"))
    ]
    with (
        patch("runtime.store.zones.offsets", an_hour_more),
        patch("runtime.store.zones.release", lambda: "2000a"),
    ):
        engine = engine_for(shop(CAMPAIGN.format(steps=steps)), known, BEGINNING)
        engine.tick(HALF)
    return engine


def again(engine: Engine[Any]) -> Engine[Any]:
    return Engine(engine.connection, engine.project, engine.record, IDENTITY)


def planned(engine: Engine[Any]) -> list[tuple[str, datetime]]:
    engine.tick(UNTIL)
    return [(row.customer, row.at) for row in engine.journal() if row.kind is Kind.PLANNED]


@pytest.mark.parametrize(
    ("steps", "ann", "bob"),
    [
        ("wait until 21:00", "03-06 12:00", "03-06 21:00"),
        ("wait 1 day", "03-07 11:00", "03-07 10:00"),
        ("wait until Monday at 21:00", "03-09 12:00", "03-09 21:00"),
        ('wait until 21:00 in "Asia/Seoul"', "03-06 12:00", "03-06 12:00"),
        ("wait 2 hours", "03-06 12:00", "03-06 12:00"),
        ("wait for purchase, at most 2 hours", "03-06 12:00", "03-06 12:00"),
        ("repeat up to 2 times, every 1 day\n    wait 1 hour", "03-07 12:00", "03-07 11:00"),
    ],
)
def test_what_the_clock_shows_stays(steps: str, ann: str, bob: str) -> None:
    assert planned(again(waiting(steps))) == [("ann", at(ann)), ("bob", at(bob))]


def test_the_journal_says_who_was_timed_anew_once() -> None:
    engine = again(again(waiting("wait until 21:00")))
    rows = [row for row in engine.journal() if row.kind is Kind.RETIMED]
    assert [(row.customer, row.at, row.step, row.rule, row.reason) for row in rows] == [
        ("ann", HALF, "1", "S4", release())
    ]


def test_what_is_past_by_the_new_rules_is_due_at_once() -> None:
    with patch("tests.engine.test_retiming.HOUR", -HOUR):
        engine = waiting("wait until 19:15")
    assert planned(again(engine)) == [("ann", HALF), ("bob", at("03-06 19:15"))]


def test_whoever_a_pause_holds_is_timed_anew_and_held_on() -> None:
    engine = waiting("wait until 21:00")
    acting.pause(engine.connection, "c", "anna")
    engine = again(engine)
    engine.tick(at("03-07 00:00"))
    acting.resume(engine.connection, "c", "anna", Dates.KEEP)
    assert planned(engine) == [("ann", at("03-07 00:00")), ("bob", at("03-07 00:00"))]


def test_nobody_waits_otherwise_by_the_same_rules() -> None:
    engine = engine_for(shop(CAMPAIGN.format(steps="wait 1 day")), [], BEGINNING)
    assert not [row for row in again(engine).journal() if row.kind is Kind.RETIMED]
