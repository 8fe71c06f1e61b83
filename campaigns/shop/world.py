"""The demo shop's world: twenty thousand people, ninety days, and what messages do to them.

    world = World(folder, seed=7)
    world.prepare()                    # the shop as it stands on the evening before the season
    for number in range(DAYS):
        today = world.day(number, lines)   # `lines`: what Segue handed over since the last call
        ...                                # ingest today.receipts, then run Segue to today.until

Each customer's own behaviour (visits, carts, orders) hangs on the seed alone; what a message
brings is drawn besides and written down with the campaign that brought it. So for every customer
the world knows what they would have done without a campaign, which `truth.py` adds up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from campaigns.shop.days import DAY, DAYS, begins, date_of, moment
from campaigns.shop.draws import Draws, Integers
from campaigns.shop.files import Files, customer_of
from campaigns.shop.habits import Carts, Visits, carts_of, visits_of
from campaigns.shop.orders import Brought, Orders, joined, own_orders
from campaigns.shop.people import people
from campaigns.shop.reactions import Sends, reactions
from campaigns.shop.reporting import receipts

HISTORY = 365
"""Days before the season whose orders the shop knows; of visits and carts only the last RECENT."""
RECENT = 30
REMEMBERED = 7
"""A cart can be brought back for so many days."""

_CART = re.compile(r"cart_add A(\d+)")


@dataclass(frozen=True, slots=True)
class Day:
    """What a day brought. `receipts`: files per event of messages, about what was sent before.
    `until`: the day's end. The counts are of the day."""

    number: int
    until: datetime
    receipts: dict[str, Path]
    customers: int
    visits: int
    carts: int
    orders: int
    brought: int


class World:
    """The shop and its people below `folder`, by a seed; the same calls make the same files."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        self._draws = Draws(seed)
        self._files = Files(folder)
        self._people = people(self._draws)
        self._brought = Brought(self._draws)
        self._carts: dict[int, Carts] = {}
        self._waiting: list[Orders] = []
        self._placed: list[Orders] = []

    def prepare(self) -> None:
        """Writes the customers and what they did before the season began."""
        past = [self._live(day) for day in range(-HISTORY, 0)]
        placed = self._place(0)
        recent = past[-RECENT:]
        days = np.concatenate(
            [np.full(len(v.customer), d - RECENT) for d, (v, _) in enumerate(recent)]
        )
        visits = Visits(
            np.concatenate([v.customer for v, _ in recent]),
            np.concatenate([v.time for v, _ in recent]),
        )
        self._files.customers(self._people, self._people.signed_up < begins(0))
        self._files.visits("before", visits, days)
        self._files.carts("before", _all_carts([carts for _, carts in recent]))
        self._files.orders("before", placed)

    def day(self, number: int, outbox_lines: Iterable[str]) -> Day:
        """Makes one day, 0 to 89, in order. `outbox_lines` are the JSON lines that the file
        provider wrote since the last call: what people were sent on the day before."""
        files = self._react(number - 1, _sends(outbox_lines))
        visits, carts = self._live(number)
        orders = self._place(number + 1)
        known = self._people.signed_up < begins(number + 1)
        name = date_of(number).isoformat()
        self._files.customers(self._people, known)
        self._files.visits(name, visits, np.full(len(visits.customer), number))
        self._files.carts(name, carts)
        self._files.orders(name, orders)
        return Day(
            number=number,
            until=moment(begins(number + 1)),
            receipts=files,
            customers=int(known.sum()),
            visits=len(visits.customer),
            carts=len(carts.customer),
            orders=len(orders),
            brought=sum(1 for campaign in orders.because if campaign),
        )

    @property
    def orders(self) -> Orders:
        """All that was ordered up to now, with the campaign that brought it, if one did."""
        return joined(self._placed)

    def _live(self, day: int) -> tuple[Visits, Carts]:
        visits = visits_of(self._people, day, self._draws)
        carts = carts_of(self._people, visits, day, self._draws)
        self._carts[day] = carts
        self._carts.pop(day - REMEMBERED, None)
        self._waiting.append(own_orders(carts))
        return visits, carts

    def _react(self, day: int, sends: Sends) -> dict[str, Path]:
        if not len(sends):
            return {}
        became = reactions(self._people, sends, day, self._draws)
        carts = [_cart_of(name) for name in sends.name]
        self._waiting.append(self._brought.orders(sends, became, carts, self._carts))
        rows = receipts(sends, became, self._draws)
        return {
            event: self._files.receipts(day, event, found) for event, found in rows.items() if found
        }

    def _place(self, day: int) -> Orders:
        """The waiting orders whose time comes before a day's beginning."""
        waiting = joined(self._waiting)
        due = waiting.time < begins(day)
        self._waiting = [waiting.where(~due)]
        placed = waiting.where(due)
        self._placed.append(placed)
        return placed


def _sends(lines: Iterable[str]) -> Sends:
    rows = [json.loads(line) for line in lines]
    rows.sort(key=lambda row: str(row["send"]))
    return Sends(
        name=[row["send"] for row in rows],
        customer=np.array([customer_of(row["customer"]) for row in rows], dtype=np.int64),
        message=[row["message"] for row in rows],
        channel=[row["channel"] for row in rows],
        campaign=[row["campaign"] for row in rows],
        at=np.array([_instant(row["at"]) for row in rows], dtype=np.int64),
    )


def _instant(text: str) -> int:
    read = datetime.fromisoformat(text)
    return int((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp())


def _cart_of(send: str) -> int | None:
    """A message's name says what made its enrolment: the event that filled the cart."""
    found = _CART.search(send)
    return int(found[1]) if found else None


def _all_carts(parts: list[Carts]) -> Carts:
    def column(name: str) -> Integers:
        return np.concatenate([getattr(part, name) for part in parts])

    names = ("customer", "time", "number", "product", "total", "bought_at")
    return Carts(**{name: column(name) for name in names})


__all__ = ["DAY", "DAYS", "Day", "World"]
