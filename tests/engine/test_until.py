"""`until E, at most D`: what ends its steps, where one stands then, and how one goes on."""

from __future__ import annotations

from decimal import Decimal

from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, agreed, at, does, shop, somebody

CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
  goal g: visit within 1 day

  {steps}
"""
PLAIN = """wait 1 hour
  until purchase where amount > 5, at most 2 days as trying
    send hello by mail as one
    wait 1 day
    send hello by mail as two
    {more}
  then
    send offer by mail as thanks
  else
    send offer by mail as late
  wait 1 hour as rest
"""


def plain(more: str = "wait 2 days", again: str = "each time") -> str:
    return CAMPAIGN.format(again=again, steps=PLAIN.format(more=more))


def added(time: str) -> Occurrence:
    return does("cart_add", at(time), id=f"add {time}", cart="a", total=Decimal(1))


def bought(time: str, amount: int = 9) -> Occurrence:
    return does("purchase", at(time), id=f"buy {time}", cart="a", amount=Decimal(amount))


def seen(time: str) -> Occurrence:
    return does("visit", at(time), id=f"see {time}", page="home")


def ann(*events: Occurrence) -> History:
    return somebody("ann", *events)


def steps(rows: list[Row]) -> list[str]:
    """What happened, but for entries and goals: when, at which step, and which way."""
    return [
        f"{row.at:%d %H:%M} {row.step or row.reason} {row.arm}".strip() for row in rows
        if row.kind not in (Kind.ENTERED, Kind.GOAL)
    ]  # fmt: skip


def test_the_event_ends_the_steps_where_one_stands() -> None:
    rows = agreed(shop(plain()), ann(added("03-06 10:00"), bought("03-06 12:00")))
    assert steps(rows) == [
        "06 11:00 1", "06 11:00 one", "06 12:00 trying then", "06 12:00 thanks", "06 13:00 rest",
        "06 13:00 finished",
    ]


def test_the_time_ends_the_steps() -> None:
    rows = agreed(shop(plain()), ann(added("03-06 10:00"), bought("03-06 12:00", 3)))
    assert steps(rows) == [
        "06 11:00 1", "06 11:00 one", "07 11:00 2.until.2", "07 11:00 two", "08 11:00 trying else",
        "08 11:00 late", "08 12:00 rest", "08 12:00 finished",
    ]  # fmt: skip


def test_steps_that_end_by_themselves_go_on_behind() -> None:
    rows = agreed(shop(plain("wait 1 hour")), ann(added("03-06 10:00")))
    assert steps(rows)[-4:] == [
        "07 11:00 two", "07 12:00 2.until.4", "07 13:00 rest", "07 13:00 finished"
    ]
    rows = agreed(shop(plain('leave "enough"')), ann(added("03-06 10:00")))
    assert steps(rows)[-1] == "07 11:00 2.until.4"


def test_what_has_come_already_ends_them_before_they_begin() -> None:
    rows = agreed(shop(plain()), ann(added("03-06 10:00"), bought("03-06 10:30")))
    assert steps(rows)[1:3] == ["06 11:00 trying then", "06 11:00 thanks"]


def test_at_the_very_end_the_event_counts_and_comes_first() -> None:
    made = shop(plain())
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-08 11:00")))
    assert "08 11:00 trying then" in steps(rows)
    late = does("purchase", at("03-08 11:00") + INSTANT, id="late", cart="a", amount=Decimal(9))
    assert "08 11:00 trying else" in steps(agreed(made, ann(added("03-06 10:00"), late)))


def test_its_time_comes_before_a_wait_that_ends_just_then() -> None:
    rows = agreed(shop(plain("wait 1 day")), ann(added("03-06 10:00")))
    assert steps(rows)[-4:] == [
        "08 11:00 trying else", "08 11:00 late", "08 12:00 rest", "08 12:00 finished"
    ]


def test_an_event_that_a_wait_within_waits_for_too_ends_the_steps() -> None:
    more = "wait for purchase, at most 1 hour\n      wait 1 hour"
    rows = agreed(shop(plain(more)), ann(added("03-06 10:00"), bought("03-07 11:30")))
    assert "07 11:30 trying then" in steps(rows)
    rows = agreed(shop(plain(more)), ann(added("03-06 10:00"), bought("03-07 11:30", 3)))
    assert "07 11:30 2.until.4" in steps(rows) and "07 12:30 2.until.4.then.1" in steps(rows)


NESTED = """until visit, at most 2 days as outer
    until purchase, at most 1 day as inner
      wait 3 hours as pause
      if has purchase since entry
        wait 30 minutes
      send hello by mail, else text as one
      wait 5 days
    then
      wait 2 hours as bought
    else
      wait 3 days as nothing
    wait 1 hour as within
  then
    send offer by mail as seen
  wait 1 hour as rest
