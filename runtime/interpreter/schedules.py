"""The instants at which schedules fire for one customer (S4, S37)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from compiler.model.campaigns import Campaign
from compiler.model.entries import At, Every, OnDate, Schedule
from compiler.model.values import Plain
from compiler.zones import to_instant
from runtime.interpreter.around import of_one, of_years
from runtime.interpreter.run import Run, cause_of_instant
from runtime.interpreter.values import value
from runtime.interpreter.view import Position, View

_FIRST_MONDAY = date(1970, 1, 5)
_EVER, _NEVER = (each.replace(tzinfo=UTC) for each in (datetime.min, datetime.max))


@dataclass(frozen=True, slots=True)
class Firing:
    """`cause` is the date and time of day as written, or the customer's date: it names the
    enrolment (S15). `record`: the id of the one whose date it is."""

    campaign: Campaign
    entry: Schedule
    cause: str
    record: str | None = None


def firings(run: Run, beginning: datetime, until: datetime) -> dict[datetime, list[Firing]]:
    """All that fire from the beginning to at least `until`, by instant, there in the order of
    campaigns, and those of a campaign in the order of causes."""
    found: dict[datetime, list[Firing]] = {}
    for campaign in run.campaigns():
        if not isinstance(campaign.entry, Schedule):
            continue
        moments = _moments(run, campaign.entry, beginning, until)
        for each in sorted(moments, key=lambda each: each.cause):
            if beginning <= each.at:
                firing = Firing(campaign, campaign.entry, each.cause, each.record)
                found.setdefault(each.at, []).append(firing)
    return found


class Moment(NamedTuple):
    """An instant at which a schedule fires."""

    at: datetime
    cause: str
    record: str | None = None


def _moments(
    run: Run, entry: Schedule, beginning: datetime, until: datetime
) -> Iterator[Moment]:
    """Around the period."""
    if isinstance(entry, OnDate):
        yield from around_dates(run.view(), entry, beginning, until)
    elif isinstance(entry, At):
        yield Moment(entry.instant, _written(entry.moment))
    else:
        yield from _of_days(run, entry, beginning, until)


def around_dates(
    view: View, entry: OnDate, beginning: datetime, until: datetime
) -> Iterator[Moment]:
    """The instants around the customer's dates, each while the version of the customer holds, and
    that of the record, with the date: it names the enrolment, so that it lets in once."""
    versions = view.history.versions
    ends = [*(version.since for version in versions[1:]), None]
    for version, end in zip(versions, ends, strict=False):
        since = version.since or _EVER
        there = replace(view, position=Position(since))
        for base, of, first, last in _bases(there, entry, since, end or _NEVER):
            for at, cause in _around(there, entry, base, beginning, until):
                if first <= at < last:
                    yield Moment(at, f"{of} {cause}" if of else cause, of)


def _bases(
    view: View, entry: OnDate, since: datetime, until: datetime
) -> Iterator[tuple[Plain | None, str | None, datetime, datetime]]:
    """The dates of the customer, or of their records with their ids, from when until when."""
    around = entry.around.value
    if entry.record is None:
        yield value(view, around), None, since, until
        return
    for each in view.history.records:
        if each.kind == entry.record and view.known:
            first, last = max(since, each.since or _EVER), min(until, each.until or _NEVER)
            yield value(view.with_row(each), around), each.id, first, last


def _around(
    view: View, entry: OnDate, base: Plain | None, beginning: datetime, until: datetime
) -> Iterator[tuple[datetime, str]]:
    around = entry.around
    zone = around.zone or view.zone
    if isinstance(base, datetime):
        yield of_one(around, base, zone), cause_of_instant(base)
    elif isinstance(base, date) and around.yearly:
        for at, day in of_years(around, base, zone, beginning.year, until.year):
            yield at, day.isoformat()
    elif isinstance(base, date):
        yield of_one(around, base, zone), base.isoformat()


def _written(civil: datetime) -> str:
    return civil.isoformat(sep=" ", timespec="minutes")


def _of_days(run: Run, entry: Every, beginning: datetime, until: datetime) -> Iterator[Moment]:
    for day in _days(beginning.date(), until.date()):
        if _matches(entry, day):
            civil = datetime.combine(day, entry.at)
            for zone in (entry.zone,) if entry.zone else _zones(run):
                at = to_instant(civil, zone)
                if entry.zone or run.view(position=Position(at)).zone == zone:
                    yield Moment(at, _written(civil))


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
