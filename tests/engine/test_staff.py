"""Messages to colleagues and to addresses of the entry: who gets them, and when (S24, S25, S26,
S30)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, NEW_YORK, agreed, at, does, shop, somebody

STAFF = '''
staff sales to "sales@shop.example"

message slip
  for service
  push
    """
    Your basket
    """

channel night
  to email
  quiet from 10:00 until 12:00

message alert
  for service
  night subject "A basket"
    """
    A basket
    """
'''
CAMPAIGN = """
campaign c
  enter on cart_add
    each time
{head}  goal purchase within 3 days

  {steps}
"""


def campaign(steps: str, head: str = "") -> str:
    return CAMPAIGN.format(steps=steps, head=head)


def added(time: str, cart: str | None = "010-2") -> Occurrence:
    return does("cart_add", at(time), id=f"c {time}", cart=cart, total=Decimal(1))


def ann(*events: Occurrence, **fields: Any) -> History:
    return somebody("ann", *events, **fields)


def told(rows: list[Row]) -> list[tuple[Kind, str, str]]:
    return [(row.kind, row.message, row.reason) for row in rows if row.message]


def test_a_colleague_is_told_whomever_no_channel_reaches() -> None:
    made = shop(STAFF, campaign("send receipt to sales\n  send receipt by mail"))
    rows = agreed(made, ann(added("03-06 10:00"), email=None))
    assert told(rows) == [
        (Kind.PLANNED, "receipt", "to sales"), (Kind.DROPPED, "receipt", "mail no address"),
    ]  # fmt: skip


def test_an_address_of_the_entry_may_be_missing() -> None:
    made = shop(STAFF, campaign("send slip to entry.cart"))
    for cart, expected in (
        ("010-2", (Kind.PLANNED, "slip", "to entry.cart")),
        (None, (Kind.DROPPED, "slip", "push no address")),
        ("", (Kind.DROPPED, "slip", "push no address")),
    ):
        assert told(agreed(made, ann(added("03-06 10:00", cart), phone=None))) == [expected]


def test_a_colleague_heeds_the_channels_quiet_time_on_the_policys_clock() -> None:
    """And not the campaign's, nor the customer's clock."""
    quiet = "  quiet from 08:00 until 09:00\n"
    made = shop(STAFF, campaign("send alert to sales", quiet))
    for time, kinds in (
        ("03-06 08:30", [Kind.PLANNED]), ("03-06 10:00", [Kind.HELD, Kind.PLANNED]),
        ("03-06 15:00", [Kind.PLANNED]),
    ):  # fmt: skip
        rows = agreed(made, ann(added(time), timezone=NEW_YORK))
        assert [kind for kind, *_ in told(rows)] == kinds
        assert rows[-2].at == (at("03-06 12:00") if len(kinds) > 1 else at(time))


def test_the_customer_heeds_the_campaigns_quiet_time_at_the_address_of_the_entry() -> None:
    made = shop(STAFF, campaign("send slip to entry.cart", "  quiet from 05:00 until 06:00\n"))
    rows = agreed(made, ann(added("03-06 10:30"), timezone=NEW_YORK))
    assert [(row.kind, row.at) for row in rows if row.message] == [
        (Kind.HELD, at("03-06 10:30")), (Kind.PLANNED, at("03-06 11:00")),
    ]  # fmt: skip


def test_no_colleague_is_told_of_who_is_held_out() -> None:
    steps = "send receipt to sales\n  send slip to entry.cart\n  send receipt by mail"
    made = shop(STAFF, campaign(steps, "  hold out 100%\n"))
    assert told(agreed(made, ann(added("03-06 10:00")))) == [
        (Kind.SHADOW, "receipt", ""), (Kind.PLANNED, "slip", "to entry.cart"),
        (Kind.PLANNED, "receipt", ""),
    ]  # fmt: skip


def test_who_leaves_is_told_of_at_once() -> None:
    made = shop(STAFF, campaign("wait 1 day", "  leave on visit\n    send alert to sales\n"))
    for time, kind in (
        (at("03-06 10:00"), Kind.DROPPED), (at("03-06 10:00") - INSTANT, Kind.PLANNED),
    ):  # fmt: skip
        rows = agreed(made, ann(added("03-06 07:00"), does("visit", time, page="a")))
        assert [row.kind for row in rows if row.message] == [kind]
