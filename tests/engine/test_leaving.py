"""Who leaves by a condition: at the first instant after the entry at which it says so, and before
whatever else happens there (S7, S14, S18, S21)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from runtime.history import History, Occurrence
from runtime.identity import Identity
from runtime.journal import Kind, Row
from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from tests.engine.borders import INSTANT, UNTIL, agreed, at, does, shop, somebody
from tests.engine.compared import told
from tests.engine.shop import BEGINNING

CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
  {leave}
  goal purchase within 3 days

  {steps}
"""


def campaign(leave: str, steps: str = "wait 2 days\n  send hello by mail",
             again: str = "each time") -> str:  # fmt: skip
    return CAMPAIGN.format(leave=leave, steps=steps, again=again)


def ends(rows: list[Row]) -> list[tuple[str, str, str]]:
    """When, at which event and why the enrolments ended."""
    return [(f"{row.at:%m-%d %H:%M:%S.%f}"[:-4].removesuffix(":00.00"), row.position, row.reason)
            for row in rows if row.kind is Kind.LEFT]  # fmt: skip


def refused(rows: list[Row]) -> list[str]:
    return [row.reason for row in rows if row.kind is Kind.REFUSED]


def added(time: str, cart: str = "a", total: int = 1) -> Occurrence:
    return does("cart_add", at(time), id=f"add {time} {cart}", cart=cart, total=Decimal(total))


def bought(time: str, cart: str = "a", amount: int = 1) -> Occurrence:
    return does("purchase", at(time), id=f"buy {time} {cart}", cart=cart, amount=Decimal(amount))


def ann(*events: Occurrence, **fields: Any) -> History:
    return somebody("ann", *events, **fields)


def test_an_event_takes_out_where_it_makes_the_condition_true() -> None:
    made = shop(campaign("leave if orders >= 2"))
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00"), bought("03-06 12:00")))
    assert ends(rows) == [("03-06 12:00", "purchase buy 03-06 12:00 a", "left if")]


def test_what_takes_out_comes_before_an_answer_and_behind_an_event_that_takes_out() -> None:
    steps = "wait for purchase, at most 2 days\n    send hello by mail"
    day = ann(added("03-06 10:00"), bought("03-06 11:00"))
    rows = agreed(shop(campaign("leave if orders >= 1", steps)), day)
    assert [row.kind for row in rows] == [Kind.ENTERED, Kind.LEFT, Kind.GOAL]
    both = "leave if orders >= 1\n  leave on purchase"
    assert ends(agreed(shop(campaign(both, steps)), day))[0][2] == "left on purchase"


def test_what_takes_out_may_come_at_the_very_instant_of_the_entry() -> None:
    made = shop(campaign("leave if orders >= 1"))
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 10:00")))
    assert ends(rows) == [("03-06 10:00", "purchase buy 03-06 10:00 a", "left if")]


def test_time_that_passes_takes_out() -> None:
    made = shop(campaign("leave if no visit in last 1 day"))
    visit = does("visit", at("03-06 09:00"), page="home")
    assert ends(agreed(made, ann(visit, added("03-06 10:00")))) == [("03-07 09:00", "", "left if")]


def test_who_leaves_at_the_instant_of_a_timer_does_not_go_on() -> None:
    steps = "wait 23 hours\n  send hello by mail"
    made = shop(campaign("leave if no visit in last 1 day", steps))
    for later, why in ((timedelta(), "left if"), (INSTANT, "finished")):
        visit = does("visit", at("03-06 09:00") + later, page="home")
        rows = agreed(made, ann(visit, added("03-06 10:00")))
        assert ends(rows) == [("03-07 09:00", "", why)]
        assert (Kind.WAITED in [row.kind for row in rows]) == (why == "finished")


def test_a_recorded_change_takes_out_in_the_middle_of_quiet_time() -> None:
    text = campaign('leave if city = "Busan"', "wait 12 hours\n  send hello by mail")
    made = shop(text, policy="""
policy
  timezone "Etc/UTC"
  quiet from 21:00 until 08:00
""")
    moves = [(at("03-07 00:00"), {"city": "Busan"})]
    rows = agreed(made, somebody("ann", added("03-06 10:00"), changes=moves))
    assert Kind.HELD in [row.kind for row in rows]
    assert ends(rows) == [("03-07 00:00", "", "left if")]


