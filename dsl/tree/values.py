"""Values and windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from dsl.tree.base import Name, Node, Unbuilt

if TYPE_CHECKING:
    from dsl.tree.conditions import Condition


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Texts(Node):
    """`("red", "blue")`: what a test gives to a list of text."""

    parts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Number(Node):
    value: Decimal


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Percent(Node):
    """`12%` is Decimal("12")."""

    value: Decimal


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YesNo(Node):
    value: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Duration(Node):
    """`unit` in the singular: second, minute, hour, day, week, month, year."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Date(Node):
    value: date


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TimeOfDay(Node):
    """`10:00`, with `in "ZONE"` behind it where one stands."""

    value: time
    zone: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Instant(Node):
    """`2026-12-01 09:00`: a civil moment, on the policy's clock unless a zone stands behind it."""

    value: datetime
    zone: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Path(Node):
    """A name, dotted or not: `city`, `customer.city`, `entry.total`, `purchase.amount`."""

    parts: tuple[Name, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EventRef(Node):
    """`purchase`, `clicked cart_reminder "Buy"`, `clicked any message`."""

    name: Name
    subject: Name | None = None
    any_subject: bool = False
    button: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calculation(Node):
    """`left op right` with `op` one of + - * /."""

    op: str
    left: Value
    right: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Negative(Node):
    value: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Aggregate(Node):
    """`count of purchase in last 30 days`, `average of revenue across loyal`.

    `kind`: count, sum, average, smallest, largest, median, count distinct, most frequent,
    median gap. `subject` is what stands behind `of`: a one- or two-part path, or an event of
    messages. `across` is a segment, or the word `everyone`.
    """

    kind: str
    subject: Path | EventRef
    window: Window | None = None
    where: Condition | None = None
    across: Name | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Edge(Node):
    """`first purchase`, `last purchase.category`; `which` is first or last."""

    which: str
    subject: Path | EventRef
    window: Window | None = None
    where: Condition | None = None


Value = (
    Text | Texts | Number | Percent | YesNo | Duration | Date | TimeOfDay | Instant | Path
    | Calculation | Negative | Aggregate | Edge | Unbuilt
)


# Windows --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ago(Node):
    """`30 days ago`, as a border of a window."""

    duration: Duration


Border = Date | Instant | Path | Edge | Ago
"""What stands behind since, before, from and until; `entry` alone is a one-part path."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InLast(Node):
    duration: Duration


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InNext(Node):
    duration: Duration


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MoreThanAgo(Node):
    duration: Duration


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Since(Node):
    start: Border


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Before(Node):
    end: Border


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FromUntil(Node):
    start: Border
    end: Border


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calendar(Node):
    """`today`, `this week`, `this month`; `unit`: day, week, month."""

    unit: str


Window = InLast | InNext | MoreThanAgo | Since | Before | FromUntil | Calendar | Unbuilt
