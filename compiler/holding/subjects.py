"""What facts are about, and what is known of each before anything is said of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from compiler.holding.domain import ANY, KNOWN, Border, Domain, among
from compiler.model.declarations import (
    Customers,
    Event,
    Groups,
    Movement,
    Record,
    Segment,
    Trait,
)
from compiler.model.values import (
    Aggregate,
    CalendarStart,
    Chance,
    CustomerField,
    EventField,
    GroupValue,
    Occurrences,
    Otherwise,
    Scored,
    Type,
    Value,
)


class Declared(Protocol):
    """Where the names stand that conditions look at: a project, or one that is being checked."""

    @property
    def customers(self) -> Customers | None: ...
    @property
    def events(self) -> Mapping[str, Event]: ...
    @property
    def records(self) -> Mapping[str, Record]: ...
    @property
    def segments(self) -> Mapping[str, Segment]: ...
    @property
    def traits(self) -> Mapping[str, Trait]: ...
    @property
    def groups(self) -> Mapping[str, Groups]: ...
    @property
    def movements(self) -> Mapping[str, Movement]: ...


@dataclass(frozen=True, slots=True)
class Age:
    """How many seconds ago a time was; less than nothing for what is to come."""

    value: Value


@dataclass(frozen=True, slots=True)
class Held:
    """Whether something holds of which no more is known: a condition, or a part of one."""

    what: Hashable


@dataclass(frozen=True, slots=True)
class Order:
    """Which of two values is larger: `<`, `=` or `>`."""

    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Weekday:
    """Which day of the week it is (ISO)."""

    day: CalendarStart


COUNTED = Domain(unknown=False, low=Border(Decimal(0), True), whole=True)
_SHARE = Domain(low=Border(Decimal(0), True), high=Border(Decimal(1), True))
_TRUTH = frozenset([True, False])
_COUNTS = ("count", "count distinct")


def count(of: Occurrences) -> Aggregate:
    """The number of these, as conditions have it."""
    return Aggregate("count", of, None, Type.NUMBER)


def beforehand(subject: Hashable, declared: Declared) -> Domain:
    """What is possible for the subject, whoever the customer is."""
    match subject:
        case Held() | Weekday():
            days = frozenset(range(1, 8))
            return among(_TRUTH if isinstance(subject, Held) else days)
        case Order():
            return Domain(only=frozenset("<=>"))
        case Aggregate(kind) if kind in _COUNTS:
            return COUNTED
        case Scored(_, borders):
            return Domain(low=Border(Decimal(1), True),
                          high=Border(Decimal(len(borders) + 1), True), whole=True)  # fmt: skip
        case Chance():
            return _SHARE
        case GroupValue(name):
            return _of_groups(declared.groups.get(name))
        case CalendarStart():
            return KNOWN
        case Otherwise():
            return KNOWN
        case CustomerField(name) | EventField(_, name):
            return _of_field(subject, name, declared)
    return Domain(only=_TRUTH) if getattr(subject, "type", None) is Type.YES_NO else ANY


def _of_groups(groups: Groups | None) -> Domain:
    if groups is None:
        return ANY
    rest = any(line.condition is None for line in groups.lines)
    return Domain(unknown=not rest, only=frozenset(line.name for line in groups.lines))


def _of_field(subject: CustomerField | EventField, name: str, declared: Declared) -> Domain:
    """One of the texts of a `one of`; it may always be unknown, for who has no row."""
    if subject.type is Type.YES_NO:
        return Domain(only=_TRUTH)
    if subject.type is not Type.CHOICE:
        return ANY
    owner: Customers | Event | Record | None = declared.customers
    if isinstance(subject, EventField):
        owner = declared.events.get(subject.event) or declared.records.get(subject.event)
    field = owner.field(name) if owner is not None else None
    return Domain(only=frozenset(field.options)) if field is not None and field.options else ANY
