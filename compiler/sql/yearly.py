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
    """Whether the day lies in the window in the year in which that begins, or in the next: no
    window of days needs a third year to hold a day of each year."""
    first, behind = _days(of, scope)
    born = scope.write(of.value)
    this, following = (_in_year(born, _year(first), more) for more in (0, 1))
    here = [build.compare(">=", this, first), build.compare("<", this.copy(), behind)]
    return build.either([build.both(here), build.compare("<", following, behind.copy())])


def _in_year(born: exp.Expr, year: exp.Expr, more: int) -> exp.Expr:
    """The day in a year; moving by whole years cuts February 29 to February 28."""
    years: exp.Expr = exp.Sub(this=year.copy(), expression=_year(born))
    if more:
        years = exp.Add(this=years, expression=build.whole(more))
    moved = exp.Mul(this=build.interval(1, "year"), expression=build.paren(years))
    return build.cast(exp.Add(this=born.copy(), expression=moved), "DATE")


def _year(day: exp.Expr) -> exp.Expr:
    return build.cast(exp.Extract(this=exp.var("YEAR"), expression=day.copy()), "INT")


def _days(of: Yearly, scope: Scope) -> tuple[exp.Expr, exp.Expr]:
    """The first day of the window, and the first behind it."""
    if isinstance(of.window, FromUntil):
        start, end = of.window.start, of.window.end
        assert isinstance(start, CalendarStart) and isinstance(end, CalendarStart)
        return scope.write(start), scope.write(end)
    today = scope.write(of.today)
    tomorrow = _moved(today, DAY, exp.Add)
    if isinstance(of.window, InLast):
        return _moved(_moved(today, of.window.duration, exp.Sub), DAY, exp.Add), tomorrow
    return tomorrow, _moved(_moved(today, of.window.duration, exp.Add), DAY, exp.Add)


def _moved(day: exp.Expr, by: Duration, kind: type[exp.Binary]) -> exp.Expr:
    """Months and years are cut to the month's last day."""
    moved = kind(this=day.copy(), expression=build.interval(by.amount, by.unit))
    return build.cast(moved, "DATE")
