"""Windows of time at a position (S3, S13)."""

from __future__ import annotations

from datetime import date, datetime

from compiler.model.values import Plain, Value
from compiler.model.windows import (
    Ago,
    Before,
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
    zone = view.project.policy.timezone
    match window:
        case InLast():
            return shifted(view.at, window.duration, -1, zone) < moment <= view.at
        case InNext():
            return view.at < moment <= shifted(view.at, window.duration, 1, zone)
        case MoreThanAgo():
            return moment <= shifted(view.at, window.duration, -1, zone)
        case Since():
            start = _border(view, window.start)
            return start is not None and (start < moment if window.after else start <= moment)
        case Before():
            end = _border(view, window.end)
            return end is not None and moment < end
        case FromUntil():
            start, end = _border(view, window.start), _border(view, window.end)
            return start is not None and end is not None and start <= moment < end


def _border(view: View, border: Ago | Value) -> datetime | None:
    """Unknown where the border's value is unknown: the window is empty then."""
    if isinstance(border, Ago):
        return shifted(view.at, border.duration, -1, view.project.policy.timezone)
    return as_instant(view, values.value(view, border))


def as_instant(view: View, moment: Plain | None) -> datetime | None:
    """A date counts from its 00:00 on the policy's clock."""
    if isinstance(moment, datetime):
        return moment
    if isinstance(moment, date):
        return start_of_day(moment, view.project.policy.timezone)
    return None
