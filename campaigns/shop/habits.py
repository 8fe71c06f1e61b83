"""What people do by themselves on a day, whatever is sent to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from campaigns.shop.days import DAY, HOUR, begins, date_of
from campaigns.shop.draws import Draws, Flags, Floats, Integers
from campaigns.shop.people import People

PRODUCTS = (
    ("Two-man tent", "tents", 249.0),
    ("Trekking tent", "tents", 389.0),
    ("Tarp", "tents", 79.0),
    ("Leather boots", "boots", 189.0),
    ("Trail shoes", "boots", 119.0),
    ("Wool socks", "boots", 19.0),
    ("Rain jacket", "jackets", 129.0),
    ("Down jacket", "jackets", 229.0),
    ("Fleece", "jackets", 69.0),
    ("Backpack 40 l", "backpacks", 139.0),
    ("Day pack", "backpacks", 59.0),
    ("Dry bag", "backpacks", 24.0),
    ("Gas stove", "cooking", 89.0),
    ("Titanium pot", "cooking", 54.0),
    ("Water bottle", "cooking", 22.0),
    ("Headlamp", "light", 45.0),
    ("Lantern", "light", 35.0),
    ("Sleeping mat", "sleeping", 99.0),
    ("Down bag", "sleeping", 310.0),
)
_PRICES = np.array([price for _, _, price in PRODUCTS])

_HOURS = np.array(
    [1, 1, 0, 0, 0, 1, 3, 6, 8, 9, 10, 11, 13, 11, 9, 9, 10, 12, 15, 19, 21, 18, 10, 4],
    dtype=np.float64,
)
"""How many visits fall in each hour of the day, on the visitor's own clock."""

FRESH_DAYS = 7
FRESH = 3.0
"""In the first days after the sign-up people come that much oftener."""
BORED = 0.05
"""Who has lost interest comes that much more rarely."""
AT_ONCE = 0.65
"""Of those who buy their cart by themselves, so many do it within the hour."""


@dataclass(frozen=True, slots=True)
class Visits:
    customer: Integers
    time: Integers


@dataclass(frozen=True, slots=True)
class Carts:
    """`number` names the cart: one per customer and day at most. `total` in cents. `bought_at`:
    when its owner will order it by themselves; NEVER where they will not."""

    customer: Integers
    time: Integers
    number: Integers
    product: Integers
    total: Integers
    bought_at: Integers


NEVER = np.iinfo(np.int64).max
CART_NUMBERS = 10_000
"""A cart's number is its customer's number times this, plus a number of the day."""
_DAY_SHIFT = 2_000


def cart_number(customer: Integers, day: Integers | int) -> Integers:
    return customer * CART_NUMBERS + _DAY_SHIFT + day


def day_of_cart(number: int) -> int:
    return number % CART_NUMBERS - _DAY_SHIFT


def visits_of(people: People, day: int, draws: Draws) -> Visits:
    """Who comes on a day, and when: at most once each, after their sign-up."""
    age = day - people.signed_up_day
    chance = people.trait("visits") * (1.25 if date_of(day).isoweekday() >= 6 else 1.0)
    chance = np.where(age < FRESH_DAYS, np.minimum(chance * FRESH, 0.8), chance)
    chance = np.where(day >= people.loses_interest, chance * BORED, chance)
    comes = (age >= 0) & (draws.uniform("visit", people.number, day) < chance)
    customer = people.number[comes]
    time = _time_of_day(people, customer, day, draws)
    after_sign_up = people.signed_up[customer] + 300
    last_second = begins(day) + DAY - 1
    return Visits(customer, np.minimum(np.maximum(time, after_sign_up), last_second))


def carts_of(people: People, visits: Visits, day: int, draws: Draws) -> Carts:
    """The carts that visitors fill, some minutes after they came, and what becomes of them."""
    fills = draws.uniform("cart", visits.customer, day) < people.trait("cart")[visits.customer]
    customer = visits.customer[fills]
    last_second = begins(day) + DAY - 1
    minutes = draws.uniform("cart at", customer, day) * 15 * 60
    time = np.minimum(visits.time[fills] + 60 + minutes.astype(np.int64), last_second)
    product = draws.choice("product", 1 / np.sqrt(_PRICES), customer, day)
    return Carts(
        customer=customer,
        time=time,
        number=cart_number(customer, day),
        product=product,
        total=in_cents(_PRICES[product], draws.normal("total", customer, day)),
        bought_at=_bought_at(people, customer, time, day, draws),
    )


def in_cents(price: Floats, luck: Floats) -> Integers:
    """A price with what else lies in the cart: some take more, in whole tenths."""
    return (np.round(price * np.exp(0.25 * luck + 0.05) * 10) * 10).astype(np.int64)


def price_of(product: Integers) -> Floats:
    return _PRICES[product]


def _bought_at(
    people: People, customer: Integers, time: Integers, day: int, draws: Draws
) -> Integers:
    buys: Flags = draws.uniform("buys", customer, day) < people.trait("buys")[customer]
    soon = 300 + 2_700 * draws.uniform("soon", customer, day)
    later = 3 * HOUR + 30 * HOUR * draws.exponential("later", customer, day)
    at_once = draws.uniform("at once", customer, day) < AT_ONCE
    return np.where(buys, time + np.where(at_once, soon, later).astype(np.int64), NEVER)


def _time_of_day(people: People, customer: Integers, day: int, draws: Draws) -> Integers:
    """An instant of the day at a likely hour of the customer's own clock."""
    hour = draws.choice("hour", _HOURS, customer, day)
    second = hour * HOUR + (draws.uniform("second", customer, day) * HOUR).astype(np.int64)
    in_the_day = (second - people.offset[customer] - begins(day)) % DAY
    result: Integers = begins(day) + in_the_day
    return result
