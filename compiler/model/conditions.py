"""Typed conditions: true or false at a position, never unknown (S9).

`!=`, `not in`, `no`, `is unknown` are `Not` of their opposites. Segments, traits and groups are
referred to by name; whoever reads a condition looks them up in the project.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.values import Occurrences, Value
from compiler.model.windows import Duration, Window


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
class InSegment:
    name: str


Condition = (
    All | AnyOf | Not | Compare | Between | OneOf | TextMatch | Known | Truth | When | Has
    | HasFollowed | InSegment
)
