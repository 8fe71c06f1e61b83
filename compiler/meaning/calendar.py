"""The calendar on the customer's own clock: `today`, `this week`, `today is Saturday` (S4)."""

from __future__ import annotations

from compiler.meaning.literals import weekday
from compiler.meaning.scope import Scope, without_where
from compiler.meaning.world import World
from compiler.model.conditions import All, Compare, Condition, OnWeekday, When, Yearly
from compiler.model.values import CalendarStart, Const, CustomerField, Type, Value
from compiler.model.windows import FromUntil, InLast, InNext, Window
from dsl import tree

EXACT = ("second", "minute", "hour")


def start(world: World, unit: str, type: Type, *, following: bool = False) -> CalendarStart:
    """Where the current day, week or month begins, or the one after it."""
    field = next((each for each in world.fields.values() if each.type is Type.TIMEZONE), None)
    if field is None:
        return CalendarStart(unit, following, type)
    otherwise = field.default if isinstance(field.default, str) else None
    return CalendarStart(unit, following, type, CustomerField(field.name, field.type), otherwise)


def between(node: tree.Calendar, world: World, type: Type) -> FromUntil:
    """`today`, `this week`, `this month` as the time from its beginning to its end."""
    return FromUntil(
        start(world, node.unit, type), start(world, node.unit, type, following=True)
    )


def today_is(node: tree.TodayIs, scope: Scope) -> Condition | None:
    """`today is Saturday`, `today is 2026-12-24`."""
    if not without_where(node, scope, "what day it is"):
        return None
    today = start(scope.world, "day", Type.DATE)
    if isinstance(node.day, str):
        return OnWeekday(today, weekday(node.day))
    return Compare("=", today, Const(node.day.value, Type.DATE))


def in_calendar(value: Value, node: tree.Calendar, scope: Scope) -> Condition:
    """A time or a date in `today`, `this week` or `this month`. A date is a day of the calendar,
    so it is held against days and not against instants."""
    window = between(node, scope.world, value.type)
    if value.type is Type.TIME:
        return When(value, window)
    first, behind = window.start, window.end
    assert isinstance(first, CalendarStart) and isinstance(behind, CalendarStart)
    if node.unit == "day":
        return Compare("=", value, first)
    return All((Compare("<=", first, value), Compare("<", value, behind)))


def yearly(
    value: Value, node: tree.When, window: Window | None, scope: Scope
) -> Condition | None:
    """A field declared `date, yearly` in a window: its day of every year. E0325 where the window
    would hold, or not, whatever the day."""
    today = start(scope.world, "day", Type.DATE)
    if isinstance(node.window, tree.Calendar):
        return Yearly(value, between(node.window, scope.world, Type.DATE), today)
    if not isinstance(window, InLast | InNext):
        scope.world.findings.add(
            "E0325", node.window.span, "a yearly day comes every year, so it lies before and "
            "after every other day", "write `today`, `this week`, `this month`, `in next 7 days` "
            "or `in last 7 days`",
        )  # fmt: skip
        return None
    if window.duration.unit in EXACT:
        scope.world.findings.add(
            "E0325", node.window.span, "a yearly day is a whole day",
            f"say it in days: `{'in last' if isinstance(window, InLast) else 'in next'} 1 day`",
        )  # fmt: skip
        return None
    return Yearly(value, window, today)

