"""How windows lie to each other, whatever the instant is from which they are seen."""

from __future__ import annotations

from datetime import date

from compiler.model.values import CalendarStart, Const, Value
from compiler.model.windows import (
    Ago,
    Before,
    Duration,
    FromUntil,
    InLast,
    MoreThanAgo,
    Since,
    Window,
)

_FIXED = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_SHORTEST = {**_FIXED, "month": 27 * 86_400, "year": 364 * 86_400}
"""Seconds; a day less, for clocks that are changed."""

_LONGEST = {**_FIXED, "month": 32 * 86_400, "year": 367 * 86_400}
_BEGAN = {"day": 25 * 3_600, "week": 8 * 86_400, "month": 32 * 86_400}
"""So long ago at the most the day, the week and the month began."""


def shortest(duration: Duration) -> int:
    """Seconds; months and years have no fixed length, but a least one."""
    return _SHORTEST[duration.unit] * duration.amount


def longest(duration: Duration) -> int:
    """Seconds; the greatest length."""
    return _LONGEST[duration.unit] * duration.amount


def shorter(one: Duration, other: Duration) -> bool:
    """Whether the first is surely not longer."""
    return longest(one) <= shortest(other) or (
        one.unit == other.unit and one.amount <= other.amount
    )


def inside(window: Window | None, other: Window | None) -> bool:
    """Whether the first surely lies within the second; None is all time."""
    if other is None or window == other:
        return True
    if window is None:
        return False
    if isinstance(window, FromUntil):
        return _part(window, other)
    if isinstance(window, InLast) and isinstance(other, InLast):
        return shorter(window.duration, other.duration)
    if isinstance(window, MoreThanAgo) and isinstance(other, MoreThanAgo):
        return shorter(other.duration, window.duration)
    if isinstance(window, Since) and isinstance(other, Since):
        return _after(window.start, other.start) and (window.after or not other.after)
    if isinstance(window, Before) and isinstance(other, Before):
        return _after(other.end, window.end)
    if isinstance(window, Since) and isinstance(other, InLast):
        return isinstance(window.start, Ago) and _strictly(window.start.duration, other.duration)
    if isinstance(window, InLast) and isinstance(other, Since):
        return isinstance(other.start, Ago) and shorter(window.duration, other.start.duration)
    return False


def _part(window: FromUntil, other: Window) -> bool:
    if isinstance(other, Since) and not other.after:
        return _after(window.start, other.start)
    if isinstance(other, Before):
        return _after(other.end, window.end)
    if isinstance(other, FromUntil):
        return _after(window.start, other.start) and _after(other.end, window.end)
    start = window.start
    if isinstance(other, InLast) and isinstance(start, CalendarStart) and not start.following:
        return _BEGAN[start.unit] < shortest(other.duration)
    return False


def _after(one: Ago | Value, other: Ago | Value) -> bool:
    """Whether the first border is surely not before the second."""
    if one == other:
        return True
    if isinstance(one, Ago) and isinstance(other, Ago):
        return shorter(one.duration, other.duration)
    if isinstance(one, Const) and isinstance(other, Const) and one.type is other.type:
        early, late = other.value, one.value
        return isinstance(early, date) and isinstance(late, date) and late >= early
    return False


def _strictly(one: Duration, other: Duration) -> bool:
    return longest(one) < shortest(other)


def rest(window: Window) -> Window | None:
    """The window of all that is not in this one, of what has happened; None: there is none."""
    if isinstance(window, InLast):
        return MoreThanAgo(window.duration)
    if isinstance(window, MoreThanAgo):
        return InLast(window.duration)
    if isinstance(window, Since) and not window.after and _sure(window.start):
        return Before(window.start)
    if isinstance(window, Before) and _sure(window.end):
        return Since(window.end)
    return None


def _sure(border: Ago | Value) -> bool:
    """Whether the border is known of everybody."""
    return isinstance(border, Ago | Const)
