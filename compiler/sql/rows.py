"""Conditions that look at one event row, the entry, answers and the customer's columns only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from compiler.model.conditions import Condition
from compiler.model.project import Project
from compiler.model.values import (
    AnswerField,
    CalendarStart,
    CustomerField,
    EntryField,
    EntryTime,
    EventField,
    Value,
)
from compiler.sql import build, calendar
from compiler.sql.clocks import RowClock
from compiler.sql.expressions import holds, value
from compiler.sql.scope import CannotWrite, Leaf, unknown


@dataclass(frozen=True)
class RowScope:
    """The columns at hand, as expressions that can stand where the condition will stand.

    `event` and `time` are of the event under consideration; `clock` knows the instant at which
    it is looked at. A field of the customer must be there; what is missing of an entry or an
    answer is unknown.
    """

    clock: RowClock
    event: Mapping[str, exp.Expr] = field(default_factory=dict)
    time: exp.Expr | None = None
    entry: Mapping[str, exp.Expr] = field(default_factory=dict)
    entry_time: exp.Expr | None = None
    answers: Mapping[tuple[str, str], exp.Expr] = field(default_factory=dict)
    customer: Mapping[str, exp.Expr] = field(default_factory=dict)

    def write(self, of: Value) -> exp.Expr:
        return value(of, self)

    def look_up(self, leaf: Leaf) -> exp.Expr:
        match leaf:
            case EventField(name=name):
                found = self.event.get(name, self.time if name == "time" else None)
            case CustomerField(name=name):
                found = self.customer.get(name)
            case EntryField(name=name):
                found = self.entry.get(name, unknown())
            case CalendarStart(clock=CustomerField() as clock):
                found = calendar.own(leaf, self.clock, self.look_up(clock))
            case EntryTime():
                found = self.entry_time if self.entry_time is not None else unknown()
            case AnswerField(alias=alias, name=name):
                found = self.answers.get((alias, name), unknown())
            case _:
                found = None
        if found is None:
            raise CannotWrite(f"{leaf} needs more than the row at hand")
        return found.copy()


def row_clock(project: Project, at: exp.Expr) -> RowClock:
    """The clock of rows whose instant is `at`, over the store's table of zones."""
    return RowClock(at, project.policy.timezone, build.table("zones"))


def row_condition(condition: Condition, scope: RowScope) -> exp.Expr:
    """The condition over the columns at hand: true or false, never NULL.

    Raises `CannotWrite` where it looks at more than these (events, traits, segments, groups,
    populations): that is a probe's work.
    """
    return holds(condition, scope)
