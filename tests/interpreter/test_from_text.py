"""Tests as a marketer writes them, from the text to the verdict."""

from __future__ import annotations

from compiler.check import check
from compiler.model.project import Project
from dsl.parse import parse_text
from runtime.testing import run_test

SHOP = '''
customers from shop.customers
  key          from customer_id
  phone        phone
  timezone     timezone, else "Asia/Seoul"
  wants_kakao  yes/no
  wants_sms    yes/no

event cart_add from shop.cart_events
  customer  from customer_id
  time      from added_at
  cart      text from cart_id
  total     money from cart_total

event purchase from shop.orders
  id        from order_id
  customer  from customer_id
  time      from ordered_at
  cart      text from cart_id
  amount    money

segment buyers
  has purchase

policy
  timezone "Asia/Seoul"

channel kakao
  to phone
  with consent wants_kakao
  quiet from 20:50 until 08:00
  at most 1 per day per customer

channel sms
  to phone
  with consent wants_sms

message cart_reminder
  kakao template "CART_01"
    """
    Forgotten?
    """
  sms
    """
    Forgotten?
    """

campaign cart_rescue
  enter on cart_add where total >= 30000
    again at once, starting over
  leave on purchase where cart = entry.cart
  goal rescued: purchase within 3 days where cart = entry.cart, target 12%
  hold out 10%

  wait 1 hour
  split wording
    urgency 50%
      send cart_reminder by kakao, else sms
    benefit 50%
      wait until 10:00
      send cart_reminder by kakao, else sms
  unless clicked any message within 1 day
    leave "silent"
'''

MINJI = '  customer minji with wants_kakao yes, wants_sms yes, phone "010-0000-0000"\n'


def project(*tests: str) -> Project:
    parsed = parse_text("shop.campaign", SHOP + "".join(tests))
    assert not parsed.diagnostics, parsed.diagnostics
    checked = check([parsed.file], {})
    assert checked.project is not None, checked.diagnostics
    return checked.project


def verdict(lines: str) -> list[bool]:
    shop = project(f'\ntest "t"\n{MINJI}{lines}')
    return [outcome.met for outcome in run_test(shop, shop.tests[0]).outcomes]


def test_who_buys_at_once_hears_nothing() -> None:
    assert verdict(
        """
  at 2026-12-02 10:00 minji does cart_add with cart "a", total 50000
  at 2026-12-02 10:30 minji does purchase with cart "a", amount 50000
  expect no message to minji
  expect minji left on purchase
  expect minji reached rescued
  expect minji in buyers
  expect cart_reminder to minji
"""
    ) == [True, True, True, True, False]


def test_who_hesitates_hears_by_the_next_channel_after_the_night() -> None:
    assert verdict(
        """
  at 2026-12-02 21:00 minji does cart_add with cart "a", total 50000
  at 2026-12-03 07:00 minji is wants_kakao no
  force wording.urgency for minji
  expect minji in wording.urgency
  expect cart_reminder to minji by sms at 2026-12-03 08:00
  expect no cart_reminder to minji by kakao
  expect minji left because "silent"
"""
    ) == [True, True, True, True]


def test_a_click_answers() -> None:
    assert verdict(
        """
  at 2026-12-02 10:00 minji does cart_add with cart "a", total 50000
  at 2026-12-03 10:30 minji does clicked cart_reminder
  force wording.benefit for minji
  expect cart_reminder to minji at 2026-12-03 10:00
  expect minji left because "silent"
"""
    ) == [True, False]


def test_until_cuts_the_test() -> None:
    assert verdict(
        """
  at 2026-12-02 10:00 minji does cart_add with cart "a", total 50000
  fail kakao for minji
  force wording.urgency for minji
  until 2026-12-02 11:01
  expect cart_reminder to minji by sms at 2026-12-02 11:00
  expect no cart_reminder to minji by kakao
  expect minji left because "silent"
"""
    ) == [True, True, False]


def test_the_shadow_of_who_is_held_out() -> None:
    assert verdict(
        """
  at 2026-12-02 10:00 minji does cart_add with cart "a", total 50000
  force hold out for minji
  expect no message to minji
"""
    ) == [True]
