"""Pauses and the longer steps: steps under a wait, the first of several, repetition, and a text
that changes in a pause (S23, S36)."""

from __future__ import annotations

import pytest

from runtime.acts import Dates
from runtime.journal import Kind
from tests.engine.borders import agreed, at, does, shop
from tests.engine.test_acts import added, ann, campaign, lines, paused, resumed

UNTIL = "wait until 2026-03-07 at 10:00\n    send hello by mail\n  wait 1 hour"


def test_steps_under_an_instant_that_came_in_the_pause_are_skipped() -> None:
    done = (paused("03-07 09:00"), resumed("03-07 12:00"))
    rows = agreed(shop(campaign(UNTIL)), ann(added("03-06 11:00")), done=done)
    assert lines(rows, Kind.WAITED, Kind.PLANNED) == [
        "03-07 12:00 c waited missed", "03-07 13:00 c waited time",
    ]  # fmt: skip


def test_steps_under_an_instant_at_which_it_is_resumed_are_done() -> None:
    done = (paused("03-07 09:00"), resumed("03-07 10:00"))
    rows = agreed(shop(campaign(UNTIL)), ann(added("03-06 11:00")), done=done)
    assert lines(rows, Kind.WAITED, Kind.PLANNED) == [
        "03-07 10:00 c waited time", "03-07 10:00 c planned", "03-07 11:00 c waited time",
    ]  # fmt: skip


FIRST = """wait for the first of, at most 1 day
    visit
      send hello by mail
    purchase
      wait 1 hour
  else
    wait 2 hours"""


@pytest.mark.parametrize("dates", Dates)
def test_the_first_of_several_that_came_in_the_pause_counts(dates: Dates) -> None:
    done = (paused("03-06 12:00"), resumed("03-06 15:00", dates))
    events = (added("03-06 11:00"), does("purchase", at("03-06 13:00")),
              does("visit", at("03-06 14:00")))  # fmt: skip
    rows = agreed(shop(campaign(FIRST)), ann(*events), done=done)
    assert lines(rows, Kind.WAITED, Kind.PLANNED, Kind.DROPPED) == [
        "03-06 15:00 c waited answered", "03-06 16:00 c waited time",
    ]  # fmt: skip


REPEAT = "repeat up to 3 times, every 2 hours\n    send hello by mail"


def test_a_pass_that_is_overdue_begins_at_the_resume() -> None:
    """And the next one is reckoned from there."""
    done = (paused("03-06 12:00"), resumed("03-06 14:30"))
    rows = agreed(shop(campaign(REPEAT)), ann(added("03-06 11:00")), done=done)
    assert lines(rows, Kind.PLANNED) == [
        "03-06 11:00 c planned", "03-06 14:30 c planned", "03-06 16:30 c planned",
    ]  # fmt: skip
