"""Who the customers of the shop are: what the shop knows of them, and what only the world knows."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from campaigns.shop.days import DAY, START, moment
from campaigns.shop.draws import Draws, Flags, Floats, Integers

HOW_MANY = 20_000
ALREADY_THERE = 14_000
"""Customers who signed up before the season; the others sign up during its ninety days."""

YEARS_BACK = 540
"""The oldest sign-up, in days before the season."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What kind of customer somebody is. The shop never sees it; behaviour follows from it.

    `visits`: chance of a visit on an ordinary day. `cart`: of filling a cart on a visit. `buys`:
    of ordering that cart by themselves. `opens`: of opening an e-mail.
    """

    name: str
    share: float
    visits: float
    cart: float
    buys: float
    opens: float


SORTS = (
    Sort("window shopper", 0.35, 0.080, 0.14, 0.15, 0.35),
    Sort("regular", 0.40, 0.065, 0.30, 0.38, 0.50),
    Sort("bargain hunter", 0.15, 0.100, 0.36, 0.20, 0.60),
    Sort("devoted", 0.10, 0.120, 0.40, 0.60, 0.70),
)

CITIES = (
    ("Berlin", "Europe/Berlin", 0.20),
    ("Hamburg", "Europe/Berlin", 0.12),
    ("Vienna", "Europe/Vienna", 0.10),
    ("Zurich", "Europe/Zurich", 0.08),
    ("Amsterdam", "Europe/Amsterdam", 0.10),
    ("London", "Europe/London", 0.14),
    ("Dublin", "Europe/Dublin", 0.04),
    ("Lisbon", "Europe/Lisbon", 0.05),
    ("Helsinki", "Europe/Helsinki", 0.06),
    ("New York", "America/New_York", 0.08),
    ("Vancouver", "America/Vancouver", 0.03),
)
GERMAN_SPEAKING = ("Berlin", "Hamburg", "Vienna", "Zurich")

NAMES = (
    "Mia", "Emma", "Hannah", "Lina", "Ella", "Clara", "Ida", "Frieda", "Nora", "Ruth", "Aino",
    "Maeve", "Ines", "Grace", "Olivia", "Noah", "Leon", "Paul", "Finn", "Emil", "Jonas", "Karl",
    "Oskar", "Anton", "Liam", "Oliver", "Eino", "Tiago", "James", "Owen", "Sean", "Daan",
)  # fmt: skip
FOUND_US = ("search", "friend", "social", "magazine", "fair")


@dataclass(frozen=True, slots=True)
class People:
    """One row per customer, in the order of their numbers. Instants are seconds since 1970, UTC.

    `loses_interest` is the day (0 is the season's first) from which they hardly come any more.
    `offset`: seconds by which their clock is ahead of UTC in summer.
    """

    number: Integers
    sort: Integers
    city: Integers
    name: Integers
    found_us: Integers
    signed_up: Integers
    loses_interest: Integers
    offset: Integers
    german: Flags
    named: Flags
    has_email: Flags
    has_phone: Flags
    has_app: Flags
    wants_email: Flags
    wants_sms: Flags
    wants_push: Flags

    def trait(self, of: str) -> Floats:
        """A figure of everybody's sort: `visits`, `cart`, `buys` or `opens`."""
        return np.array([getattr(sort, of) for sort in SORTS])[self.sort]

    @property
    def signed_up_day(self) -> Integers:
        return (self.signed_up - START) // DAY


def people(draws: Draws) -> People:
    """Everybody who is or will be a customer, by the seed alone."""
    number = np.arange(HOW_MANY, dtype=np.int64)
    sort = draws.choice("sort", np.array([sort.share for sort in SORTS]), number)
    city = draws.choice("city", np.array([share for _, _, share in CITIES]), number)
    signed_up = _sign_ups(draws, number)
    patience = np.where(sort == len(SORTS) - 1, 500, 170) * draws.exponential("patience", number)
    german = np.isin(city, [i for i, city in enumerate(CITIES) if city[0] in GERMAN_SPEAKING])
    has_phone = draws.uniform("phone", number) < 0.7
    has_app = draws.uniform("app", number) < 0.35
    return People(
        number=number,
        sort=sort,
        city=city,
        name=draws.choice("name", np.ones(len(NAMES)), number),
        found_us=draws.choice("found us", np.array([5.0, 3, 4, 2, 1]), number),
        signed_up=signed_up,
        loses_interest=((signed_up - START) // DAY + 3 + patience).astype(np.int64),
        offset=np.array([_summer_offset(zone) for _, zone, _ in CITIES])[city],
        german=german & (draws.uniform("language", number) < 0.8),
        named=draws.uniform("named", number) < 0.92,
        has_email=draws.uniform("email", number) < 0.97,
        has_phone=has_phone,
        has_app=has_app,
        wants_email=draws.uniform("wants email", number) < 0.78,
        wants_sms=has_phone & (draws.uniform("wants sms", number) < 0.45),
        wants_push=has_app & (draws.uniform("wants push", number) < 0.65),
    )


def _sign_ups(draws: Draws, number: Integers) -> Integers:
    """The old ones over the time before, the new ones evenly over the season, by day hours."""
    before = number < ALREADY_THERE
    share = draws.uniform("signed up", number)
    day = np.where(before, -1 - share * YEARS_BACK, share * 90).astype(np.int64)
    hour = 7 + 15 * draws.uniform("signed up at", number)
    result: Integers = START + day * DAY + (hour * 3600).astype(np.int64)
    return result


def _summer_offset(zone: str) -> int:
    offset = moment(START).astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0
