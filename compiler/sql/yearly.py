"""Days that come every year, in a window of days (S4)."""

from __future__ import annotations

from sqlglot import exp

from compiler.model.conditions import Yearly
from compiler.model.values import CalendarStart
from compiler.model.windows import Duration, FromUntil, InLast
from compiler.sql import build
from compiler.sql.scope import Scope

DAY = Duration(1, "day")


def yearly_in(of: Yearly, scope: Scope) -> exp.Expr:
    """Whether the day comes in the window. February 29 is celebrated on February 28 where there is
    no other; as a place in the year it lies in a window that holds the one that is there."""
    first, behind = _days(of, scope)
    born = scope.write(of.value)
    if not _within_a_year(of):
        return _in_some_year(born, first, behind)
    start = _place(first)
    return build.compare("<=", _from(start, _place(born), 0), _from(start, _place(behind), 1))


def _within_a_year(of: Yearly) -> bool:
    if isinstance(of.window, FromUntil):
        return True  # a day, a week or a month of the calendar
    duration = of.window.duration
    return duration.amount * _LONGEST.get(duration.unit, 366) <= 365


_LONGEST = {"day": 1, "week": 7, "month": 31}
"""Days."""


def _place(day: exp.Expr) -> exp.Expr:
    """Where a day lies in its year: month and day as one number."""
    month, number = (_part(day, part) for part in ("MONTH", "DAY"))
    hundreds = exp.Mul(this=month, expression=build.whole(100))
    return build.paren(exp.Add(this=hundreds, expression=number))


def _from(start: exp.Expr, place: exp.Expr, less: int) -> exp.Expr:
    """How far a place lies behind the window's `start`, over the turn of the year where it is
    before it; `less` so much, over the turn too: a window that ends where it begins is a year."""
    far = exp.Sub(this=place, expression=start.copy())
    ahead = build.paren(exp.Add(this=far, expression=build.whole(ROUND - less)))
    return exp.Mod(this=ahead, expression=build.whole(ROUND))


ROUND = 2_000
"""More than there are places, whose largest is 1231."""


def _in_some_year(born: exp.Expr, first: exp.Expr, behind: exp.Expr) -> exp.Expr:
    """In the year in which the window begins, or in the next: no window of days needs a third year
    to hold a day of each year."""
    this, following = (_in_year(born, _part(first, "YEAR"), more) for more in (0, 1))
    here = [build.compare(">=", this, first), build.compare("<", this.copy(), behind)]
    return build.either([build.both(here), build.compare("<", following, behind.copy())])


def _in_year(born: exp.Expr, year: exp.Expr, more: int) -> exp.Expr:
    """The day in a year; moving by whole years cuts February 29 to February 28."""
    years: exp.Expr = exp.Sub(this=year.copy(), expression=_part(born, "YEAR"))
    if more:
        years = exp.Add(this=years, expression=build.whole(more))
    moved = exp.Mul(this=build.interval(1, "year"), expression=build.paren(years))
    return build.cast(exp.Add(this=born.copy(), expression=moved), "DATE")


def _part(day: exp.Expr, part: str) -> exp.Expr:
    return build.cast(exp.Extract(this=exp.var(part), expression=day.copy()), "INT")


def _days(of: Yearly, scope: Scope) -> tuple[exp.Expr, exp.Expr]:
    """The first day of the window, and the first behind it."""
    if isinstance(of.window, FromUntil):
        start, end = of.window.start, of.window.end
        assert isinstance(start, CalendarStart) and isinstance(end, CalendarStart)
        return scope.write(start), scope.write(end)
    today = scope.write(of.today)
    tomorrow, back = _moved(today, DAY, exp.Add), isinstance(of.window, InLast)
    other = _day_after(today, of.window.duration, exp.Sub if back else exp.Add)
    return (other, tomorrow) if back else (tomorrow, other)


def _day_after(today: exp.Expr, by: Duration, kind: type[exp.Binary]) -> exp.Expr:
    """The day after the one that is so far away."""
    if by.unit != "day":
        return _moved(_moved(today, by, kind), DAY, exp.Add)
    days = by.amount + 1 if kind is exp.Add else 1 - by.amount
    return _moved(today, Duration(abs(days), "day"), exp.Add if days > 0 else exp.Sub)


def _moved(day: exp.Expr, by: Duration, kind: type[exp.Binary]) -> exp.Expr:
    """Months and years are cut to the month's last day."""
    moved = kind(this=day.copy(), expression=build.interval(by.amount, by.unit))
    return build.cast(moved, "DATE")
