"""What of events somebody must have to be meant at all: those without need not be looked at."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from compiler.model.conditions import (
    All,
    Between,
    Compare,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    OneOf,
    TextMatch,
    When,
    Withdrawn,
)
from compiler.model.project import Project
from compiler.model.values import Aggregate, Chance, Const, Edge, TraitValue, Value
from compiler.sql.facts import ZERO, Fact
from compiler.sql.lasting import of_the_last

Facts = frozenset[Fact | Chance]
NONE: Facts = frozenset()


def required(project: Project, condition: Condition) -> Facts:
    """The facts of which the condition does not hold where there is no event for them, since one
    happened, or a value is known, or is another one than over no events at all (S9)."""
    match condition:
        case All(parts):
            return reduce(operator.or_, (required(project, part) for part in parts), NONE)
        case InSegment(name):
            return required(project, project.segments[name].condition)
        case Has(of):
            last = of_the_last(condition)
            return required(project, last) if last is not None else frozenset((of,))
        case HasFollowed() | Withdrawn():
            return frozenset((condition,))
        case Compare(op, left, Const(Decimal() as number)):
            return _known(project, left, _COMPARISONS[op](0, number))
        case Between(of, Const(Decimal() as low)):
            return _known(project, of, low <= 0)
        case Compare(_, left, right):
            return _known(project, left) | _known(project, right)
        case Known(of) | When(of, _) | Between(of) | OneOf(of) | TextMatch(_, of):
            return _known(project, of)
        case _:
            return NONE


_COMPARISONS: dict[str, Callable[[int, Decimal], bool]] = {
    "=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def _known(project: Project, of: Value, zero: bool = True) -> Facts:
    """The fact that the value is, if it must be known; what is counted is nothing over no events,
    and `zero` says whether that may be."""
    if isinstance(of, TraitValue):
        return _known(project, project.traits[of.name].value, zero)
    if isinstance(of, Aggregate):
        return NONE if zero and of.kind in ZERO else frozenset((of,))
    return frozenset((of,)) if isinstance(of, Edge | Chance) else NONE
