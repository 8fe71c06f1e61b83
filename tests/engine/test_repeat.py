"""`repeat up to N times, every D`: when a pass begins, and what ends them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import NEW_YORK, agreed, at, does, shop, somebody

CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
  goal g: visit within 1 day

  {steps}
"""


def campaign(steps: str, again: str = "each time") -> str:
    return CAMPAIGN.format(again=again, steps=steps)


def repeated(block: str, every: str = "1 day", times: int = 3) -> str:
    inner = "\n    ".join(block.split("\n"))
    head = f"repeat up to {times} times, every {every}"
    return campaign(f"{head}\n    {inner}\n  wait 1 hour as rest")


def added(time: str) -> Occurrence:
    return does("cart_add", at(time), id=f"add {time}", cart="a", total=Decimal(1))


def bought(time: str, cart: str | None = "a") -> Occurrence:
    return does("purchase", at(time), id=f"buy {time}", cart=cart, amount=Decimal(1))


def ann(*events: Occurrence, **fields: Any) -> History:
    return somebody("ann", *events, **fields)


def steps(rows: list[Row]) -> list[str]:
    """What happened, but for entries and goals: when, at which step, and which way."""
    return [
        f"{row.at:%d %H:%M} {row.step or row.reason} {row.arm}".strip() for row in rows
        if row.kind not in (Kind.ENTERED, Kind.GOAL)
    ]  # fmt: skip


def test_the_first_pass_begins_at_once_and_the_others_after_a_time() -> None:
    made = shop(repeated("send hello by mail\nwait 1 hour"))
    rows = steps(agreed(made, ann(added("03-06 10:00"))))
    assert rows == [
        "06 10:00 1.1.1", "06 11:00 1.1.2", "07 10:00 1.2", "07 10:00 1.2.1", "07 11:00 1.2.2",
        "08 10:00 1.3", "08 10:00 1.3.1", "08 11:00 1.3.2", "08 12:00 rest", "08 12:00 finished",
    ]  # fmt: skip


def test_a_pass_begins_when_the_one_before_has_ended_at_the_earliest() -> None:
    rows = steps(agreed(shop(repeated("wait 1 day", every="5 hours")), ann(added("03-06 10:00"))))
    assert rows == [
        "07 10:00 1.1.1", "07 10:00 1.2", "08 10:00 1.2.1", "08 10:00 1.3", "09 10:00 1.3.1",
        "09 11:00 rest", "09 11:00 finished",
    ]  # fmt: skip
    just = steps(agreed(shop(repeated("wait 5 hours", every="5 hours")), ann(added("03-06 10:00"))))
    assert just[:3] == ["06 15:00 1.1.1", "06 15:00 1.2", "06 20:00 1.2.1"]


def test_days_keep_the_time_of_day_as_waits_do() -> None:
    """New York's clocks go on by an hour on 8 March."""
    entry = does("cart_add", at("03-07 10:00", NEW_YORK), id="a", cart="a", total=Decimal(1))
    made = shop(repeated("send hello by mail"))
    rows = agreed(made, ann(entry, timezone=NEW_YORK))
    assert [row.at - entry.time for row in rows if row.kind is Kind.PLANNED] == [
        timedelta(hours=hours) for hours in (0, 23, 47)
    ]
    exact = agreed(shop(repeated("send hello by mail", "24 hours")), ann(entry, timezone=NEW_YORK))
    assert [row.at - entry.time for row in exact if row.kind is Kind.PLANNED] == [
        timedelta(hours=hours) for hours in (0, 24, 48)
    ]


def test_what_leaves_in_a_pass_ends_all_of_them() -> None:
    block = 'if orders >= 1\n  leave "bought"\nsend hello by mail'
    rows = steps(agreed(shop(repeated(block)), ann(added("03-06 10:00"), bought("03-06 12:00"))))
    assert rows == [
        "06 10:00 1.1.1 else", "06 10:00 1.1.2", "07 10:00 1.2", "07 10:00 1.2.1 if",
        "07 10:00 1.2.1.if.1",
    ]  # fmt: skip


def test_names_of_steps_are_those_of_the_first_pass() -> None:
    rows = steps(agreed(
        shop(repeated("send hello by mail as hint\nwait 1 hour")), ann(added("03-06 10:00"))
    ))  # fmt: skip
    assert [row[9:] for row in rows if "hint" in row] == ["hint", "hint 2", "hint 3"]


UNTIL = """until purchase, at most 2 days as trying
    repeat up to 5 times, every 10 hours
      send hello by mail
  then
    send offer by mail as thanks
  else
    leave "none"
"""


def test_until_ends_what_is_repeated() -> None:
    made = shop(campaign(UNTIL))
    rows = steps(agreed(made, ann(added("03-06 10:00"), bought("03-07 00:00"))))
    assert rows == [
        "06 10:00 1.until.1.1.1", "06 20:00 1.until.1.2", "06 20:00 1.until.1.2.1",
        "07 00:00 trying then", "07 00:00 thanks", "07 00:00 finished",
    ]  # fmt: skip
    rows = steps(agreed(made, ann(added("03-06 10:00"))))
    assert rows[-2:] == ["08 02:00 1.until.1.5.1", "08 02:00 finished"]


def test_an_answer_is_known_until_another_one_comes() -> None:
    """Also where in a later pass another line of the wait comes."""
    block = (
        "wait for the first of, at most 2 hours\n  purchase as bought\n    wait 1 minute\n  visit\n"
        'if bought.cart = "a"\n  send hello by mail'
    )
    made = shop(repeated(block, "5 hours"))
    seen = does("visit", at("03-06 16:00"), page="home")
    rows = steps(agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00"), seen)))
    asked = [row for row in rows if row.split()[2] in ASKS]
    assert asked == ["06 11:01 1.1.2 if", "06 16:00 1.2.2 if", "06 22:00 1.3.2 if"]
    rows = steps(agreed(made, ann(
        added("03-06 10:00"), bought("03-06 11:00"), bought("03-06 16:00", None)
    )))  # fmt: skip
    asked = [row for row in rows if row.split()[2] in ASKS]
    assert [row.split()[-1] for row in asked] == ["if", "else", "else"]


ASKS = ("1.1.2", "1.2.2", "1.3.2")


def test_a_split_gives_the_same_arm_in_every_pass() -> None:
    block = "split way\n  one\n    wait 1 hour\n  two\n    wait 2 hours"
    rows = agreed(shop(repeated(block, "6 hours")), ann(added("03-06 10:00")))
    arms = [row.arm for row in rows if row.kind is Kind.ARM]
    assert len(arms) == 3 and len(set(arms)) == 1
