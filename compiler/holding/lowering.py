"""From a typed condition to a formula: what it says, and what it says where it does not hold.

Segments, traits and groups are followed to what they stand for. What is not understood is a fact
of its own (`Held`), which holds or does not: so a condition and its opposite exclude each other
whatever it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from compiler.holding import times
from compiler.holding.domain import (
    KNOWN,
    TURNED,
    UNKNOWN,
    Domain,
    among,
    compared,
    not_among,
    not_compared,
)
from compiler.holding.formula import FALSE, TRUE, Fact, Formula, either, every
from compiler.holding.subjects import Declared, Held, Order, Weekday, count
from compiler.model.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    ListContains,
    Matches,
    Not,
    OneOf,
    OnWeekday,
    TextMatch,
    Truth,
    When,
    Withdrawn,
)
from compiler.model.values import (
    Aggregate,
    Const,
    Edge,
    GroupValue,
    OneOfThese,
    Plain,
    TraitValue,
    Value,
)


@dataclass
class Lowering:
    """Of one project's conditions; what was lowered once is kept."""

    declared: Declared
    zone: str
    _known: dict[tuple[Condition, bool], Formula] = field(default_factory=dict)

    def formula(self, condition: Condition, holds: bool = True) -> Formula:
        """What is the case where the condition holds, or does not."""
        key = (condition, holds)
        if key not in self._known:
            self._known[key] = self._made(condition, holds)
        return self._known[key]

    def _made(self, condition: Condition, holds: bool) -> Formula:
        match condition:
            case All(parts):
                return (every if holds else either)(self.formula(part, holds) for part in parts)
            case AnyOf(parts):
                return (either if holds else every)(self.formula(part, holds) for part in parts)
            case Not(part):
                return self.formula(part, not holds)
            case InSegment(name) if name in self.declared.segments:
                return self.formula(self.declared.segments[name].condition, holds)
            case Compare(op, left, right):
                return self._compare(op, self.resolved(left), self.resolved(right), holds)
            case Between(value, low, high):
                ends = (Compare(">=", value, low), Compare("<=", value, high))
                return self._made(All(ends), holds)
            case OneOf(value, options):
                return self._one_of(self.resolved(value), options, holds)
            case Known(value):
                return self._is_known(self.resolved(value), holds)
            case Truth(value):
                yes = frozenset([True])
                return self.fact(self.resolved(value), among(yes) if holds else not_among(yes))
            case Has(of):
                return counted(count(of), holds)
            case When(value, window):
                return times.when(self.resolved(value), window, holds, self.zone)
            case OnWeekday(day, weekday):
                days = frozenset([weekday])
                return Fact(Weekday(day), among(days) if holds else not_among(days))
        return self._held(condition, holds)

    def _held(self, condition: Condition, holds: bool) -> Formula:
        """Of what more is not understood; but what it is about is known where it holds."""
        own = Fact(Held(condition), among(frozenset([holds])))
        if not holds:
            return own
        match condition:
            case TextMatch(_, value, other):
                sides = [side for side in (value, other) if not isinstance(side, Const)]
                return every([own, *(self.fact(self.resolved(side), KNOWN) for side in sides)])
            case Matches(value) | ListContains(value):
                return every([own, self.fact(self.resolved(value), KNOWN)])
            case HasFollowed(first, then, _, negated):
                also = [] if negated else [counted(count(then), True)]
                return every([own, counted(count(first), True), *also])
            case Withdrawn(of):
                return every([own, counted(count(of), True)])
        return own

    def resolved(self, value: Value) -> Value:
        """What a trait stands for."""
        while isinstance(value, TraitValue) and value.name in self.declared.traits:
            value = self.declared.traits[value.name].value
        return value

    def _compare(self, op: str, left: Value, right: Value, holds: bool) -> Formula:
        if isinstance(left, Const) and not isinstance(right, Const):
            return self._compare(TURNED[op], right, left, holds)
        if not isinstance(right, Const):
            return self._ordered(op, left, right, holds)
        limit = times.alike(right, left.type, self.zone)
        if limit is None:
            return self._held(Compare(op, left, right), holds)
        if isinstance(left, Const):
            return TRUE if compared(op, limit).holds(left.value) is holds else FALSE
        return self._limited(op, left, limit, holds)

    def _limited(self, op: str, value: Value, limit: Plain, holds: bool) -> Formula:
        if isinstance(value, OneOfThese) and op == "=" and isinstance(limit, str):
            return self._one_of_these(value, limit, holds)
        if isinstance(value, GroupValue) and op == "=" and isinstance(limit, str):
            return self._group(value, limit, holds)
        return self.fact(value, (compared if holds else not_compared)(op, limit))

    def _ordered(self, op: str, left: Value, right: Value, holds: bool) -> Formula:
        if repr(right) < repr(left):
            op, left, right = TURNED[op], right, left
        sides = frozenset(op)  # `<=` is `<` or `=`
        if not holds:
            return Fact(Order(left, right), not_among(sides))
        known = [self.fact(side, KNOWN) for side in (left, right)]
        return every([Fact(Order(left, right), among(sides)), *known])

    def _one_of(self, value: Value, options: tuple[Value, ...], holds: bool) -> Formula:
        fixed = frozenset(each.value for each in options if isinstance(each, Const))
        if isinstance(value, GroupValue) or len(fixed) < len(set(options)):
            each = [Compare("=", value, option) for option in options]
            return (either if holds else every)(self.formula(one, holds) for one in each)
        return self.fact(value, among(fixed) if holds else not_among(fixed))

    def _one_of_these(self, value: OneOfThese, name: str, holds: bool) -> Formula:
        """In this one of the segments, and in no other of them."""
        parts = [self.formula(each, holds is (each.name == name)) for each in value.segments]
        return (every if holds else either)(parts)

    def _is_known(self, value: Value, holds: bool) -> Formula:
        if isinstance(value, OneOfThese) and len(value.segments) == 1:
            return self.formula(value.segments[0], holds)
        if holds:
            return self.fact(value, KNOWN)
        if isinstance(value, Edge) and value.field is None:
            return counted(count(value.of), False)
        return Fact(value, UNKNOWN)

    def fact(self, value: Value, domain: Domain) -> Formula:
        """The fact, and that there was something to make the value of where it is known."""
        own = Fact(value, domain)
        if domain.unknown:
            return own
        if isinstance(value, Edge) or (isinstance(value, Aggregate) and _needs_one(value, domain)):
            return every([own, counted(count(value.of), True)])
        return own

    def _group(self, value: GroupValue, line: str, holds: bool) -> Formula:
        """The first line that holds is this one."""
        named = frozenset([line])
        own = Fact(value, among(named) if holds else not_among(named))
        groups = self.declared.groups.get(value.name)
        lines = groups.lines if groups is not None else ()
        places = [place for place, each in enumerate(lines) if each.name == line]
        if not places:
            return own
        above = [each.condition for each in lines[: places[0]] if each.condition is not None]
        this = lines[places[0]].condition
        parts = [self.formula(each, not holds) for each in above]
        parts += [self.formula(this, holds)] if this is not None else []
        return every([own, *parts]) if holds else every([own, either(parts)])


def counted(number: Aggregate, some: bool) -> Formula:
    """There is at least one, or none."""
    return Fact(number, compared(">=" if some else "<=", _ONE if some else _NONE))


def _needs_one(value: Aggregate, domain: Domain) -> bool:
    """Whether the value is so only where there is at least one: over none, counts and sums are 0,
    and others unknown (S9)."""
    if value.kind == "count":
        return False
    return value.kind not in ("count distinct", "sum") or not domain.holds(_NONE)


_NONE, _ONE = Decimal(0), Decimal(1)
