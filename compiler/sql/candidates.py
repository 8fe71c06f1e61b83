"""Who can be meant at all: what a condition says of customers' own fields, before any event is
looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from compiler.model.conditions import (
    All,
    Compare,
    Condition,
    InSegment,
    Matches,
    OneOf,
    Truth,
    When,
)
from compiler.model.project import Project
from compiler.model.values import CalendarStart, CustomerField, Value
from compiler.sql import build
from compiler.sql.clocks import Clock
from compiler.sql.expressions import truth, value
from compiler.sql.needs import direct
from compiler.sql.scope import CannotWrite, Leaf
from compiler.sql.tables import Table


@dataclass(frozen=True)
class Candidates:
    """`own`: the parts of a condition that look at customers' own fields; `rest`: the others.
    `few`: whether the own ones name what most customers are not."""

    own: tuple[Condition, ...]
    rest: tuple[Condition, ...]
    few: bool

    def where(self, table: Table, clock: Clock) -> list[exp.Expr]:
        """The own parts over the columns of the customers' table."""
        scope = OwnFields(table, clock)
        return [one for part in self.own for one in build.conjuncts(truth(part, scope))]


def candidates(project: Project, condition: Condition) -> Candidates:
    """Divides a condition of which all parts must hold."""
    parts = tuple(_plain(project, part) for part in _parts(condition))
    own = tuple(part for part in parts if _is_own(part))
    rest = tuple(part for part in parts if part not in own)
    return Candidates(own, rest, any(_names_few(project, part) for part in own))


def by_the_calendar(condition: Condition) -> tuple[Condition, ...]:
    """The parts that all must hold and look at nothing but a customer's own clock and fields."""
    return tuple(part for part in _parts(condition) if _is_of_the_clock(part))


def _is_of_the_clock(part: Condition) -> bool:
    needs = list(direct(part))
    of_clock = any(isinstance(need, CalendarStart) for need in needs)
    return of_clock and all(isinstance(need, CalendarStart | CustomerField) for need in needs)


def without(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    """What is left to ask where the parts hold."""
    if not parts:
        return condition
    return All(tuple(part for part in _parts(condition) if part not in parts))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, All) else (condition,)


def _plain(project: Project, part: Condition) -> Condition:
    """Who is on a list is a field of the customer, whatever name it is asked by."""
    if isinstance(part, InSegment):
        meant = project.segments[part.name].condition
        return meant if _is_own(meant) else part
    return part


def _is_own(part: Condition) -> bool:
    needs = list(direct(part))
    return bool(needs) and all(isinstance(need, CustomerField) for need in needs)


def _names_few(project: Project, part: Condition) -> bool:
    if isinstance(part, Truth):
        listed = {item.name for item in project.customers.fields if item.list_file is not None}
        return isinstance(part.value, CustomerField) and part.value.name in listed
    if isinstance(part, Compare):
        return part.op == "="
    return isinstance(part, OneOf | Matches | When)


@dataclass(frozen=True)
class OwnFields:
    """The customers' table, before anything has a name of its own."""

    table: Table
    clock: Clock

    def write(self, of: Value) -> exp.Expr:
        return value(of, self)

    def look_up(self, leaf: Leaf) -> exp.Expr:
        if isinstance(leaf, CustomerField):
            return self.table.fields[leaf.name].copy()
        raise CannotWrite(f"{leaf} is no field of the customer")
