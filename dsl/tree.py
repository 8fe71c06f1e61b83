"""The syntax tree: what the files say, word for word, before any name is looked up.

Nodes are frozen, and their spans do not count in comparisons, so that two trees are equal when
they say the same. Lines that the design has but that are not built yet arrive as `Unbuilt`, so
that the compiler can say so in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A declared or column name as it was written (NFC; back-quotes removed)."""

    text: str


@dataclass(frozen=True, slots=True)
class Unbuilt(Node):
    """A construct of the design that this version refuses: `what` names it (`record`, `repeat`).
    `name` is what a declaration would have declared, so that its uses are not reported too."""

    what: str
    name: Name | None = None


# Values ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Decimal


@dataclass(frozen=True, slots=True)
class Percent(Node):
    """`12%` is Decimal("12")."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class YesNo(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class Duration(Node):
    """`unit` in the singular: second, minute, hour, day, week, month, year."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class Date(Node):
    value: date


@dataclass(frozen=True, slots=True)
class TimeOfDay(Node):
    """`10:00`, with `in "ZONE"` behind it where one stands."""

    value: time
    zone: Text | None = None


@dataclass(frozen=True, slots=True)
class Instant(Node):
    """`2026-12-01 09:00`: a civil moment, on the policy's clock unless a zone stands behind it."""

    value: datetime
    zone: Text | None = None


@dataclass(frozen=True, slots=True)
class Path(Node):
    """A name, dotted or not: `city`, `customer.city`, `entry.total`, `purchase.amount`."""

    parts: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class EventRef(Node):
    """`purchase`, `clicked cart_reminder "Buy"`, `clicked any message`."""

    name: Name
    subject: Name | None = None
    any_subject: bool = False
    button: Text | None = None


@dataclass(frozen=True, slots=True)
class Calculation(Node):
    """`left op right` with `op` one of + - * /."""

    op: str
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Negative(Node):
    value: Value


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Edge(Node):
    """`first purchase`, `last purchase.category`; `which` is first or last."""

    which: str
    subject: Path | EventRef
    window: Window | None = None
    where: Condition | None = None


Value = (
    Text | Number | Percent | YesNo | Duration | Date | TimeOfDay | Instant | Path
    | Calculation | Negative | Aggregate | Edge | Unbuilt
)


# Windows --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ago(Node):
    """`30 days ago`, as a border of a window."""

    duration: Duration


Border = Date | Instant | Path | Edge | Ago
"""What stands behind since, before, from and until; `entry` alone is a one-part path."""


@dataclass(frozen=True, slots=True)
class InLast(Node):
    duration: Duration


@dataclass(frozen=True, slots=True)
class InNext(Node):
    duration: Duration


@dataclass(frozen=True, slots=True)
class MoreThanAgo(Node):
    duration: Duration


@dataclass(frozen=True, slots=True)
class Since(Node):
    start: Border


@dataclass(frozen=True, slots=True)
class Before(Node):
    end: Border


@dataclass(frozen=True, slots=True)
class FromUntil(Node):
    start: Border
    end: Border


Window = InLast | InNext | MoreThanAgo | Since | Before | FromUntil | Unbuilt


# Conditions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class All(Node):
    """`and`, an `all of` block, or the lines of a body."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any(Node):
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    part: Condition


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`op`: = != < <= > >= contains, starts with, ends with, matches."""

    op: str
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """`city in ("Seoul", "Busan")`; `not in` arrives as Not(OneOf)."""

    value: Value
    options: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Known(Node):
    """`city is known`; `is unknown` arrives as Not(Known)."""

    value: Value


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """A yes/no field that stands alone."""

    value: Path


@dataclass(frozen=True, slots=True)
class When(Node):
    """A time or date held against a window: `signed_up in last 7 days`."""

    value: Value
    window: Window


@dataclass(frozen=True, slots=True)
class Followed(Node):
    """`followed by purchase within 1 hour where …`; `negated` for `not followed by`."""

    event: EventRef
    within: Duration
    where: Condition | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Has(Node):
    """`has purchase in last 30 days where …`; `no purchase` arrives as Not(Has)."""

    event: EventRef
    window: Window | None = None
    where: Condition | None = None
    followed: Followed | None = None


@dataclass(frozen=True, slots=True)
class InSegment(Node):
    """`in at_risk`; `not in at_risk` arrives as Not(InSegment)."""

    name: Name


