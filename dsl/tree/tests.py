"""Tests of campaigns."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.values import EventRef, Instant, Text, Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Setting(Node):
    """`phone "010"`, `wants_kakao yes`: a field and what it is."""

    field: Name
    value: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GivenCustomer(Node):
    who: Name
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GivenRecord(Node):
    """`booking b of minji with state "booked"`; `which` is the test's name for it."""

    record: Name
    which: Name
    who: Name
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Does(Node):
    at: Instant
    who: Name
    event: EventRef
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Becomes(Node):
    """`at INSTANT WHO is FIELD V`."""

    at: Instant
    who: Name
    setting: Setting


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ForceArm(Node):
    split: Name
    arm: Name
    who: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ForceHoldOut(Node):
    who: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FailChannel(Node):
    channel: Name
    who: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Until(Node):
    at: Instant


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectMessage(Node):
    """`expect M to WHO`, `expect no M to WHO`, `expect no message to WHO` (`message` None)."""

    message: Name | None
    who: Name
    channel: Name | None = None
    at: Instant | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectArm(Node):
    who: Name
    split: Name
    arm: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectLeft(Node):
    """`left on E` or `left because "…"`: one of the two is set."""

    who: Name
    event: EventRef | None = None
    reason: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectReached(Node):
    who: Name
    goal: Name
    campaign: Name | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectInSegment(Node):
    who: Name
    segment: Name
    negated: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectField(Node):
    who: Name
    setting: Setting


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectCalled(Node):
    hook: Name
    who: Name
    negated: bool = False


TestLine = (
    GivenCustomer | GivenRecord | Does | Becomes | ForceArm | ForceHoldOut | FailChannel
    | Until
    | ExpectMessage | ExpectArm | ExpectLeft | ExpectReached | ExpectInSegment | ExpectField
    | ExpectCalled | Unbuilt
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Test(Node):
    name: Text
    lines: tuple[TestLine, ...]
