"""What a time or a date in a window says: how long ago it was, or what was done when."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from compiler import zones
from compiler.holding.domain import (
    KNOWN,
    UNKNOWN,
    Domain,
    among,
    compared,
    not_compared,
)
from compiler.holding.formula import Fact, Formula, either, every
from compiler.holding.subjects import Age, Held, count
from compiler.holding.windows import longest, rest, shortest
from compiler.model.conditions import When
from compiler.model.values import Const, Edge, Occurrences, Plain, Type, Value
from compiler.model.windows import (
    Ago,
    Before,
    Duration,
    FromUntil,
    InLast,
    InNext,
    MoreThanAgo,
    Since,
    Window,
)

_NONE = Decimal(0)


def when(value: Value, window: Window, holds: bool, zone: str) -> Formula:
    """What is the case where the time lies in the window, or does not. `zone`: the policy's."""
    if isinstance(value, Edge) and value.field is None:
        return _edge(value, window, holds)
    if isinstance(window, InLast | MoreThanAgo | InNext):
        return _aged(value, window, holds)
    if isinstance(window, Since) and isinstance(window.start, Const):
        return _fixed(value, ">=", window.start, window, holds, zone)
    if isinstance(window, Before) and isinstance(window.end, Const):
        return _fixed(value, "<", window.end, window, holds, zone)
    if (
        isinstance(window, FromUntil)
        and isinstance(window.start, Const) and isinstance(window.end, Const)
    ):  # fmt: skip
        parts = (when(value, Since(window.start), holds, zone),
                 when(value, Before(window.end), holds, zone))  # fmt: skip
        return every(parts) if holds else either(parts)
    if isinstance(window, Since | Before):
        border = window.start if isinstance(window, Since) else window.end
        if isinstance(border, Ago):
            return _since_ago(value, window, border.duration, holds)
    return _held(value, window, holds)


def _held(value: Value, window: Window, holds: bool) -> Formula:
    own = Fact(Held(When(value, window)), among(frozenset([holds])))
    return every([own, Fact(value, KNOWN)]) if holds else own


def _edge(value: Edge, window: Window, holds: bool) -> Formula:
    """The last one lies in a window that reaches to now where any does, and before that where one
    does and none later; and the first one the other way round."""
    within = _some(value.of, window, holds)
    reaches = Since | InLast if value.which == "last" else Before | MoreThanAgo
    if isinstance(window, reaches):
        return within
    others = rest(window)
    if others is None:
        own = _held(value, window, holds)
        return every([own, within]) if holds else own
    none_else = _some(value.of, others, not holds)
    ever = Fact(count(value.of), _one_or_more(holds))
    return every([ever, none_else, within]) if holds else either([ever, none_else])


def _some(of: Occurrences, window: Window, holds: bool) -> Formula:
    """Whether there are any in the window. The edge's own occurrences have none."""
    inside = Occurrences(of.event, window, of.where, of.mine, of.standing)
    return Fact(count(inside), _one_or_more(holds))


def _one_or_more(holds: bool) -> Domain:
    return compared(">=", Decimal(1)) if holds else compared("<=", _NONE)


def _aged(value: Value, window: InLast | MoreThanAgo | InNext, holds: bool) -> Formula:
    known, unknown = Fact(value, KNOWN), Fact(value, UNKNOWN)
    future = Fact(Age(value), compared("<", _NONE))
    past = Fact(Age(value), compared(">=", _NONE))
    if isinstance(window, InNext):
        most, least = Decimal(longest(window.duration)), Decimal(shortest(window.duration))
        if holds:
            return every([known, future, Fact(Age(value), compared(">=", -most))])
        return either([unknown, past, Fact(Age(value), compared("<", -least))])
    young, old = _young(value, window.duration), _old(value, window.duration)
    if isinstance(window, InLast):
        return every([known, past, young]) if holds else either([unknown, future, old])
    return every([known, old]) if holds else either([unknown, young])


def _young(value: Value, length: Duration) -> Formula:
    """Less than so long ago, or to come."""
    return _than(value, length, Fact(Age(value), compared("<", Decimal(longest(length)))), True)


def _old(value: Value, length: Duration) -> Formula:
    """At least so long ago."""
    return _than(value, length, Fact(Age(value), compared(">=", Decimal(shortest(length)))), False)


def _than(value: Value, length: Duration, fact: Fact, young: bool) -> Formula:
    """Months differ in length, but the same number of them is the same length at one instant."""
    if shortest(length) == longest(length):
        return fact
    return every([fact, Fact(Held((value, length)), among(frozenset([young])))])


def _since_ago(value: Value, window: Since | Before, length: Duration, holds: bool) -> Formula:
    """`since 3 days ago` (at most so old, and what is to come), `before 3 days ago`."""
    young = isinstance(window, Since)
    same = Fact(Held((value, length, "since")), among(frozenset([young is holds])))
    if young is holds:
        fact: Formula = every([Fact(Age(value), compared("<=", Decimal(longest(length)))), same])
    else:
        fact = every([Fact(Age(value), compared(">", Decimal(shortest(length)))), same])
    return every([Fact(value, KNOWN), fact]) if holds else either([Fact(value, UNKNOWN), fact])


def _fixed(
    value: Value, op: str, border: Const, window: Window, holds: bool, zone: str
) -> Formula:
    limit = alike(border, value.type, zone)
    if limit is None:
        return _held(value, window, holds)
    return Fact(value, (compared if holds else not_compared)(op, limit))


def alike(border: Const, kind: Type, zone: str) -> Plain | None:
    """The fixed value as one of this kind: a date beside a time is its 00:00 on the policy's
    clock. None: they are not alike."""
    found = border.value
    if kind is Type.TIME and border.type is Type.DATE and isinstance(found, date):
        return zones.to_instant(datetime.combine(found, time()), zone)
    return None if Type.DATE in (kind, border.type) and kind is not border.type else found
