"""The instants at which schedules fire for one customer (S4, S37)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from compiler.model.campaigns import Campaign
from compiler.model.entries import At, Every, OnDate, Schedule
from compiler.zones import to_instant
from runtime.interpreter.around import of_one, of_years
from runtime.interpreter.run import Run, cause_of_instant
from runtime.interpreter.values import value
from runtime.interpreter.view import Position, View

_FIRST_MONDAY = date(1970, 1, 5)
_EVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Firing:
    """`cause` is the date and time of day as written, or the customer's date: it names the
    enrolment (S15)."""

    campaign: Campaign
    entry: Schedule
    cause: str


def firings(run: Run, beginning: datetime, until: datetime) -> dict[datetime, list[Firing]]:
    """All that fire from the beginning to at least `until`, by instant, there in the order of
    campaigns."""
    found: dict[datetime, list[Firing]] = {}
    for campaign in run.campaigns():
        if not isinstance(campaign.entry, Schedule):
            continue
        for at, cause in _moments(run, campaign.entry, beginning, until):
            if beginning <= at:
                found.setdefault(at, []).append(Firing(campaign, campaign.entry, cause))
    return found


def _moments(
    run: Run, entry: Schedule, beginning: datetime, until: datetime
) -> Iterator[tuple[datetime, str]]:
    """Instants around the period, with what they are the cause as."""
    if isinstance(entry, OnDate):
        yield from around_dates(run.view(), entry, beginning, until)
    elif isinstance(entry, At):
        yield entry.instant, _written(entry.moment)
    else:
        yield from _of_days(run, entry, beginning, until)


def around_dates(
    view: View, entry: OnDate, beginning: datetime, until: datetime
) -> Iterator[tuple[datetime, str]]:
    """The instants around the customer's date, each version's while it holds, with the date: it
    names the enrolment, so that it lets in once."""
    versions = view.history.versions
    ends = [*(version.since for version in versions[1:]), None]
    for version, end in zip(versions, ends, strict=False):
        since = version.since or _EVER
        there = replace(view, position=Position(since))
        for at, cause in _of_version(there, entry, beginning, until):
            if since <= at and (end is None or at < end):
                yield at, cause


def _of_version(
    view: View, entry: OnDate, beginning: datetime, until: datetime
) -> Iterator[tuple[datetime, str]]:
    around = entry.around
    base, zone = value(view, around.value), around.zone or view.zone
    if isinstance(base, datetime):
        yield of_one(around, base, zone), cause_of_instant(base)
    elif isinstance(base, date) and around.yearly:
        for at, day in of_years(around, base, zone, beginning.year, until.year):
            yield at, day.isoformat()
    elif isinstance(base, date):
        yield of_one(around, base, zone), base.isoformat()


def _written(civil: datetime) -> str:
    return civil.isoformat(sep=" ", timespec="minutes")


def _of_days(
    run: Run, entry: Every, beginning: datetime, until: datetime
) -> Iterator[tuple[datetime, str]]:
    for day in _days(beginning.date(), until.date()):
        if _matches(entry, day):
            civil = datetime.combine(day, entry.at)
            for zone in (entry.zone,) if entry.zone else _zones(run):
                at = to_instant(civil, zone)
                if entry.zone or run.view(position=Position(at)).zone == zone:
                    yield at, _written(civil)


def _zones(run: Run) -> list[str]:
    """Every zone that was ever the customer's; at each instant one of them is."""
    instants = [version.since for version in run.history.versions if version.since]
    views = [run.view(position=Position(at)) for at in (_EVER, *instants)]
    return sorted({view.zone for view in views})


def _days(first: date, last: date) -> Iterator[date]:
    """The civil dates of a period of UTC dates, on any clock."""
    for number in range(first.toordinal() - 1, last.toordinal() + 2):
        yield date.fromordinal(number)


def _matches(entry: Every, day: date) -> bool:
    """Day 31 falls on the last day of shorter months (S4)."""
    if entry.month_day is not None:
        return day.day == min(entry.month_day, monthrange(day.year, day.month)[1])
    week = (day - _FIRST_MONDAY).days // 7
    return day.isoweekday() in entry.weekdays and week % entry.weeks == 0