Condition = (
    All | Any | Not | Compare | Between | OneOf | Known | Truth | When | Has | InSegment | Unbuilt
)


# Declarations of what is known ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypeRef(Node):
    """`text`, `yes/no`, `one of "a", "b"`, `date, yearly`, `list of text`."""

    name: str
    options: tuple[Text, ...] = ()
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class FieldLine(Node):
    """`city text from town, else "Seoul"`. A role (`key`, `id`, `customer`, `time`, `arrived`)
    has no type and only a column. `default` is what stands behind `else`."""

    name: Name
    type: TypeRef | None = None
    column: Name | None = None
    default: Value | None = None
    unbuilt: Unbuilt | None = None


@dataclass(frozen=True, slots=True)
class Customers(Node):
    table: Name
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class Event(Node):
    """Without `table`, Segue keeps the events itself."""

    name: Name
    table: Name | None
    fields: tuple[FieldLine, ...]
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Trait(Node):
    name: Name
    value: Value
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Segment(Node):
    name: Name
    condition: Condition
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Group(Node):
    """One line of `groups`; `condition` is None for `otherwise`."""

    name: Name
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Groups(Node):
    name: Name
    lines: tuple[Group, ...]
    title: Text | None = None


# Declarations of how ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cap(Node):
    """`at most 3 per week per customer`; `unit` is day, week or month."""

    limit: Number
    unit: str


@dataclass(frozen=True, slots=True)
class Quiet(Node):
    """`quiet from 20:50 until 08:00, then drop` or `quiet on Saturday, Sunday`."""

    start: TimeOfDay | None = None
    end: TimeOfDay | None = None
    weekdays: tuple[str, ...] = ()
    drop: bool = False


