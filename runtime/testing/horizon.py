"""When a test without `until` ends: an upper bound first, then the end itself.

Such a test ends when every enrolment that its lines opened has ended. It is run as far as such an
enrolment can possibly last; then the journal says when they ended, and what lies later (entries by
schedule go on for ever) is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from compiler.model.around import Around
from compiler.model.entries import OnMove, Schedule
from compiler.model.project import Project
from compiler.model.steps import (
    BestHour,
    FirstOf,
    Repeat,
    Send,
    Step,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitFor,
    WaitUntil,
)
from compiler.model.tests import Becomes, Test
from compiler.walk import blocks
from compiler.zones import to_instant
from runtime.interpreter.clock import exact
from runtime.journal import Kind, Row

_CLOCKS = timedelta(days=2)
"""More than two clocks, or one before and after a change, can differ."""

_WEEK = timedelta(days=7)
"""More than quiet time, or the wait for a weekday, can last."""


_YEAR, _FAR = timedelta(days=366), timedelta(days=36_600)
"""Nothing is waited for a hundred years."""


def last_line(test: Test) -> datetime:
    """The instant of the test's last line that happens, or its start."""
    return max((line.at for line in test.happens), default=test.starts)


def latest_end(project: Project, test: Test) -> datetime:
    """An instant after everything that the test's lines can set going."""
    begun = last_line(test)
    known = _dates(test)
    ends = [
        _after(begun, campaign.steps, known)
        for campaign in project.campaigns.values()
        if not isinstance(campaign.entry, Schedule)
    ]
    return max(ends, default=begun) + timedelta(microseconds=1)


def end_of(project: Project, test: Test, rows: Sequence[Row]) -> datetime:
    """When the last enrolment that a line opened ended, by an event or by a change; not before the
    last line."""
    lines = {line.at for line in test.happens}
    opened = {
        row.enrolment for row in rows
        if row.kind is Kind.ENTERED and (row.position or (
            row.at in lines and isinstance(project.campaigns[row.campaign].entry, OnMove)
        ))
    }  # fmt: skip
    left = [row.at for row in rows if row.kind is Kind.LEFT and row.enrolment in opened]
    return max([last_line(test), *left])


def _dates(test: Test) -> list[date]:
    """The days, and those of the times, that its lines say of customers and events."""
    fields = [value for each in test.given for _, value in each.fields]
    for line in test.happens:
        fields += [line.value] if isinstance(line, Becomes) else [v for _, v in line.fields]
    return [
        each.astimezone(UTC).date() if isinstance(each, datetime) else each
        for each in fields if isinstance(each, date)
    ]  # fmt: skip


def _after(at: datetime, steps: Sequence[Step], known: Sequence[date]) -> datetime:
    for step in steps:
        if isinstance(step, Repeat):
            for each in step.passes:
                at = max(_after(at, each.steps, known), at + exact(each.every) + _CLOCKS)
            continue
        passed = _passed(at, step, known)
        at = max([passed, *(_after(passed, block, known) for _, block in blocks(step))])
    return at


def _passed(at: datetime, step: Step, known: Sequence[date]) -> datetime:
    """The latest instant at which the step itself can be over."""
    match step:
        case Wait(duration=duration):
            return at + exact(duration) + _CLOCKS
        case WaitFor(at_most=most) | FirstOf(at_most=most) | Until(at_most=most):
            return at + exact(most) + _CLOCKS
        case WaitUntil(date=None):
            return at + timedelta(days=step.day or 0) + _WEEK + _CLOCKS
        case WaitUntil():
            day = datetime.combine(step.date, step.at) if step.date else datetime.min
            return max(at, to_instant(day, "UTC") + _CLOCKS)
        case WaitAround(around=around):
            return _around(at, around, known)
        case Trial(lasts=lasts):
            return at + exact(lasts)
        case Send() | BestHour():
            return at + _WEEK + _CLOCKS
        case _:
            return at


def _around(at: datetime, around: Around, known: Sequence[date]) -> datetime:
    """After the last of the dates that it can mean; of those of every year, after a year for each
    that can take the place of another."""
    length = exact(around.duration) if around.duration else timedelta()
    if around.yearly:
        return at + (len(known) + 1) * _YEAR + _CLOCKS
    far = at + _FAR
    days = [each for each in known if each < far.date()]
    last = max((datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days), default=at)
    return max(at, min(last + length + _CLOCKS, far))
