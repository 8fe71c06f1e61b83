"""Windows of time as comparisons (S13)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from compiler.model.values import CalendarStart, Const, Type, Value
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
from compiler.sql import build
from compiler.sql.clocks import Border, Clock, FixedClock, Moment, first_day
from compiler.sql.scope import Scope, constant_instant, instant_value


@dataclass(frozen=True)
class Limit:
    """One end of a window."""

    border: Border
    inclusive: bool


@dataclass(frozen=True)
class Limits:
    lower: Limit | None = None
    upper: Limit | None = None


def limits(window: Window, scope: Scope) -> Limits:
    """The ends of a window at the scope's instant."""
    if isinstance(window, InLast):
        lower = Limit(scope.clock.shifted(window.duration, -1), inclusive=False)
        return Limits(lower, Limit(scope.clock.shifted(None, 0), inclusive=True))
    if isinstance(window, InNext):
        lower = Limit(scope.clock.shifted(None, 0), inclusive=False)
        return Limits(lower, Limit(scope.clock.shifted(window.duration, 1), inclusive=True))
    if isinstance(window, MoreThanAgo):
        return Limits(upper=Limit(scope.clock.shifted(window.duration, -1), inclusive=True))
    if isinstance(window, Since):
        return Limits(lower=Limit(_border(window.start, scope), inclusive=not window.after))
    if isinstance(window, Before):
        return Limits(upper=Limit(_border(window.end, scope), inclusive=False))
    return _from_until(window, scope)


def _from_until(window: FromUntil, scope: Scope) -> Limits:
    start = Limit(_border(window.start, scope), inclusive=True)
    return Limits(start, Limit(_border(window.end, scope), inclusive=False))


def _border(border: Ago | Value, scope: Scope) -> Border:
    if isinstance(border, Ago):
        return scope.clock.shifted(border.duration, -1)
    return instant_value(border, scope)


def event_in(time: exp.Expr, window: Window, scope: Scope) -> list[exp.Expr]:
    """The comparisons that an event's time must meet. That it is not later than *t* is left to
    visibility: an event's time is never after its arrival (S5)."""
    ends = limits(window, scope)
    ahead = isinstance(window, InLast) or _ahead(ends.upper, scope.clock)
    return _comparisons(time, Limits(ends.lower, None if ahead else ends.upper))


def _ahead(limit: Limit | None, clock: Clock) -> bool:
    end = limit.border.instant if limit is not None else None
    return end is not None and isinstance(clock, FixedClock) and end > clock.at


def earliest(window: Window | None, clock: Moment) -> Border | None:
    """What no event in the window lies before, where there is such an instant; a constant, where
    the clock's is one."""
    if isinstance(window, InLast):
        return clock.shifted(window.duration, -1)
    start = window.start if isinstance(window, Since | FromUntil) else None
    if isinstance(start, Ago):
        return clock.shifted(start.duration, -1)
    if isinstance(start, CalendarStart):  # a day more, for days and clocks that are changed
        return clock.shifted(Duration(_LONGEST[start.unit] + 1, "day"), -1)
    return constant_instant(start, clock.zone) if isinstance(start, Const) else None


_LONGEST = {"day": 1, "week": 7, "month": 31}
"""Days."""


def value_in(value: Value, window: Window, scope: Scope) -> exp.Expr:
    """A time or date held against a window."""
    ends = limits(window, scope)
    if value.type is Type.DATE and _constant(ends):
        return build.both(_days(scope.write(value), ends, scope.clock.zone))
    return build.both(_comparisons(instant_value(value, scope).expression, ends))


def _constant(ends: Limits) -> bool:
    return all(end is None or end.border.instant for end in (ends.lower, ends.upper))


def _comparisons(time: exp.Expr, ends: Limits) -> list[exp.Expr]:
    found = []
    for end, op in ((ends.lower, ">"), (ends.upper, "<")):
        if end is not None:
            sign = f"{op}=" if end.inclusive else op
            found.append(build.compare(sign, time.copy(), end.border.expression))
    return found


def _days(day: exp.Expr, ends: Limits, zone: str) -> list[exp.Expr]:
    """Dates against constants are compared as dates, which reads well and needs no zones."""
    found = []
    if ends.lower is not None and ends.lower.border.instant is not None:
        since = first_day(ends.lower.border.instant, zone, after=not ends.lower.inclusive)
        found.append(build.compare(">=", day.copy(), build.day(since)))
    if ends.upper is not None and ends.upper.border.instant is not None:
        until = first_day(ends.upper.border.instant, zone, after=ends.upper.inclusive)
        found.append(build.compare("<", day.copy(), build.day(until)))
    return found
