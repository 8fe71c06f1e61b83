"""Orders: those that people place by themselves, and those that a message brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from campaigns.shop.draws import Draws, Flags, Integers
from campaigns.shop.habits import (
    CART_NUMBERS,
    NEVER,
    PRODUCTS,
    Carts,
    day_of_cart,
    in_cents,
    price_of,
)
from campaigns.shop.reactions import Reactions, Sends

BY_THEMSELVES = ""
SMALLEST = 500
"""No discount brings an order below this, in cents."""


@dataclass(frozen=True, slots=True)
class Orders:
    """One row per order. `cart`: the number of its cart, or NO_CART where it was bought straight
    from the product's page. `because`: the campaign whose message brought it."""

    number: Integers
    customer: Integers
    time: Integers
    cart: Integers
    product: Integers
    amount: Integers
    coupon: list[str]
    because: list[str]

    def __len__(self) -> int:
        return len(self.number)

    def where(self, flags: Flags) -> Orders:
        return Orders(
            self.number[flags],
            self.customer[flags],
            self.time[flags],
            self.cart[flags],
            self.product[flags],
            self.amount[flags],
            [text for text, flag in zip(self.coupon, flags, strict=True) if flag],
            [text for text, flag in zip(self.because, flags, strict=True) if flag],
        )


NO_CART = -1
_BROUGHT = 90_000


def joined(parts: Sequence[Orders]) -> Orders:
    """All rows, in the order of time."""
    time = np.concatenate([part.time for part in parts])
    order = np.argsort(time, kind="stable")
    coupon = [text for part in parts for text in part.coupon]
    because = [text for part in parts for text in part.because]
    return Orders(
        np.concatenate([part.number for part in parts])[order],
        np.concatenate([part.customer for part in parts])[order],
        time[order],
        np.concatenate([part.cart for part in parts])[order],
        np.concatenate([part.product for part in parts])[order],
        np.concatenate([part.amount for part in parts])[order],
        [coupon[i] for i in order],
        [because[i] for i in order],
    )


def own_orders(carts: Carts) -> Orders:
    """The orders that will come of these carts by themselves."""
    bought = carts.bought_at != NEVER
    count = int(bought.sum())
    return Orders(
        number=carts.number[bought] * 10,
        customer=carts.customer[bought],
        time=carts.bought_at[bought],
        cart=carts.number[bought],
        product=carts.product[bought],
        amount=carts.total[bought],
        coupon=[""] * count,
        because=[BY_THEMSELVES] * count,
    )


class Brought:
    """Makes the orders that messages bring, each with a number of its own."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._made: dict[int, int] = {}

    def orders(
        self, sends: Sends, became: Reactions, carts: Sequence[int | None], known: dict[int, Carts]
    ) -> Orders:
        """`carts`: per send, the cart that it is about. `known`: the carts of each day; one that
        is ordered now is marked as bought, so that no later message brings it again."""
        rows = [
            row
            for index in np.flatnonzero(became.orders).tolist()
            if (row := self._row(index, sends, became, carts[index], known)) is not None
        ]
        numbers = np.array([row[:6] for row in rows], dtype=np.int64).reshape(-1, 6)
        number, customer, time, cart, product, amount = numbers.T
        coupon, because = [row[6] for row in rows], [row[7] for row in rows]
        return Orders(number, customer, time, cart, product, amount, coupon, because)

    def _row(
        self,
        index: int,
        sends: Sends,
        became: Reactions,
        cart: int | None,
        known: dict[int, Carts],
    ) -> tuple[int, int, int, int, int, int, str, str] | None:
        customer, time = int(sends.customer[index]), int(became.orders_at[index])
        discount, coupon = int(became.discount[index]), became.coupon[index]
        if became.same_cart[index]:
            bought = None if cart is None else _buy(cart, time, known)
            if cart is None or bought is None:
                return None
            number, (product, total) = cart * 10 + 1, bought
        else:
            cart, number = NO_CART, self._number(customer)
            product, total = self._choose(customer, number)
        amount = max(total - discount, SMALLEST)
        return number, customer, time, cart, product, amount, coupon, sends.campaign[index]

    def _number(self, customer: int) -> int:
        """Beyond every number that an order of a cart can have."""
        made = self._made[customer] = self._made.get(customer, 0) + 1
        return customer * CART_NUMBERS * 10 + _BROUGHT + made

    def _choose(self, customer: int, number: int) -> tuple[int, int]:
        who, which = np.array([customer]), np.array([number])
        product = self._draws.choice("brought", np.ones(len(PRODUCTS)), who, which)
        luck = self._draws.normal("brought total", who, which)
        return int(product[0]), int(in_cents(price_of(product), luck)[0])


def _buy(number: int, time: int, known: dict[int, Carts]) -> tuple[int, int] | None:
    """Product and total of a cart that nobody has bought or will buy; marks it as bought."""
    carts = known.get(day_of_cart(number))
    if carts is None:
        return None
    at = int(np.searchsorted(carts.number, number))
    if carts.number[at] != number or carts.bought_at[at] != NEVER:
        return None
    carts.bought_at[at] = time
    return int(carts.product[at]), int(carts.total[at])
