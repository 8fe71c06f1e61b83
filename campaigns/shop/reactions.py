"""How people react to messages: the effects that the world knows and the report has to find."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from campaigns.shop.days import DAY, HOUR, begins
from campaigns.shop.draws import Draws, Flags, Floats, Integers
from campaigns.shop.people import SORTS, People


@dataclass(frozen=True, slots=True)
class Effect:
    """What a message does to who has seen it.

    `orders`: the chance that they place one more order, by sort of customer, in the order of
    SORTS. `lag`: after how many hours on average. `clicks`: the chance of a click. `discount`: what
    the order is cheaper, in cents, by the `coupon`. `same_cart`: it is the waiting cart that they
    order, and only where they would not have ordered it anyway.
    """

    orders: tuple[float, float, float, float]
    lag: float = 30.0
    clicks: float = 0.15
    discount: int = 0
    coupon: str = ""
    same_cart: bool = False


EFFECTS: Mapping[str, Effect] = {
    "cart_reminder": Effect((0.08, 0.16, 0.10, 0.20), 12, 0.25, same_cart=True),
    "cart_free_shipping": Effect((0.14, 0.25, 0.40, 0.24), 12, 0.32, 500, "SHIPFREE", True),
    "cart_last_call": Effect((0.04, 0.08, 0.10, 0.10), 8, 0.20, same_cart=True),
    "welcome": Effect((0.03, 0.09, 0.05, 0.12), 60, 0.30),
    "welcome_voucher": Effect((0.08, 0.15, 0.30, 0.15), 40, 0.35, 1000, "HELLO10"),
    "welcome_nudge": Effect((0.02, 0.06, 0.03, 0.08), 60, 0.20),
    "win_back_news": Effect((0.01, 0.04, 0.02, 0.08), 70, 0.08),
    "win_back_voucher": Effect((0.03, 0.09, 0.18, 0.12), 60, 0.14, 1500, "BACK15"),
    "win_back_last": Effect((0.00, 0.01, 0.00, 0.02), 60, 0.05),
    "care_guide": Effect((0.02, 0.05, 0.01, 0.08), 90, 0.22),
    "goes_with_it": Effect((0.04, 0.09, 0.04, 0.12), 70, 0.25),
    "second_voucher": Effect((0.06, 0.12, 0.28, 0.14), 60, 0.28, 1000, "AGAIN10"),
    "autumn_preview": Effect((0.05, 0.10, 0.04, 0.18), 50, 0.35),
    "autumn_wear": Effect((0.06, 0.13, 0.05, 0.22), 50, 0.38),
}
"""A message that does not stand here (a new one of yours) is read, and moves nobody."""

_NOTHING = Effect((0.0, 0.0, 0.0, 0.0), clicks=0.05)

DELIVERED: Mapping[str, float] = {"email": 0.985, "sms": 0.97, "push": 0.92}
SEEN: Mapping[str, float] = {"sms": 0.85, "push": 0.55}
"""E-mails are seen as often as the customer's sort opens them."""
UNSUBSCRIBES: Mapping[str, float] = {"email": 0.004, "sms": 0.006, "push": 0.002}


@dataclass(frozen=True, slots=True)
class Sends:
    """What Segue handed over, one row each. `at` in seconds since 1970, UTC."""

    name: list[str]
    customer: Integers
    message: list[str]
    channel: list[str]
    campaign: list[str]
    at: Integers

    def __len__(self) -> int:
        return len(self.name)


@dataclass(frozen=True, slots=True)
class Reactions:
    """Per send: what became of it. `orders_at` is when it brings an order, where `orders`."""

    delivered: Flags
    opened: Flags
    clicked: Flags
    unsubscribed: Flags
    orders: Flags
    orders_at: Integers
    discount: Integers
    coupon: list[str]
    same_cart: Flags


def reactions(people: People, sends: Sends, day: int, draws: Draws) -> Reactions:
    """How people take what was sent on a day. Orders come from the next day on."""
    effects = [EFFECTS.get(message, _NOTHING) for message in sends.message]
    keys = _keys(sends)
    delivered = draws.uniform("delivered", *keys) < _rates(DELIVERED, sends.channel)
    seen = delivered & (draws.uniform("seen", *keys) < _seen(people, sends))
    clicks = np.array([effect.clicks for effect in effects])
    chance = np.array([effect.orders for effect in effects]).reshape(-1, len(SORTS))
    moved = chance[np.arange(len(sends)), people.sort[sends.customer]]
    return Reactions(
        delivered=delivered,
        opened=seen,
        clicked=seen & (draws.uniform("clicked", *keys) < clicks),
        unsubscribed=seen
        & (draws.uniform("unsubscribed", *keys) < _rates(UNSUBSCRIBES, sends.channel)),
        orders=seen & (draws.uniform("moved", *keys) < moved),
        orders_at=_orders_at(sends, effects, keys, day, draws),
        discount=np.array([effect.discount for effect in effects], dtype=np.int64),
        coupon=[effect.coupon for effect in effects],
        same_cart=np.array([effect.same_cart for effect in effects], dtype=np.bool_),
    )


def _keys(sends: Sends) -> tuple[Integers, Integers, Integers]:
    """What makes one send's luck: who, which message, which hour."""
    message = np.array([zlib.crc32(name.encode()) for name in sends.message], dtype=np.int64)
    return sends.customer, message, sends.at // HOUR


def _rates(rates: Mapping[str, float], channels: list[str]) -> Floats:
    return np.array([rates.get(channel, 1.0) for channel in channels])


def _seen(people: People, sends: Sends) -> Floats:
    mails = np.array([channel == "email" for channel in sends.channel], dtype=np.bool_)
    opens: Floats = people.trait("opens")[sends.customer]
    return np.where(mails, opens, _rates(SEEN, sends.channel))


def _orders_at(
    sends: Sends, effects: list[Effect], keys: tuple[Integers, ...], day: int, draws: Draws
) -> Integers:
    """Some hours later; what would fall into the day itself comes the next morning."""
    lag = np.array([effect.lag for effect in effects]) * HOUR * draws.exponential("lag", *keys)
    at = sends.at + lag.astype(np.int64)
    tomorrow = begins(day) + DAY
    morning = tomorrow + 7 * HOUR + (draws.uniform("morning", *keys) * 5 * HOUR).astype(np.int64)
    return np.where(at < tomorrow, morning, at)
