"""Several events joined by `or`: the first that comes, by position, whichever of them it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, agreed, at, does, shop, somebody

CAMPAIGN = """
campaign c
  enter on {entry}
    {again}
  leave on {leave}
  goal g: {goal} within 1 day

  wait for {wait}, at most 2 days
    if x.cart = "a"
      send hello by mail
  else
    leave "none"
  if x.cart is unknown
    wait 1 hour
"""


def campaign(
    entry: str = "cart_add or purchase", again: str = "each time", leave: str = "unsubscribed",
    goal: str = "visit", wait: str = "(purchase where amount > 5) or cart_add as x",
) -> str:  # fmt: skip
    return CAMPAIGN.format(entry=entry, again=again, leave=leave, goal=goal, wait=wait)


def added(time: str, cart: str | None = "a", id: str = "") -> Occurrence:
    return does("cart_add", at(time), id=id or f"add {time}", cart=cart, total=Decimal(1))


def bought(time: str, amount: int = 1, cart: str = "a", id: str = "") -> Occurrence:
    return does("purchase", at(time), id=id or f"buy {time}", cart=cart, amount=Decimal(amount))


def ann(*events: Occurrence) -> History:
    return somebody("ann", *events)


def of(rows: list[Row], *kinds: Kind) -> list[tuple[str, str, str]]:
    return [(row.kind.value, row.position, row.arm or row.reason) for row in rows
            if row.kind in kinds]  # fmt: skip


def test_each_of_them_lets_in_and_only_later_ones_answer() -> None:
    """At one time the kinds are in the order of their names (S14): the purchase comes after the
    cart that let in, the cart not after the purchase."""
    together = [added("03-06 10:00"), bought("03-06 10:00", 9)]
    rows = agreed(shop(campaign()), ann(*together, added("03-06 12:00", "b")))
    assert of(rows, Kind.ENTERED, Kind.WAITED) == [
        ("entered", "cart_add add 03-06 10:00", ""),
        ("waited", "purchase buy 03-06 10:00", "answered"),
        ("entered", "purchase buy 03-06 10:00", ""),
        ("waited", "cart_add add 03-06 12:00", "answered"),
        ("entered", "cart_add add 03-06 12:00", ""),
        ("waited", "", "time"),
    ]


def test_what_came_late_is_after_the_entry_by_its_own_time_only() -> None:
    """A purchase of the entering cart's very time, which arrives later, comes after it by kind; one
    a microsecond earlier does not."""
    late = at("03-06 10:30")
    before = does("purchase", at("03-06 10:00") - INSTANT, id="early", arrival=late,
                  cart="a", amount=Decimal(9))  # fmt: skip
    same = does("purchase", at("03-06 10:00"), id="same", arrival=late, cart="a",
                amount=Decimal(9))  # fmt: skip
    made = shop(campaign(again="once"))
    rows = agreed(made, ann(added("03-06 10:00"), before))
    assert of(rows, Kind.WAITED) == [("waited", "", "time")]
    rows = agreed(made, ann(added("03-06 10:00"), before, same))
    assert of(rows, Kind.WAITED) == [("waited", "purchase same", "answered")]


def test_the_fields_are_those_of_whichever_came() -> None:
    made = shop(campaign(again="once"))
    small, big = bought("03-06 11:00", 3), bought("03-06 12:00", 9)
    rows = agreed(made, ann(added("03-06 10:00"), small, big))
    assert of(rows, Kind.WAITED, Kind.BRANCH) == [
        ("waited", "purchase buy 03-06 12:00", "answered"),
        ("branch", "purchase buy 03-06 12:00", "if"),
        ("branch", "purchase buy 03-06 12:00", "else"),
    ]
    rows = agreed(made, ann(added("03-06 10:00"), added("03-06 11:00", None)))
    assert of(rows, Kind.BRANCH)[-1] == ("branch", "cart_add add 03-06 11:00", "if")


def test_at_the_very_end_any_of_them_still_answers() -> None:
    made = shop(campaign(again="once"))
    rows = agreed(made, ann(added("03-06 10:00"), added("03-08 10:00")))
    assert of(rows, Kind.WAITED) == [("waited", "cart_add add 03-08 10:00", "answered")]


def test_the_first_takes_out_and_says_which_it_was() -> None:
    leave = "(purchase where amount > 5 and cart = entry.cart) or visit"
    made = shop(campaign(leave=leave, again="once", goal="purchase"))
    other = bought("03-06 11:00", 9, "b")
    rows = agreed(made, ann(added("03-06 10:00"), other, added("03-06 12:00")))
    assert of(rows, Kind.LEFT)[-1][2] == "finished"
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00", 9)))
    assert of(rows, Kind.LEFT) == [("left", "purchase buy 03-06 11:00", "left on purchase")]
    seen = does("visit", at("03-06 11:00"), page="home")
    assert of(agreed(made, ann(added("03-06 10:00"), seen)), Kind.LEFT)[0][2] == "left on visit"


def test_once_per_field_goes_over_all_kinds() -> None:
    made = shop(campaign(again="once per cart"))
    rows = agreed(made, ann(added("03-06 10:00", "a"), bought("03-06 11:00", cart="a"),
                            bought("03-06 12:00", cart="b")))  # fmt: skip
    assert of(rows, Kind.ENTERED, Kind.REFUSED) == [
        ("entered", "cart_add add 03-06 10:00", ""),
        ("refused", "purchase buy 03-06 11:00", "again"),
        ("entered", "purchase buy 03-06 12:00", ""),
    ]


def test_a_goal_that_an_event_reaches_in_two_ways_is_reached_once() -> None:
    """`clicked hello` is about any such message, `clicked any message` about this enrolment's."""
    either = campaign(again="once", goal="clicked hello or clicked any message")
    made = shop(either.replace("send hello", "send offer"))
    clicked = does("clicked", at("03-06 11:00"), message="hello", channel="mail")
    clicked = replace(clicked, enrolment="c/ann/cart_add add 03-06 10:00")
    rows = agreed(made, ann(added("03-06 10:00"), clicked))
    assert len(of(rows, Kind.GOAL)) == 1
