"""Campaigns that are paused, resumed and stopped: what is done lies before anything at its instant
(S36)."""

from __future__ import annotations

from datetime import datetime

from runtime.acts import Act, Dates, Doing
from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, agreed, at, does, said, shop, somebody

CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
  leave on unsubscribed
  goal purchase within 3 days
  {more}

  {steps}
"""
WAIT = "wait 1 day\n  send hello by mail"


def campaign(steps: str = WAIT, again: str = "each time", more: str = "") -> str:
    return CAMPAIGN.format(steps=steps, again=again, more=more)


def added(time: str) -> Occurrence:
    return does("cart_add", at(time), cart="a")


def ann(*events: Occurrence) -> History:
    return somebody("ann", *events)


def paused(time: str | datetime) -> Act:
    return _act(time, Doing.PAUSED)


def stopped(time: str | datetime) -> Act:
    return _act(time, Doing.STOPPED)


def resumed(time: str | datetime, dates: Dates | None = Dates.KEEP) -> Act:
    return _act(time, Doing.RESUMED, dates)


def _act(time: str | datetime, doing: Doing, dates: Dates | None = None) -> Act:
    return Act("c", at(time) if isinstance(time, str) else time, doing, dates, "anna")


def lines(rows: list[Row], *kinds: Kind) -> list[str]:
    return said(rows, "ann", *(kinds or Kind))


def test_a_paused_campaign_lets_nobody_in_from_its_instant_on() -> None:
    done = (paused("03-06 11:00"), resumed("03-06 12:00"))
    made = shop(campaign())
    rows = agreed(
        made, somebody("ann", added("03-06 11:00")), somebody("bob", added("03-06 12:00")),
        somebody("eve", does("cart_add", at("03-06 11:00") - INSTANT)), done=done,
    )  # fmt: skip
    assert lines(rows) == ["03-06 11:00 c refused paused"]
    assert said(rows, "bob", Kind.ENTERED) == ["03-06 12:00 c entered"]
    assert said(rows, "eve", Kind.ENTERED) == ["03-06 10:59:59.999999 c entered"]


def test_outside_runs_comes_before_paused_and_paused_before_only_if() -> None:
    made = shop(campaign(again="each time\n    only if orders >= 5",
                         more="runs from 2026-03-07"))  # fmt: skip
    rows = agreed(made, ann(added("03-06 11:00"), added("03-07 11:00")),
                  done=(paused("03-06 10:00"),))  # fmt: skip
    assert lines(rows) == ["03-06 11:00 c refused outside runs", "03-07 11:00 c refused paused"]


def test_what_was_over_in_the_pause_goes_on_at_the_resume() -> None:
    rows = agreed(shop(campaign()), ann(added("03-06 10:00")),
                  done=(paused("03-06 11:00"), resumed("03-08 09:00")))  # fmt: skip
    assert lines(rows, Kind.WAITED, Kind.PLANNED) == [
        "03-08 09:00 c waited time", "03-08 09:00 c planned",
    ]  # fmt: skip


def test_what_is_not_over_yet_keeps_its_date() -> None:
    rows = agreed(shop(campaign()), ann(added("03-06 10:00")),
                  done=(paused("03-06 11:00"), resumed("03-07 10:00")))  # fmt: skip
    assert lines(rows, Kind.WAITED) == ["03-07 10:00 c waited time"]


def test_what_comes_due_where_the_campaign_is_resumed_does_so_in_its_turn() -> None:
    """It is not overdue: an event at that instant still takes out before."""
    out = Occurrence("unsubscribed", "off", at("03-07 10:00"), at("03-07 10:00"), {}, "")
    for dates in (Dates.KEEP, Dates.SKIP):
        done = (paused("03-06 11:00"), resumed("03-07 10:00", dates))
        rows = agreed(shop(campaign()), ann(added("03-06 10:00"), out), done=done)
        assert lines(rows, Kind.LEFT) == ["03-07 10:00 c left left on unsubscribed"]
        rows = agreed(shop(campaign()), ann(added("03-06 10:00")), done=done)
        assert lines(rows, Kind.PLANNED) == ["03-07 10:00 c planned"]


def test_what_is_due_where_the_pause_begins_is_held() -> None:
    rows = agreed(shop(campaign()), ann(added("03-06 10:00")), done=(paused("03-07 10:00"),))
    assert lines(rows) == ["03-06 10:00 c entered"]


def test_waits_begin_anew() -> None:
    for until in ("03-06 12:00", "03-08 12:00"):
        done = (paused("03-06 11:00"), resumed(until, Dates.RESTART))
        rows = agreed(shop(campaign()), ann(added("03-06 10:00")), done=done)
        day = "03-07" if until < "03-08" else "03-09"
        assert lines(rows, Kind.WAITED) == [f"{day} 12:00 c waited time"]


def test_a_wait_until_a_time_that_begins_anew_at_that_time_is_over() -> None:
    made = shop(campaign("wait until 18:00\n  send hello by mail"))
    done = (paused("03-06 11:00"), resumed("03-07 18:00", Dates.RESTART))
    assert lines(agreed(made, ann(added("03-06 10:00")), done=done), Kind.PLANNED) == [
        "03-07 18:00 c planned"
    ]


def test_an_answer_in_the_pause_counts_if_it_came_in_time() -> None:
    made = shop(campaign("wait for purchase, at most 1 day"))
    def answered(time: str, dates: Dates) -> list[str]:
        bought = does("purchase", at(time), cart="a")
        done = (paused("03-06 11:00"), resumed("03-08 09:00", dates))
        return lines(agreed(made, ann(added("03-06 10:00"), bought), done=done), Kind.WAITED)

    assert answered("03-07 10:00", Dates.KEEP) == ["03-08 09:00 c waited answered"]
    assert answered("03-07 11:00", Dates.KEEP) == ["03-08 09:00 c waited time"]
    assert answered("03-07 11:00", Dates.RESTART) == ["03-08 09:00 c waited answered"]
    assert answered("03-09 09:00", Dates.RESTART) == ["03-09 09:00 c waited answered"]


def test_what_goes_on_late_gets_no_message_where_overdue_is_skipped() -> None:
    steps = WAIT + "\n  wait 1 hour\n  send offer by mail"
    done = (paused("03-06 11:00"), resumed("03-08 09:00", Dates.SKIP))
    rows = agreed(shop(campaign(steps)), ann(added("03-06 10:00")), done=done)
    assert lines(rows, Kind.DROPPED, Kind.PLANNED) == [
        "03-08 09:00 c dropped overdue", "03-08 10:00 c planned",
    ]  # fmt: skip


QUIET = """
policy
  timezone "Etc/UTC"
  quiet from 08:00 until 12:00