"""


def nested(again: str = "each time") -> str:
    return CAMPAIGN.format(again=again, steps=NESTED)


def test_the_outer_ends_the_inner_and_what_follows_it() -> None:
    made = shop(nested())
    for time, stood in (("03-06 11:00", "pause"), ("03-06 20:00", "one"), ("03-07 12:00", "inner")):
        rows = steps(agreed(made, ann(added("03-06 10:00"), seen(time))))
        assert f"{time[3:]} outer then" in rows and f"{time[3:]} seen" in rows, stood
    rows = steps(agreed(made, ann(added("03-06 10:00"))))
    assert rows[-4:] == [
        "07 10:00 inner else", "08 10:00 outer else", "08 11:00 rest", "08 11:00 finished"
    ]
    rows = steps(agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00"))))
    assert rows[:3] == ["06 11:00 inner then", "06 13:00 bought", "06 14:00 within"]
    both = bought("03-06 11:00"), seen("03-06 12:00")
    rows = steps(agreed(made, ann(added("03-06 10:00"), *both)))
    assert rows[:3] == ["06 11:00 inner then", "06 12:00 outer then", "06 12:00 seen"]


def test_one_event_that_both_wait_for_ends_the_outer() -> None:
    both = nested().replace("until visit", "until visit or purchase")
    rows = steps(agreed(shop(both), ann(added("03-06 10:00"), bought("03-06 11:00"))))
    assert rows[:2] == ["06 11:00 outer then", "06 11:00 seen"]


def test_equal_times_end_the_outer() -> None:
    both = nested().replace("at most 1 day as inner", "at most 2 days as inner")
    rows = steps(agreed(shop(both), ann(added("03-06 10:00"))))
    assert "08 10:00 outer else" in rows and not any("inner" in each for each in rows)


def test_a_new_start_and_a_leave_come_in_their_order() -> None:
    """At one event: out, then the steps' end, then a new entry (S7)."""
    again = "again at once, starting over"
    made = shop(nested(again).replace("until visit", "until visit or cart_add"))
    rows = steps(agreed(made, ann(added("03-06 10:00"), added("03-06 12:00"))))
    assert rows[:3] == ["06 12:00 outer then", "06 12:00 seen", "06 12:00 replaced"]
    leaving = nested().replace("  goal", "  leave on purchase\n  goal")
    rows = steps(agreed(shop(leaving), ann(added("03-06 10:00"), bought("03-06 11:00"))))
    assert rows == ["06 11:00 left on purchase"]


QUIET = """until purchase, at most 1 day as trying
    send hello by mail as one
    wait 2 days
  then
    send offer by mail as thanks
  else
    send offer by mail as late
"""


def test_who_waits_for_the_end_of_quiet_time_is_taken_on_too() -> None:
    head = "enter on cart_add\n    each time\n  quiet from 21:00 until 08:00"
    made = shop(CAMPAIGN.replace("enter on cart_add\n    {again}", head).format(steps=QUIET))
    rows = steps(agreed(made, ann(added("03-06 22:00"), bought("03-06 23:00"))))
    assert rows == [
        "06 22:00 one", "06 23:00 trying then", "06 23:00 thanks", "07 08:00 thanks",
        "07 08:00 finished",
    ]  # fmt: skip
    rows = steps(agreed(made, ann(added("03-06 22:00"))))
    assert rows[:2] == ["06 22:00 one", "07 08:00 one"] and "07 22:00 trying else" in rows


def test_steps_that_ended_in_the_midst_of_others_end_nothing_more() -> None:
    """A message behind them is held to the end of quiet time, beyond what they had left."""
    head = "enter on cart_add\n    each time\n  quiet from 11:30 until 20:00"
    inner = "until visit, at most 3 hours\n      wait 4 hours"
    outer = f"until purchase, at most 2 hours\n    {inner}\n  else\n    send hello by mail"
    campaign = CAMPAIGN.replace("enter on cart_add\n    {again}", head).format(steps=outer)
    rows = agreed(shop(campaign), ann(added("03-06 10:00")))
    assert steps(rows) == [
        "06 12:00 1 else", "06 12:00 1.else.1", "06 20:00 1.else.1", "06 20:00 finished",
    ]  # fmt: skip
