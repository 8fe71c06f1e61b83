"""The true effect of a campaign: what the world knows and a report can only estimate.

Of everybody who entered and was not held out, the world knows whether they reached the goal, and
whether they would have reached it had this campaign not sent anything: the same orders without
those that its messages brought. The difference of the two rates is the effect on its goal that a
comparison with the held-out estimates. What follows from a brought order in other campaigns (a
second order after a first one that a message brought) counts for those.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns.shop.files import customer_of
from campaigns.shop.orders import Orders
from runtime.journal import Kind, Row

HELD_OUT = "held out"
EVERYTHING = "held out from everything"
_CART = re.compile(r"cart_add A(\d+)")


@dataclass(frozen=True, slots=True)
class GoalRule:
    """What the campaign file's goal counts. `same_cart`: only an order of the entry's cart."""

    within: timedelta
    same_cart: bool = False


GOALS: Mapping[str, GoalRule] = {
    "cart_rescue": GoalRule(timedelta(days=3), same_cart=True),
    "welcome": GoalRule(timedelta(days=14)),
    "win_back": GoalRule(timedelta(days=21)),
    "second_order": GoalRule(timedelta(days=30)),
    "autumn_preview": GoalRule(timedelta(days=14)),
}


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The first of a customer in a campaign that counts. `at` is the entering event's time."""

    campaign: str
    customer: str
    at: datetime
    cause: str
    held_out: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """Rates of the goal, 0 to 1, of the same customers in both worlds."""

    customers: int
    with_campaign: float
    without: float

    @property
    def difference(self) -> float:
        return self.with_campaign - self.without


def first_enrolments(rows: Iterable[Row], until: datetime) -> list[Enrolment]:
    """Each customer's first enrolment per campaign (S34): not those that were replaced (S31), not
    who is held out from everything, and only where the goal's window closed by `until` (S32)."""
    entered: dict[str, Enrolment] = {}
    for row in rows:
        rule = GOALS.get(row.campaign)
        if rule is None:
            continue
        if row.kind is Kind.ENTERED and row.reason != EVERYTHING:
            if row.at + rule.within <= until:
                entered[row.enrolment] = Enrolment(
                    row.campaign, row.customer, row.at, row.cause, row.reason == HELD_OUT
                )
        elif row.kind is Kind.LEFT and row.reason == "replaced":
            entered.pop(row.enrolment, None)
    first: dict[tuple[str, str], Enrolment] = {}
    for enrolment in sorted(entered.values(), key=lambda one: one.at):
        first.setdefault((enrolment.campaign, enrolment.customer), enrolment)
    return list(first.values())


def true_effects(orders: Orders, enrolments: Iterable[Enrolment]) -> dict[str, Effect]:
    """Per campaign with a goal, the effect on those who were not held out."""
    placed = _by_customer(orders)
    reached: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for enrolment in enrolments:
        if not enrolment.held_out:
            found = _in_window(placed.get(customer_of(enrolment.customer), []), enrolment)
            anyway = any(because != enrolment.campaign for because in found)
            reached[enrolment.campaign].append((bool(found), anyway))
    return {
        campaign: Effect(
            len(both),
            sum(actual for actual, _ in both) / len(both),
            sum(anyway for _, anyway in both) / len(both),
        )
        for campaign, both in sorted(reached.items())
    }


_Placed = list[tuple[int, int, str]]


def _by_customer(orders: Orders) -> dict[int, _Placed]:
    """Per customer: time, cart and campaign of each order, in the order of time."""
    placed: dict[int, _Placed] = defaultdict(list)
    columns = zip(
        orders.customer.tolist(),
        orders.time.tolist(),
        orders.cart.tolist(),
        orders.because,
        strict=True,
    )
    for customer, time, cart, because in columns:
        placed[customer].append((time, cart, because))
    return placed


def _in_window(placed: _Placed, enrolment: Enrolment) -> list[str]:
    """Because of whom each order came that fulfils the enrolment's goal."""
    rule = GOALS[enrolment.campaign]
    start = int(enrolment.at.timestamp())
    end = start + int(rule.within.total_seconds())
    cart = _CART.search(enrolment.cause)
    wanted = int(cart[1]) if rule.same_cart and cart else None
    first = bisect_right(placed, start, key=lambda order: order[0])
    return [
        because
        for time, number, because in placed[first:]
        if time <= end and (wanted is None or number == wanted)
    ]
