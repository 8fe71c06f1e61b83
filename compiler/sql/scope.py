"""What an expression can look at where it stands."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Protocol

from sqlglot import exp

from compiler.model.conditions import Has, HasFollowed, InSegment, Withdrawn
from compiler.model.values import (
    Aggregate,
    AnswerField,
    CalendarStart,
    Chance,
    Const,
    CustomerField,
    Edge,
    EntryField,
    EntryTime,
    EventField,
    GroupValue,
    KeyHash,
    Population,
    TraitValue,
    Type,
    Value,
)
from compiler.sql import build
from compiler.sql.calendar import shared
from compiler.sql.clocks import Border, Clock
from compiler.zones import to_instant

Leaf = (
    CustomerField | EventField | EntryField | EntryTime | AnswerField | TraitValue | GroupValue
    | KeyHash | CalendarStart | Aggregate | Edge | Population | Chance | Has | HasFollowed
    | Withdrawn | InSegment
)
"""What only a place in a query can resolve; everything else is written alike everywhere."""


class CannotWrite(Exception):
    """The place looks at something that it has no columns for."""


class Scope(Protocol):
    @property
    def clock(self) -> Clock:
        """The instant at which things are asked here."""

    def look_up(self, leaf: Leaf) -> exp.Expr:
        """The leaf as SQL; NULL is unknown. Conditions among the leaves are never NULL."""

    def write(self, value: Value) -> exp.Expr:
        """Any value as SQL."""


def unknown() -> exp.Expr:
    return exp.null()


def instant_value(value: Value, scope: Scope) -> Border:
    """A time or a date as an instant; a date is its 00:00 on the policy's clock."""
    if isinstance(value, Const):
        return constant_instant(value, scope.clock.zone)
    if isinstance(value, CalendarStart) and value.clock is None and value.type is Type.TIME:
        return shared(value, scope.clock)
    written = scope.write(value)
    return Border(scope.clock.midnight(written) if value.type is Type.DATE else written)


def constant_instant(value: Const, zone: str) -> Border:
    """A time or date that is written in a file."""
    moment = value.value
    if isinstance(moment, date) and not isinstance(moment, datetime):
        moment = to_instant(datetime.combine(moment, time()), zone)
    assert isinstance(moment, datetime)
    return Border(build.instant(moment), moment)