"""


def test_quiet_time_does_not_begin_anew_and_overdue_does_not_wait_for_its_end() -> None:
    made = shop(campaign("send hello by mail"), policy=QUIET)
    early = ann(added("03-06 10:00"))
    def decided(until: str, dates: Dates) -> list[str]:
        done = (paused("03-06 11:00"), resumed(until, dates))
        return lines(agreed(made, early, done=done), Kind.HELD, Kind.PLANNED, Kind.DROPPED)

    held = "03-06 10:00 c held quiet"
    assert decided("03-06 11:30", Dates.RESTART) == [held, "03-06 12:00 c planned"]
    assert decided("03-06 15:00", Dates.RESTART) == [held, "03-06 15:00 c planned"]
    again = "03-07 09:00 c held quiet"
    assert decided("03-07 09:00", Dates.KEEP) == [held, again, "03-07 12:00 c planned"]
    assert decided("03-07 09:00", Dates.SKIP) == [held, "03-07 09:00 c dropped overdue"]


def test_what_takes_out_does_so_in_a_pause_and_goals_count() -> None:
    out = Occurrence("unsubscribed", "off", at("03-06 12:00"), at("03-06 12:00"), {}, "")
    bought = does("purchase", at("03-06 13:00"), cart="a")
    rows = agreed(shop(campaign()), ann(added("03-06 10:00"), out, bought),
                  done=(paused("03-06 11:00"), resumed("03-07 12:00")))  # fmt: skip
    assert lines(rows, Kind.LEFT, Kind.GOAL, Kind.PLANNED) == [
        "03-06 12:00 c left left on unsubscribed", "03-06 13:00 c goal purchase",
    ]  # fmt: skip


def test_a_stop_ends_everybody_before_anything_at_its_instant() -> None:
    out = Occurrence("unsubscribed", "off", at("03-06 11:00"), at("03-06 11:00"), {}, "")
    rows = agreed(shop(campaign()), ann(added("03-06 10:00"), out, added("03-06 11:00")),
                  done=(stopped("03-06 11:00"),))  # fmt: skip
    assert lines(rows) == [
        "03-06 10:00 c entered", "03-06 11:00 c left stopped", "03-06 11:00 c refused stopped",
    ]  # fmt: skip


def test_whom_a_pause_held_a_stop_ends_and_a_resume_lets_in_again() -> None:
    done = (paused("03-06 11:00"), stopped("03-06 12:00"), resumed("03-06 13:00", None))
    rows = agreed(shop(campaign(again="again after leaving this campaign")),
                  ann(added("03-06 10:00"), added("03-06 12:30"), added("03-06 14:00")),
                  done=done)  # fmt: skip
    assert lines(rows, Kind.ENTERED, Kind.REFUSED, Kind.LEFT) == [
        "03-06 10:00 c entered", "03-06 12:00 c left stopped", "03-06 12:30 c refused stopped",
        "03-06 14:00 c entered", "03-07 14:00 c left finished",
    ]  # fmt: skip


def test_a_pause_that_ends_where_it_began_moves_only_what_it_says() -> None:
    early = ann(added("03-06 10:00"))
    for dates, due in ((Dates.KEEP, "03-07 10:00"), (Dates.RESTART, "03-07 11:00")):
        done = (paused("03-06 11:00"), resumed("03-06 11:00", dates))
        assert lines(agreed(shop(campaign()), early, done=done), Kind.PLANNED) == [
            f"{due} c planned"
        ]


def test_a_condition_takes_out_whoever_has_just_come_back() -> None:
    made = shop(campaign(more="leave if orders >= 1"))
    bought = does("purchase", at("03-06 12:00"), cart="a")
    rows = agreed(made, ann(added("03-06 10:00"), bought),
                  done=(paused("03-06 11:00"), resumed("03-06 12:00")))  # fmt: skip
    assert lines(rows, Kind.LEFT) == ["03-06 12:00 c left left if"]
