"""Typed conditions: true or false at a position, never unknown (S9).

`!=`, `not in`, `no`, `is unknown` are `Not` of their opposites. Segments, traits and groups are
referred to by name; whoever reads a condition looks them up in the project.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.values import CalendarStart, Occurrences, Value
from compiler.model.windows import Duration, FromUntil, InLast, InNext, Window


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Compare:
    """`op`: = < <= > >=. False where either side is unknown. Text by code point; numbers
    exactly; yes/no with = only."""

    op: str
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Between:
    """low ≤ value ≤ high."""

    value: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    value: Value
    options: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TextMatch:
    """`how`: contains, starts with, ends with; ignoring case by the table of simple folds (S10)."""

    how: str
    value: Value
    part: Value


@dataclass(frozen=True, slots=True)
class ListContains:
    """One of the texts of a list is this one, exactly (S10); false where either is unknown."""

    value: Value
    element: Value


@dataclass(frozen=True, slots=True)
class Known:
    value: Value


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes/no value that is known and yes."""

    value: Value


@dataclass(frozen=True, slots=True)
class When:
    """A time or date in a window; a date counts from its 00:00 on the policy's clock."""

    value: Value
    window: Window


@dataclass(frozen=True, slots=True)
class Yearly:
    """A date's day of some year in a window of days on the customer's own clock (S4); February 29
    falls on February 28 in other years. `in last D` ends with today, `in next D` begins tomorrow;
    `FromUntil` is between two `CalendarStart`s."""

    value: Value
    window: InLast | InNext | FromUntil
    today: CalendarStart


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """Whether a day is that of the week (ISO, Monday is 1)."""

    day: CalendarStart
    weekday: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole text is as the pattern says (S10), which is of `compiler.patterns`; case counts."""

    value: Value
    pattern: str


@dataclass(frozen=True, slots=True)
class Has:
    of: Occurrences


@dataclass(frozen=True, slots=True)
class HasFollowed:
    """There is an occurrence of `first` for which there is (`negated`: is no) occurrence of
    `then` after it by (time, kind, id), at most `within` later by time, and visible. Days are
    multiples of 24 hours. `then.window` is always None."""

    first: Occurrences
    then: Occurrences
    within: Duration
    negated: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """There is an occurrence since whose arrival no recorded change has turned `consent`, a yes/no
    field of the customer, to yes; `consent` None: there is an occurrence (S24)."""

    of: Occurrences
    consent: str | None


@dataclass(frozen=True, slots=True)
class InSegment:
    name: str


Condition = (
    All | AnyOf | Not | Compare | Between | OneOf | TextMatch | Matches | ListContains | Known
    | Truth | When | Yearly | OnWeekday | Has | HasFollowed | Withdrawn | InSegment
)
