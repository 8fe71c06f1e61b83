"""Pauses of campaigns with steps that an event ends, and with waits around a date (S23, S36)."""

from __future__ import annotations

import pytest

from runtime.acts import Act, Dates
from runtime.journal import Kind, Row
from tests.engine import test_dates, test_until
from tests.engine.borders import agreed, at, shop, somebody
from tests.engine.test_acts import paused, resumed
from tests.engine.test_dates import waiting
from tests.engine.test_until import added, ann, bought, nested, seen, steps

UNTIL = """until purchase, at most 1 day as trying
    wait 2 hours as pause
    send hello by mail as one
    wait 2 days as rest
  then
    send offer by mail as thanks
  else
    send offer by mail as late
"""
MADE = test_until.CAMPAIGN.format(again="each time", steps=UNTIL)


def held(since: str, until: str, dates: Dates = Dates.KEEP) -> tuple[Act, ...]:
    return paused(since), resumed(until, dates)


@pytest.mark.parametrize("dates", Dates)
def test_an_event_of_the_pause_ends_the_steps_at_the_resume(dates: Dates) -> None:
    events = (added("03-06 10:00"), bought("03-06 12:00"))
    rows = steps(agreed(shop(MADE), ann(*events), done=held("03-06 11:00", "03-06 13:00", dates)))
    assert rows == ["06 13:00 trying then", "06 13:00 thanks", "06 13:00 finished"]


def test_an_event_after_their_time_does_not() -> None:
    events = (added("03-06 10:00"), bought("03-07 10:01"))
    done = held("03-06 11:00", "03-07 12:00")
    rows = steps(agreed(shop(MADE), ann(*events), done=done))
    assert rows == ["07 12:00 trying else", "07 12:00 late", "07 12:00 finished"]


def test_at_the_very_end_of_their_time_it_does() -> None:
    events = (added("03-06 10:00"), bought("03-07 10:00"))
    done = held("03-06 11:00", "03-07 12:00")
    assert "07 12:00 trying then" in steps(agreed(shop(MADE), ann(*events), done=done))


def test_their_time_is_over_in_its_turn_where_it_ends_at_the_resume() -> None:
    events = (added("03-06 10:00"), bought("03-07 10:00"))
    done = held("03-06 13:00", "03-07 10:00")
    assert steps(agreed(shop(MADE), ann(added("03-06 10:00")), done=done))[2:] == [
        "07 10:00 trying else", "07 10:00 late", "07 10:00 finished",
    ]  # fmt: skip
    assert "07 10:00 trying then" in steps(agreed(shop(MADE), ann(*events), done=done))


def test_a_wait_that_was_over_goes_on_among_the_steps() -> None:
    done = held("03-06 11:00", "03-06 15:00")
    rows = steps(agreed(shop(MADE), ann(added("03-06 10:00")), done=done))
    assert rows[:3] == ["06 15:00 pause", "06 15:00 one", "07 10:00 trying else"]


def test_what_restarts_begins_their_time_anew() -> None:
    done = held("03-06 11:00", "03-08 11:00", Dates.RESTART)
    rows = steps(agreed(shop(MADE), ann(added("03-06 10:00")), done=done))
    assert rows[:3] == ["08 13:00 pause", "08 13:00 one", "09 11:00 trying else"]


@pytest.mark.parametrize("dates", Dates)
@pytest.mark.parametrize("until", ["03-06 13:00", "03-07 12:00", "03-08 12:00"])
def test_of_several_that_ended_the_outermost_counts(dates: Dates, until: str) -> None:
    """Whatever came in the pause, and whichever times were over."""
    several = (
        (seen("03-06 11:30"), bought("03-06 12:00")), (bought("03-06 11:30"), seen("03-07 11:00")),
        (seen("03-06 12:30"),), (bought("03-07 11:30"),), (),
    )  # fmt: skip
    for events in several:
        known = ann(added("03-06 10:00"), *events)
        agreed(shop(nested()), known, done=held("03-06 11:00", until, dates))


QUIET = test_until.CAMPAIGN.replace("{again}", "each time\n  quiet from 21:00 until 08:00")


