"""How many enrolments of one customer can begin within a stretch of time (S15, S16)."""

from __future__ import annotations

from datetime import timedelta

from compiler.model.campaigns import Campaign
from compiler.model.entries import (
    AfterLeaving,
    AgainAfter,
    At,
    Every,
    Once,
    OnDate,
    Schedule,
    StartingOver,
)
from compiler.pressure.lengths import A_DAY

YEAR, MONTH = timedelta(days=365), timedelta(days=28)


def most_entries(campaign: Campaign, within: timedelta) -> int | None:
    """The most entries of one customer in a half-open stretch so long, by the entry and by what is
    said of coming again; None: nothing bounds it."""
    again = campaign.again
    if isinstance(again, Once):
        return 1
    bounds = []
    if isinstance(again, AgainAfter):
        bounds.append(_ceiling(within, again.duration.length))
    if isinstance(campaign.entry, Schedule):
        scheduled = _scheduled(campaign.entry, within)
        bounds += [] if scheduled is None else [scheduled]
    return min(bounds, default=None)


def gap(campaign: Campaign) -> timedelta:
    """So far apart are two entries of one customer at the least, in whole days where a schedule
    says so; nothing where it may be any time."""
    if isinstance(campaign.again, AgainAfter):
        return campaign.again.duration.length
    entry = campaign.entry
    if isinstance(entry, Every):
        return A_DAY * 7 * entry.weeks if len(entry.weekdays) == 1 else A_DAY
    return timedelta()


def alone(campaign: Campaign) -> bool:
    """Whether a customer has at most one open enrolment."""
    return isinstance(campaign.again, Once | AgainAfter | AfterLeaving | StartingOver)


def _scheduled(entry: Schedule, within: timedelta) -> int | None:
    if isinstance(entry, At):
        return 1
    if isinstance(entry, OnDate):
        if entry.record is not None:
            return None
        return _ceiling(within, YEAR) if entry.around.yearly else 1
    if entry.month_day is not None:
        return _ceiling(within, MONTH)
    return _on_weekdays(entry, within)


def _on_weekdays(entry: Every, within: timedelta) -> int:
    """The most of the schedule's days in so long a stretch, wherever it begins."""
    cycle = 7 * entry.weeks
    whole, rest = divmod(within, A_DAY * cycle)
    days = sorted(entry.weekdays)
    following = [*days, *(day + cycle for day in days)]
    most = max(
        sum(A_DAY * (day - first) < rest for day in following if day >= first) for first in days
    )
    return int(whole) * len(days) + most


def _ceiling(whole: timedelta, part: timedelta) -> int:
    return -(-whole // part)
