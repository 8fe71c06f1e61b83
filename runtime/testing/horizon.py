"""When a test without `until` ends: an upper bound first, then the end itself.

Such a test ends when every enrolment that its lines opened has ended. It is run as far as such an
enrolment can possibly last; then the journal says when they ended, and what lies later (entries by
schedule go on for ever) is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from compiler.model.entries import OnMove, Schedule
from compiler.model.project import Project
from compiler.model.steps import (
    BestHour,
    FirstOf,
    Repeat,
    Send,
    Step,
    Until,
    Wait,
    WaitFor,
    WaitUntil,
)
from compiler.model.tests import Test
from compiler.walk import blocks
from compiler.zones import to_instant
from runtime.interpreter.clock import exact
from runtime.journal import Kind, Row

_CLOCKS = timedelta(days=2)
"""More than two clocks, or one before and after a change, can differ."""

_WEEK = timedelta(days=7)
"""More than quiet time, or the wait for a weekday, can last."""


def last_line(test: Test) -> datetime:
    """The instant of the test's last line that happens, or its start."""
    return max((line.at for line in test.happens), default=test.starts)


def latest_end(project: Project, test: Test) -> datetime:
    """An instant after everything that the test's lines can set going."""
    begun = last_line(test)
    ends = [
        _after(begun, campaign.steps)
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


def _after(at: datetime, steps: Sequence[Step]) -> datetime:
    for step in steps:
        if isinstance(step, Repeat):
            for each in step.passes:
                at = max(_after(at, each.steps), at + exact(each.every) + _CLOCKS)
            continue
        passed = _passed(at, step)
        at = max([passed, *(_after(passed, block) for _, block in blocks(step))])
    return at


def _passed(at: datetime, step: Step) -> datetime:
    """The latest instant at which the step itself can be over."""
    match step:
        case Wait(duration=duration):
            return at + exact(duration) + _CLOCKS
        case WaitFor(at_most=most) | FirstOf(at_most=most) | Until(at_most=most):
            return at + exact(most) + _CLOCKS
        case WaitUntil(date=None):
            return at + _WEEK + _CLOCKS
        case WaitUntil():
            day = datetime.combine(step.date, step.at) if step.date else datetime.min
            return max(at, to_instant(day, "UTC") + _CLOCKS)
        case Send() | BestHour():
            return at + _WEEK + _CLOCKS
        case _:
            return at
