"""`wait for the first of`: by which line an enrolment goes on, and what it knows then."""

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

  {before}
  wait for the first of, at most 2 days as waiting
    purchase where amount > 5 as big
      if big.cart = "a"
        wait 1 hour
    purchase or (cart_add where total > 5) as small
      wait 2 hours
    visit
  else
    leave "none"
  if big.amount > 5
    send hello by mail as one
  else if small.cart is known
    send hello by mail as two
"""


def campaign(before: str = "wait 1 hour", again: str = "once") -> str:
    return CAMPAIGN.format(before=before, again=again)


def added(time: str, total: int = 1) -> Occurrence:
    return does("cart_add", at(time), id=f"add {time}", cart="a", total=Decimal(total))


def bought(time: str, amount: int = 1, cart: str | None = "a") -> Occurrence:
    return does("purchase", at(time), id=f"buy {time}", cart=cart, amount=Decimal(amount))


def seen(time: str) -> Occurrence:
    return does("visit", at(time), id=f"see {time}", page="home")


def ann(*events: Occurrence) -> History:
    return somebody("ann", *events)


def ways(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(f"{row.at:%d %H:%M}", row.position, row.arm or row.reason) for row in rows
            if row.kind is Kind.WAITED and row.step == "waiting"]  # fmt: skip


def sent(rows: list[Row]) -> list[str]:
    return [row.step for row in rows if row.kind is Kind.PLANNED]


def test_the_first_that_comes_is_taken_whichever_line_it_is_of() -> None:
    made = shop(campaign())
    rows = agreed(made, ann(added("03-06 10:00"), seen("03-06 12:00"), bought("03-06 13:00", 9)))
    assert ways(rows) == [("06 12:00", "visit see 03-06 12:00", "visit")] and sent(rows) == []
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 12:00", 9), seen("03-06 13:00")))
    assert ways(rows) == [("06 12:00", "purchase buy 03-06 12:00", "big")] and sent(rows) == ["one"]


def test_an_event_that_two_lines_mean_takes_the_first_of_them() -> None:
    made = shop(campaign())
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 12:00", 9, None)))
    assert [way for *_, way in ways(rows)] == ["big"]
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 12:00", 5)))
    assert [way for *_, way in ways(rows)] == ["small"] and sent(rows) == ["two"]


def test_at_one_instant_the_first_by_position_is_taken() -> None:
    """By kind: the cart, which the second line means, before the purchase of the first."""
    made = shop(campaign())
    both = bought("03-06 12:00", 9), added("03-06 12:00", 9)
    rows = agreed(made, ann(added("03-06 10:00"), *both))
    assert ways(rows) == [("06 12:00", "cart_add add 03-06 12:00", "small")]


def test_what_came_before_the_wait_answers_it() -> None:
    """After the entry, and after the last send (S23)."""
    rows = agreed(shop(campaign()), ann(added("03-06 10:00"), seen("03-06 10:30")))
    assert ways(rows) == [("06 11:00", "", "visit")]
    made = shop(campaign("send hello by mail\n  wait 1 hour"))
    rows = agreed(made, ann(added("03-06 10:00"), seen("03-06 10:00")))
    assert [way for *_, way in ways(rows)] == ["visit"]
    made = shop(campaign("wait 1 hour\n  send hello by mail"))
    rows = agreed(made, ann(added("03-06 10:00"), seen("03-06 10:30")))
    assert [way for *_, way in ways(rows)] == ["time"]


def test_at_the_very_end_an_answer_counts_and_behind_it_none_does() -> None:
    made, end = shop(campaign()), at("03-08 11:00")
    late = does("visit", end, id="late", page="home")
    assert [way for *_, way in ways(agreed(made, ann(added("03-06 10:00"), late)))] == ["visit"]
    beyond = does("visit", end + INSTANT, id="late", page="home")
    assert [way for *_, way in ways(agreed(made, ann(added("03-06 10:00"), beyond)))] == ["time"]


def test_the_next_wait_is_answered_by_a_later_event() -> None:
    twice = campaign() + "  wait for purchase, at most 2 days\n    send hello by mail as three\n"
    made = shop(twice)
    first, second = bought("03-06 12:00", 9), bought("03-06 12:30", 1)
    assert sent(agreed(made, ann(added("03-06 10:00"), first))) == ["one"]
    rows = agreed(made, ann(added("03-06 10:00"), first, second))
    assert sent(rows) == ["one"]  # its own send lies behind both
    rows = agreed(made, ann(added("03-06 10:00"), first, bought("03-06 14:00")))
    assert sent(rows) == ["one", "three"]


def test_a_new_start_knows_nothing_of_the_one_before() -> None:
    made = shop(campaign(again="again at once, starting over"))
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 12:00", 9), added("03-06 12:30"),
                            seen("03-06 14:00")))  # fmt: skip
    assert [way for *_, way in ways(rows)] == ["big", "visit"] and sent(rows) == []
    assert rows[-1].at == at("03-06 14:00")
