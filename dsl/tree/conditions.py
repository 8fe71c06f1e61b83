"""Conditions."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.values import Date, Duration, EventRef, Path, Percent, Value, Window


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class All(Node):
    """`and`, an `all of` block, or the lines of a body."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Any(Node):
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Not(Node):
    part: Condition


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Compare(Node):
    """`op`: = != < <= > >= contains, starts with, ends with."""

    op: str
    left: Value
    right: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Between(Node):
    value: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OneOf(Node):
    """`city in ("Seoul", "Busan")`; `not in` arrives as Not(OneOf)."""

    value: Value
    options: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Known(Node):
    """`city is known`; `is unknown` arrives as Not(Known)."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Truth(Node):
    """A yes/no field that stands alone."""

    value: Path


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class When(Node):
    """A time or date held against a window: `signed_up in last 7 days`."""

    value: Value
    window: Window


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Followed(Node):
    """`followed by purchase within 1 hour where …`; `negated` for `not followed by`."""

    event: EventRef
    within: Duration
    where: Condition | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Has(Node):
    """`has purchase in last 30 days where …`; `no purchase` arrives as Not(Has)."""

    event: EventRef
    window: Window | None = None
    where: Condition | None = None
    followed: Followed | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InSegment(Node):
    """`in at_risk`; `not in at_risk` arrives as Not(InSegment)."""

    name: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Moved(Node):
    """`joined loyal in last 7 days`, `dropped out of loyal`, `moved from loyal to lost`. `source`
    None: from wherever; `target` None: to wherever."""

    source: Name | None
    target: Name | None
    window: Window | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InBest(Node):
    """`in top 10% by revenue across loyal`; `which`: top or bottom; `across` None: everyone."""

    which: str
    share: Percent
    value: Value
    across: Name | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TodayIs(Node):
    """`today is Saturday`, `today is 2026-12-24`: the name of a weekday, or a date."""

    day: str | Date


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matches(Node):
    """`city matches "S.*"`."""

    value: Value
    pattern: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reachable(Node):
    """`reachable by kakao`."""

    channel: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HasUnused(Node):
    """`has unused freeship`."""

    offer: Name


Condition = (
    All | Any | Not | Compare | Between | OneOf | Known | Truth | When | Has | InSegment | Moved
    | InBest | TodayIs | Matches | Reachable | HasUnused | Unbuilt
)