def test_who_would_leave_at_once_does_not_enter() -> None:
    made = shop(campaign("leave if orders >= 1"))
    rows = agreed(made, ann(bought("03-06 09:00"), added("03-06 10:00")))
    assert refused(rows) == ["left before"]
    scheduled = campaign("leave if orders >= 1").replace(
        "enter on cart_add\n    each time", "enter every day at 12:00 for everybody"
    )
    rows = agreed(shop(scheduled), ann(bought("03-07 12:00")))
    assert refused(rows) == ["left before"] * 4
    assert [row.at for row in rows if row.kind is Kind.ENTERED] == [at("03-06 12:00")]


def test_each_entry_has_fields_of_its_own() -> None:
    made = shop(campaign("leave if has purchase since entry where cart = entry.cart"))
    rows = agreed(made, ann(
        bought("03-06 09:00"), added("03-06 10:00", "a"), added("03-06 10:30", "b"),
        bought("03-06 11:00", "b"), bought("03-06 12:00", "a"),
    ))  # fmt: skip
    assert ends(rows) == [
        ("03-06 11:00", "purchase buy 03-06 11:00 b", "left if"),
        ("03-06 12:00", "purchase buy 03-06 12:00 a", "left if"),
    ]
    assert [row.cause for row in rows if row.kind is Kind.LEFT] == [
        "cart_add add 03-06 10:30 b", "cart_add add 03-06 10:00 a",
    ]  # fmt: skip


def test_what_was_sent_takes_out_a_microsecond_later() -> None:
    steps = "send hello by mail\n  wait 1 day\n  send hello by mail"
    made = shop(campaign("leave if has sent any message", steps))
    known = [ann(added("03-06 10:00"))]
    rows = interpreter(made, known, BEGINNING, UNTIL, Identity("a shop"), {})
    found = engine(made, known, BEGINNING, UNTIL, Identity("a shop"), {})
    assert told(found) == told(rows)
    assert [row.at for row in rows if row.kind is Kind.LEFT] == [at("03-06 10:00") + INSTANT]


def test_values_of_everybody_take_out_at_the_snapshot() -> None:
    made = shop(campaign("leave if in big_spenders"))
    bob = somebody("bob", *[bought(f"03-06 1{n}:00", f"b{n}") for n in range(3)])
    rows = agreed(made, ann(bought("03-06 09:00", "a", 2), added("03-06 10:00")), bob)
    first = [row for row in rows if row.customer == "ann"]
    assert [row.reason for row in first if row.kind is Kind.LEFT] == ["finished"]
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 12:00", "a", 9)), bob)
    assert ends([row for row in rows if row.customer == "ann"]) == [
        ("03-07 00:00", "", "left if")
    ]


def test_the_calendar_takes_out_at_the_snapshot() -> None:
    made = shop(campaign("leave if today is Sunday", "wait 3 days\n  send hello by mail"))
    rows = agreed(made, ann(added("03-07 10:00"), timezone="Asia/Seoul"))
    # midnight in UTC is 09:00 of Sunday in Seoul
    assert ends(rows) == [("03-08 00:00", "", "left if")]
    rows = agreed(made, ann(added("03-08 10:00")))
    assert refused(rows) == ["left before"]


WHILE = """
campaign c
  enter on cart_add
    only while {condition}
    {again}
  goal purchase within 3 days

  wait 2 days
  send hello by mail
"""


def test_only_while_keeps_out_silently_and_takes_out() -> None:
    made = shop(WHILE.format(condition="orders = 0", again="each time"))
    assert agreed(made, ann(bought("03-06 09:00"), added("03-06 10:00"))) == []
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00"), added("03-06 12:00")))
    assert ends(rows) == [("03-06 11:00", "purchase buy 03-06 11:00 a", "only while")]
    assert refused(rows) == []


def test_an_event_that_takes_out_lets_in_again() -> None:
    made = shop(campaign('leave if last cart_add.cart != entry.cart',
                         again="again after leaving this campaign"))  # fmt: skip
    rows = agreed(made, ann(added("03-06 10:00", "a"), added("03-06 11:00", "b")))
    seen = [(row.kind, row.position[-1:]) for row in rows]
    assert [each for each in seen if each[0] in (Kind.ENTERED, Kind.LEFT)] == [
        (Kind.ENTERED, "a"), (Kind.LEFT, "b"), (Kind.ENTERED, "b"), (Kind.LEFT, ""),
    ]  # fmt: skip


def test_a_start_over_at_the_event_that_takes_out_has_left_before() -> None:
    made = shop(campaign("leave if count of cart_add >= 2", again="again at once, starting over"))
    rows = agreed(made, ann(added("03-06 10:00"), added("03-06 11:00")))
    assert [row.reason for row in rows if row.kind is Kind.LEFT] == ["left if"]
    assert refused(rows) == ["left before"]
