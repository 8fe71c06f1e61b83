"""Names for what queries are made of, in words a reader of the campaign file knows."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.model.values import Aggregate, CalendarStart, Edge, Occurrences, Type
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

AT_MIDNIGHT = " at midnight"
"""Behind the name of what is as of a snapshot, beside the same as of now."""

LONGEST = 56
"""Bytes of a name; PostgreSQL cuts names at 63, and a number may have to follow."""


class Labels:
    """Gives out names, each once, whatever their case."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {name.casefold() for name in taken}

    def new(self, wanted: str) -> str:
        base = wanted.encode()[:LONGEST].decode(errors="ignore").strip()
        name, number = base, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{base} {number}"
        self._taken.add(name.casefold())
        return name


def describe(of: Aggregate | Edge) -> str:
    """`count of purchase in last 7 days where …`"""
    target = f"{of.of.event}.{of.field}" if of.field else of.of.event
    head = f"{of.which} {target}" if isinstance(of, Edge) else f"{of.kind} of {target}"
    return head + narrowed(of.of)


def narrowed(of: Occurrences) -> str:
    window = f" {_window(of.window)}" if of.window is not None else ""
    return window + (" where …" if of.where is not None or of.mine else "")


def calendar_start(of: CalendarStart) -> str:
    """`today`, `start of today`, `end of this week`, `first day of this month`."""
    if of.type is Type.TIME:
        return f"{'end' if of.following else 'start'} of {_current(of.unit)}"
    if of.unit == "day":
        return "tomorrow" if of.following else "today"
    return f"first day {'after' if of.following else 'of'} {_current(of.unit)}"


def _current(unit: str) -> str:
    return "today" if unit == "day" else f"this {unit}"


def duration(of: Duration) -> str:
    return f"{of.amount} {of.unit}" + ("" if of.amount == 1 else "s")


def _window(window: Window) -> str:
    match window:
        case InLast(length):
            return f"in last {duration(length)}"
        case InNext(length):
            return f"in next {duration(length)}"
        case MoreThanAgo(length):
            return f"more than {duration(length)} ago"
        case Since(start):
            return f"since {_border(start)}"
        case Before(end):
            return f"before {_border(end)}"
        case FromUntil(CalendarStart(unit)):
            return _current(unit)
        case FromUntil(start, end):
            return f"from {_border(start)} until {_border(end)}"


def _border(border: object) -> str:
    return f"{duration(border.duration)} ago" if isinstance(border, Ago) else "…"