@dataclass(frozen=True, slots=True)
class HoldOut(Node):
    """`hold out 10%`, in a policy `hold out 5% from everything`."""

    share: Percent
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Policy(Node):
    timezone: Text | None = None
    caps: tuple[Cap, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    hold_out: HoldOut | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel(Node):
    name: Name
    address: Path | None = None
    consent: Path | None = None
    quiet: tuple[Quiet, ...] = ()
    caps: tuple[Cap, ...] = ()
    costs: Number | None = None
    expires: Duration | None = None
    fails: Duration | None = None
    service_only: bool = False
    title: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock(Node):
    """The lines between two lines of three quotes, their common indentation removed, joined by
    line feeds, without one at the end. `lines` gives the span of each, for errors inside."""

    value: str
    lines: tuple[Span, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Variant(Node):
    """One channel's wording of a message: `email subject "…" in "en"` with a text or a file."""

    channel: Name
    language: Text | None = None
    template: Text | None = None
    subject: Text | None = None
    text: TextBlock | None = None
    file: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


@dataclass(frozen=True, slots=True)
class Message(Node):
    name: Name
    service: bool
    variants: tuple[Variant, ...]
    title: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


# Campaigns --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Runs(Node):
    start: Date | Instant | None = None
    end: Date | Instant | None = None


@dataclass(frozen=True, slots=True)
class EnterOn(Node):
    event: EventRef
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class EnterEvery(Node):
    """`every Monday at 09:00 for S`. Exactly one of: `weekdays` (`every weekday` is Monday to
    Friday, `every day` all seven) or `month_day` (`every month on day 1`). `weeks` is 2 in
    `every 2 weeks on Monday`, counted in ISO weeks from 1970-01-05. `segment` None is
    `for everyone`."""

    at: TimeOfDay
    segment: Name | None
    weekdays: tuple[str, ...] = ()
    weeks: int = 1
    month_day: int | None = None


@dataclass(frozen=True, slots=True)
class EnterAt(Node):
    at: Instant
    segment: Name | None


Entry = EnterOn | EnterEvery | EnterAt | Unbuilt


@dataclass(frozen=True, slots=True)
class Again(Node):
    """`kind`: once, after duration, after leaving, starting over, each time, once per."""

    kind: str
    duration: Duration | None = None
    field: Path | None = None


@dataclass(frozen=True, slots=True)
class LeaveOn(Node):
    event: EventRef
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Goal(Node):
    event: EventRef
    within: Duration
    name: Name | None = None
    where: Condition | None = None
    target: Percent | None = None
    worth: Path | None = None


@dataclass(frozen=True, slots=True)
class Wait(Node):
    duration: Duration


@dataclass(frozen=True, slots=True)
class WaitUntil(Node):
    """`until 10:00`; `until Monday at 10:00`; `until 2026-12-24 at 10:00`."""

    at: TimeOfDay
    weekday: str | None = None
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class WaitFor(Node):
    """`wait for E …, at most D`, and `unless E within D`, which has `unless` set, an empty `then`
    and its block in `otherwise`."""

    event: EventRef
    at_most: Duration
    where: Condition | None = None
    name: Name | None = None
    then: tuple[Step, ...] = ()
    otherwise: tuple[Step, ...] = ()
    unless: bool = False


@dataclass(frozen=True, slots=True)
class Branch(Node):
    condition: Condition
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """The `if`, then each `else if`, in order; `otherwise` is the block under `else`."""

    branches: tuple[Branch, ...]
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Arm(Node):
    name: Name
    share: Percent | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Split(Node):
    name: Name
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Send(Node):
    """`drop` where the chain ends in `else drop`."""

    message: Name
    channels: tuple[Name, ...]
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Leave(Node):
    reason: Text


Step = Wait | WaitUntil | WaitFor | If | Split | Send | Leave | Unbuilt


@dataclass(frozen=True, slots=True)
class Campaign(Node):
    name: Name
    title: Text | None = None
    owner: Text | None = None
    runs: Runs | None = None
    priority: Number | None = None
    entries: tuple[Entry, ...] = ()
    only_if: Condition | None = None
    again: tuple[Again, ...] = ()
    leaves: tuple[LeaveOn, ...] = ()
    goals: tuple[Goal, ...] = ()
    hold_out: HoldOut | None = None
    steps: tuple[Step, ...] = ()
    unbuilt: tuple[Unbuilt, ...] = ()


# Tests ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """`phone "010"`, `wants_kakao yes`: a field and what it is."""

    field: Name
    value: Value


@dataclass(frozen=True, slots=True)
class GivenCustomer(Node):
    who: Name
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Does(Node):
    at: Instant
    who: Name
    event: EventRef
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Becomes(Node):
    """`at INSTANT WHO is FIELD V`."""

    at: Instant
    who: Name
    setting: Setting


@dataclass(frozen=True, slots=True)
class ForceArm(Node):
    split: Name
    arm: Name
    who: Name


@dataclass(frozen=True, slots=True)
class ForceHoldOut(Node):
    who: Name


@dataclass(frozen=True, slots=True)
class FailChannel(Node):
    channel: Name
    who: Name


@dataclass(frozen=True, slots=True)
class Until(Node):
    at: Instant


@dataclass(frozen=True, slots=True)
class ExpectMessage(Node):
    """`expect M to WHO`, `expect no M to WHO`, `expect no message to WHO` (`message` None)."""

    message: Name | None
    who: Name
    channel: Name | None = None
    at: Instant | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ExpectArm(Node):
    who: Name
    split: Name
    arm: Name


@dataclass(frozen=True, slots=True)
class ExpectLeft(Node):
    """`left on E` or `left because "…"`: one of the two is set."""

    who: Name
    event: EventRef | None = None
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class ExpectReached(Node):
    who: Name
    goal: Name
    campaign: Name | None = None


@dataclass(frozen=True, slots=True)
class ExpectInSegment(Node):
    who: Name
    segment: Name
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ExpectField(Node):
    who: Name
    setting: Setting


TestLine = (
    GivenCustomer | Does | Becomes | ForceArm | ForceHoldOut | FailChannel | Until
    | ExpectMessage | ExpectArm | ExpectLeft | ExpectReached | ExpectInSegment | ExpectField
    | Unbuilt
)


@dataclass(frozen=True, slots=True)
class Test(Node):
    name: Text
    lines: tuple[TestLine, ...]


Declaration = (
    Customers | Event | Trait | Segment | Groups | Policy | Channel | Message | Campaign | Test
    | Unbuilt
)


@dataclass(frozen=True, slots=True)
class File(Node):
    """`damaged` are the names of declarations that could not be read; a mistake has been reported
    about each, so that nobody need report that the name is unknown."""

    path: str
    declarations: tuple[Declaration, ...]
    damaged: tuple[Name, ...] = ()
