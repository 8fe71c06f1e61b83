"""How far beyond a tick its queries read a clock: so far the rows of zones must reach (S4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from compiler.model.campaigns import Campaign
from compiler.model.entries import AgainAfter
from compiler.model.project import Project, remembered
from compiler.model.steps import Repeat, Wait, WaitUntil
from compiler.model.windows import Duration
from compiler.walk import steps
from compiler.zones import to_instant

DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
"""Units that keep the time of day, with their longest length."""

ALWAYS = 45
"""Days: schedules, quiet times and caps reach no further."""


@remembered
def horizon(project: Project) -> timedelta:
    """How far its waits, quiet times, caps, and the days until somebody may enter again, reach."""
    longest = [
        duration.amount * DAYS.get(duration.unit, 0)
        for campaign in project.running
        for duration in _durations(campaign)
    ]
    return timedelta(days=max([ALWAYS, *longest]) + 10)


def _durations(campaign: Campaign) -> Iterator[Duration]:
    if isinstance(campaign.again, AgainAfter):
        yield campaign.again.duration
    for step in steps(campaign):
        if isinstance(step, Wait):
            yield step.duration
        if isinstance(step, Repeat):
            yield step.passes[0].every


@remembered
def furthest(project: Project) -> datetime | None:
    """The last date that a wait names."""
    found = [
        to_instant(datetime.combine(step.date, step.at), project.policy.timezone)
        for campaign in project.running
        for step in steps(campaign)
        if isinstance(step, WaitUntil) and step.date is not None
    ]
    return max(found, default=None)
