"""Gifts and their use exactly at their borders, on both executors (S28, S30)."""

from __future__ import annotations

import pytest

from compiler.model.offers import NO_CODE, Offer
from compiler.model.project import Project
from runtime.interpreter.gifts import handed_out
from runtime.journal import Kind
from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from runtime.testing.play import run_test
from tests.compiler.asking import project
from tests.engine import borders
from tests.engine.compared import by_interpreter, engine_for
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES

SHOP = """
event redemption from shop.redemptions
  customer  from customer_id
  time      from redeemed_at
  coupon    text

offer ticket
  coupon from pool "coupons/ticket.csv"
  valid for 6 hours
  used by redemption where coupon = ticket.code

offer welcome
  coupon code "HELLO"
  used by redemption where coupon = welcome.code
  at most 2 in all

segment holders
  has unused ticket

segment greeted
  has unused welcome

campaign giving
  enter on cart_add
    each time
  goal used ticket within 7 days

  give ticket
  give welcome

campaign using
  enter on used ticket
    each time

  send receipt by email

campaign greeting_back
  enter on given welcome
    each time

  send receipt by email
"""
REACHED = 'with email "e@x", wants_email yes'
CASES = {
    "the earlier instant gets the earlier code, whatever the key": """
  customer ann
  customer bob
  at 2026-12-02 10:00 bob does cart_add
  at 2026-12-02 10:01 ann does cart_add
  at 2026-12-02 12:00 bob does redemption with coupon "TICKET-1"
  at 2026-12-02 12:00 ann does redemption with coupon "TICKET-2"
  until 2026-12-02 15:59
  expect bob not in holders
  expect ann not in holders
""",
    "at one instant the lesser key does": """
  customer ann
  customer bob
  at 2026-12-02 10:00 bob does cart_add
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 12:00 ann does redemption with coupon "TICKET-1"
  at 2026-12-02 12:00 bob does redemption with coupon "TICKET-1"
  until 2026-12-02 15:59
  expect ann not in holders
  expect bob in holders
""",
    "a use at the instant of the gift is one, seen when the gift is": f"""
  customer ann {REACHED}
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 10:00 ann does redemption with coupon "TICKET-1"
  until 2026-12-02 15:59
  expect ann not in holders
  expect receipt to ann at 2026-12-02 10:00
""",
    "a use just before the end": f"""
  customer ann {REACHED}
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 15:59 ann does redemption with coupon "TICKET-1"
  until 2026-12-02 16:00
  expect receipt to ann at 2026-12-02 15:59
""",
    "what one offer is used by leaves the other": """
  customer ann
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 15:59 ann does redemption with coupon "HELLO"
  until 2026-12-02 15:59
  expect ann in holders
  expect ann not in greeted
""",
    "a gift is over at its end": f"""
  customer ann {REACHED}
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 16:00 ann does redemption with coupon "TICKET-1"
  until 2026-12-02 16:01
  expect ann not in holders
  expect no receipt to ann at 2026-12-02 16:00
""",
    "two in all": """
  customer ann
  customer bob
  customer cat
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 10:00 bob does cart_add
  at 2026-12-02 10:00 cat does cart_add
  until 2026-12-02 15:59
  expect welcome to ann
  expect welcome to bob at 2026-12-02 10:00
  expect no welcome to cat
  expect ticket to cat
  expect no ticket to cat at 2026-12-02 10:01
""",
    "who is held out is given nothing": f"""
  customer ann {REACHED}
  force hold out for ann
  at 2026-12-02 10:00 ann does cart_add
  until 2026-12-02 15:59
  expect no welcome to ann
  expect no ticket to ann
  expect no receipt to ann
""",
    "each gift is one": """
  customer ann
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 11:00 ann does cart_add
  at 2026-12-02 12:00 ann does redemption with coupon "TICKET-1"
  until 2026-12-02 15:59
  expect ann in holders
""",
    "a code for all uses all that was given of it": """
  customer ann
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 11:00 ann does cart_add
  at 2026-12-02 12:00 ann does redemption with coupon "HELLO"
  until 2026-12-02 15:59
  expect ann not in greeted
""",
    "what is given after a use is unused": """
  customer ann
  at 2026-12-02 10:00 ann does cart_add
  at 2026-12-02 11:00 ann does redemption with coupon "HELLO"
  at 2026-12-02 12:00 ann does cart_add
  until 2026-12-02 15:59
  expect ann in greeted
""",
}


def _project(lines: str) -> Project:
    return project(f'{SHOP}\ntest "t"{lines}', texts={"coupons/ticket.csv": ""})


@pytest.mark.parametrize("name", CASES)
def test_gifts(name: str) -> None:
    made = _project(CASES[name])
    results = [run_test(made, made.tests[0], each) for each in (interpreter, engine)]
    for result in results:
        assert [each.instead for each in result.outcomes if not each.met] == []
    told = [[(row.at, row.kind, row.position, row.reason) for row in result.rows]
            for result in results]  # fmt: skip
    assert told[0] == told[1]


FEW = """
offer few
  coupon from pool "coupons/few.csv"
  at most 3 in all

campaign giving_few
  enter on cart_add
    each time
  goal purchase within 1 day

  give few
"""


def two(offer: Offer) -> tuple[str, ...]:
    """The codes of every pool."""
    return ("ONE", "TWO")


def test_an_empty_pool_is_not_the_end_of_what_there_is_in_all() -> None:
    """Two codes, of which three may be given: whoever comes after the second finds no code left,
    however many come in one tick."""
    shop = "\n".join([KNOWN, LOUD, MESSAGES])
    made = project(FEW, base=shop, texts={"coupons/few.csv": "ONE\nTWO\n"})
    known = [borders.somebody(key, borders.does("cart_add", borders.at(f"03-06 1{number}:00")))
             for number, key in enumerate("abcde")]  # fmt: skip
    engine = engine_for(made, known, BEGINNING, pools=two)
    engine.tick(borders.UNTIL)
    given = [row.reason for row in engine.journal() if row.kind is Kind.GIVEN]
    assert given == ["ONE", "TWO", NO_CODE, NO_CODE, NO_CODE]
    rows = by_interpreter(made, known, BEGINNING, borders.UNTIL)
    assert [*handed_out(made, rows, two).values()] == given
