"""A report as data: frozen, and the same on the screen and in JSON."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from runtime.acts import Act
from runtime.statistics.means import Moments
from runtime.statistics.proportions import Interval, Share
from runtime.statistics.sizes import Sizes
from runtime.statistics.verdict import Verdict
from runtime.statistics.weighted import Weighted

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Counted:
    """A reason, and how often it held."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How many enrolments are held out, and of how many customers."""

    enrolments: int
    customers: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: customers by their first enrolment (S34). `closed` are those whose
    goal window is over, and how many of them reached the goal; `worth` is of the closed ones,
    None where the goal has no worth. `weighted`: the rate of an arm whose share moved."""

    name: str
    customers: int
    closed: Share
    worth: Moments | None = None
    weighted: Weighted | None = None

    @property
    def open(self) -> int:
        return self.customers - self.closed.of

    @property
    def rate(self) -> float:
        return self.weighted.rate if self.weighted else self.closed.rate

    @property
    def variance(self) -> float:
        """Of the rate."""
        return self.weighted.variance if self.weighted else self.closed.variance


@dataclass(frozen=True, slots=True)
class Difference:
    """A side against the base. `interval`: of the difference of rates, valid at any look, and over
    all sides of one split together; None while there are too few. `ratio`: rate over rate, None
    where the base's is 0. `chance`: the probability to be better. `worth`: the difference of worth
    per customer, `worth_interval` its interval."""

    name: str
    difference: float
    interval: Interval | None
    ratio: float | None
    chance: float
    verdict: Verdict
    worth: float | None = None
    worth_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`split` None: who gets the campaign against who is held out from it. `base` names the side
    against which the others stand. `sizes`: whether the sides have the sizes of their shares;
    with an alarm no verdict is given. None where their shares are not known, or moved."""

    split: str | None
    base: str
    sides: tuple[Side, ...]
    differences: tuple[Difference, ...]
    sizes: Sizes | None


@dataclass(frozen=True, slots=True)
class GoalReport:
    """Of the enrolments that are not held out and not replaced. `closed`: those whose window is
    over, and how many of them reached the goal; `open` and `open_reached`: the others. `interval`
    of the closed rate is valid at any look; None where no window is closed. `verdict` None: the
    goal has no target. `worth`: of the closed ones together."""

    name: str
    within: str
    closed: Share
    open: int
    open_reached: int
    interval: Interval | None
    target: float | None
    verdict: Verdict | None
    worth: Decimal | None
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """`planned` by this channel; `accepted` by its provider (a chain may have led here); `unknown`
    whether it was; `cost` of both."""

    channel: str
    planned: int
    accepted: int
    unknown: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class OfferReport:
    """Gifts `given` with a code, those `not_given` since none was left, and how many of the given
    were `used`; None where nothing says what a use is. `points`: how many they were in all; None:
    the offer is none of points."""

    offer: str
    given: int
    not_given: int
    used: int | None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """How many entered on a day, or in the week of a Monday."""

    day: date
    entries: int


@dataclass(frozen=True, slots=True)
class UsualReport:
    """Of so many whole `periods` (days or weeks, as the `unit` says), those `outside` what is
    usual, from `low` to `high`, in their order; `last`: the latest of all, None where there is
    none."""

    low: int
    high: int
    unit: str
    periods: int
    outside: tuple[Entered, ...]
    last: Entered | None


@dataclass(frozen=True, slots=True)
class GuardReport:
    """How many did what the guard counts, of those who entered by the text as it stands (since the
    last resume) and whose window is closed; it must surely stay `under`. `broken`: since when
    nobody enters because of it."""

    guard: str
    under: float
    share: Share
    interval: Interval
    broken: datetime | None


@dataclass(frozen=True, slots=True)
class TrialArm:
    """How many customers of the trial had the arm, and did what counts."""

    arm: str
    share: Share


@dataclass(frozen=True, slots=True)
class TrialReport:
    """The trial of a split on a `part` of the customers: what its arms brought until it was over,
    or so far. `best`: the arm that everybody gets since it was; None: it is under way."""

    split: str
    part: float
    ends: datetime
    arms: tuple[TrialArm, ...]
    best: str | None


@dataclass(frozen=True, slots=True)
class CallReport:
    """How often a hook was `called`, and how many of the calls were `accepted`."""

    hook: str
    called: int
    accepted: int


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """`enrolments` are those that count: without the `replaced`, with the held-out. `leaves` are
    of all of them and add up to enrolments and replaced; who is still in stands among them.
    `drops` are of the journeys of who is not held out, `undelivered` of the hand-over. `shut`: the
    act since which the campaign is paused or stopped; None: it runs."""

    campaign: str
    title: str | None
    owner: str | None
    customers: int
    enrolments: int
    replaced: int
    held_out: HeldOut
    held_out_from_everything: HeldOut
    refused: tuple[Counted, ...]
    goals: tuple[GoalReport, ...]
    channels: tuple[ChannelReport, ...]
    drops: tuple[Counted, ...]
    undelivered: tuple[Counted, ...]
    leaves: tuple[Counted, ...]
    offers: tuple[OfferReport, ...] = ()
    shut: Act | None = None
    calls: tuple[CallReport, ...] = ()
    usual: UsualReport | None = None
    guards: tuple[GuardReport, ...] = ()
    trials: tuple[TrialReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Of who entered in the period from `since` (None: from the beginning) until `until`
    (excluded); `as_of`: the instant up to which the project has run."""

    as_of: datetime
    since: datetime | None
    until: datetime | None
    campaigns: tuple[CampaignReport, ...]


def to_json(value: object) -> Json:
    """The same as plain data: keys are the names of the fields, instants are ISO in UTC; a rate
    of nobody is null."""
    if isinstance(value, Share):
        return {
            "reached": value.reached, "of": value.of, "rate": value.rate if value.of else None,
        }
    if isinstance(value, Moments):
        return {"total": value.total, "mean": value.mean}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return {name: to_json(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [to_json(part) for part in value]
    if isinstance(value, dict):
        return {str(key): to_json(part) for key, part in value.items()}
    return _scalar(value)


def _scalar(value: object) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
