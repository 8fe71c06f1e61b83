"""Days that come every year, in a window of days on the customer's own clock (S4)."""

from __future__ import annotations

from calendar import isleap
from datetime import date, datetime, time, timedelta

from compiler.model.conditions import Yearly
from compiler.model.values import CalendarStart, Value
from compiler.model.windows import Ago, Duration, InLast, InNext
from runtime.interpreter import values
from runtime.interpreter.clock import moved
from runtime.interpreter.view import View

ONE = timedelta(days=1)


def in_window(view: View, node: Yearly) -> bool:
    """Whether the day of some year lies in the window."""
    born = values.value(view, node.value)
    if not isinstance(born, date) or isinstance(born, datetime):
        return False
    first, behind = _days(view, node)
    years = range(first.year, behind.year + 1)
    return any(first <= in_year(born, year) < behind for year in years)


def in_year(day: date, year: int) -> date:
    """The day of that year; February 29 falls on February 28 where there is none."""
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def _days(view: View, node: Yearly) -> tuple[date, date]:
    """The first day of the window, and the first behind it."""
    match node.window:
        case InLast(length):
            today = _day(view, node.today)
            return _moved(today, length, -1) + ONE, today + ONE
        case InNext(length):
            today = _day(view, node.today)
            return today + ONE, _moved(today, length, 1) + ONE
        case window:
            return _day(view, window.start), _day(view, window.end)


def _moved(day: date, length: Duration, sign: int) -> date:
    return moved(datetime.combine(day, time()), sign * length.amount, length.unit).date()


def _day(view: View, border: Ago | Value) -> date:
    assert isinstance(border, CalendarStart)
    day = values.value(view, border)
    assert isinstance(day, date)
    return day
