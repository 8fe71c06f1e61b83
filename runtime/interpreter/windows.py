"""Windows of time at a position (S3, S13)."""

from __future__ import annotations

from datetime import date, datetime

from compiler.model.values import Plain, Value
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
from runtime.interpreter import values
from runtime.interpreter.clock import shifted, start_of_day
from runtime.interpreter.view import View


def in_window(view: View, moment: datetime, window: Window) -> bool:
    """Whether the moment lies in the window as it stands at the position."""
    match window:
        case InLast():
            return _shifted(view, window.duration, -1) < moment <= view.at
        case InNext():
            return view.at < moment <= _shifted(view, window.duration, 1)
        case MoreThanAgo():
            return moment <= _shifted(view, window.duration, -1)
        case Since():
            start = _border(view, window.start)
            return start is not None and (start < moment if window.after else start <= moment)
        case Before():
            end = _border(view, window.end)
            return end is not None and moment < end
        case FromUntil():
            start, end = _border(view, window.start), _border(view, window.end)
            return start is not None and end is not None and start <= moment < end


def _shifted(view: View, by: Duration, direction: int) -> datetime:
    """From the position, or, for months and years, from where the calendar is read."""
    start = view.calendar_at if by.unit in ("month", "year") else view.at
    return shifted(start, by, direction, view.project.policy.timezone)


def _border(view: View, border: Ago | Value) -> datetime | None:
    """Unknown where the border's value is unknown: the window is empty then."""
    if isinstance(border, Ago):
        return _shifted(view, border.duration, -1)
    return as_instant(view, values.value(view, border))


def as_instant(view: View, moment: Plain | None) -> datetime | None:
    """A date counts from its 00:00 on the policy's clock."""
    if isinstance(moment, datetime):
        return moment
    if isinstance(moment, date):
        return start_of_day(moment, view.project.policy.timezone)
    return None