@pytest.mark.parametrize("dates", Dates)
@pytest.mark.parametrize("until", ["03-07 07:00", "03-07 09:00", "03-08 22:00"])
def test_a_message_that_quiet_time_holds_among_the_steps(dates: Dates, until: str) -> None:
    """Their time would have been over before the quiet time is."""
    made = QUIET.format(steps=test_until.QUIET.replace("at most 1 day", "at most 8 hours"))
    for events in ((), (bought("03-06 23:30"),)):
        known = ann(added("03-06 22:00"), *events)
        agreed(shop(made), known, done=held("03-06 23:00", until, dates))


REPEAT = """until purchase, at most 5 hours as trying
    repeat up to 3 times, every 4 hours as care
      send hello by mail as one
"""


@pytest.mark.parametrize("dates", Dates)
@pytest.mark.parametrize("until", ["03-06 13:00", "03-06 14:30", "03-06 20:00"])
def test_a_pass_among_the_steps(dates: Dates, until: str) -> None:
    made = test_until.CAMPAIGN.format(again="each time", steps=REPEAT)
    agreed(shop(made), ann(added("03-06 10:00")), done=held("03-06 11:00", until, dates))


def test_who_leaves_in_the_pause_is_not_ended_by_their_time() -> None:
    made = MADE.replace("  goal", "  leave on purchase\n  goal").replace("l purchase", "l visit")
    events = (added("03-06 10:00"), bought("03-08 10:00"))
    rows = steps(agreed(shop(made), ann(*events), done=held("03-06 11:00", "03-09 11:00")))
    assert rows == ["08 10:00 left on purchase"]


AROUND = ("wait until 1 hour before meets", "  send hello by mail", "wait 1 hour as rest")


def meeting(*changes: tuple[str, str], since: str, until: str, dates: Dates) -> list[Row]:
    """Ann meets at 12:00 of 7 March, until that is changed."""
    known = somebody(
        "ann", test_dates.added("03-06 10:00"), meets=at("03-07 12:00"),
        changes=[(at(when), {"meets": at(meets)}) for when, meets in changes],
    )  # fmt: skip
    return agreed(waiting(*AROUND), known, done=held(since, until, dates))


def told(rows: list[Row]) -> list[str]:
    kinds = (Kind.WAITED, Kind.PLANNED, Kind.DROPPED)
    return [f"{row.at:%d %H:%M} {row.reason or row.message}" for row in rows if row.kind in kinds]


@pytest.mark.parametrize("dates", Dates)
def test_an_instant_around_a_date_that_came_in_the_pause_is_missed(dates: Dates) -> None:
    rows = meeting(since="03-07 09:00", until="03-07 15:00", dates=dates)
    assert told(rows) == ["07 15:00 missed", "07 16:00 time"]


@pytest.mark.parametrize("dates", Dates)
def test_a_date_that_was_moved_in_the_pause_is_read_again(dates: Dates) -> None:
    rows = meeting(
        ("03-07 10:00", "03-08 12:00"), since="03-07 09:00", until="03-07 15:00", dates=dates
    )
    assert told(rows)[:2] == ["08 11:00 time", "08 11:00 hello"]


@pytest.mark.parametrize("dates", Dates)
@pytest.mark.parametrize("until", ["03-07 11:00", "03-07 10:59", "03-08 11:00"])
def test_a_date_at_the_resume(dates: Dates, until: str) -> None:
    changes: tuple[tuple[str, str], ...]
    for changes in ((), (("03-07 10:00", "03-08 12:00"),), (("03-07 10:00", "03-07 10:00"),),
                    (("03-07 11:00", "03-09 12:00"),)):  # fmt: skip
        meeting(*changes, since="03-07 09:00", until=until, dates=dates)


@pytest.mark.parametrize("dates", Dates)
def test_a_date_among_steps_that_end(dates: Dates) -> None:
    inner = ("until purchase, at most 2 days as trying", *(f"  {line}" for line in AROUND))
    known = somebody(
        "ann", test_dates.added("03-06 10:00"), meets=at("03-07 12:00"),
        changes=[(at("03-07 10:00"), {"meets": at("03-10 12:00")})],
    )  # fmt: skip
    for until in ("03-07 15:00", "03-09 15:00"):
        agreed(waiting(*inner), known, done=held("03-07 09:00", until, dates))
