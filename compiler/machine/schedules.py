"""The instants at which a schedule lets in, on each clock (S4, S37). Pure: no database."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from compiler.model.around import Around
from compiler.model.entries import At, Every, Schedule
from compiler.zones import to_instant

_FIRST_MONDAY = date(1970, 1, 5)


@dataclass(frozen=True, slots=True)
class Moment:
    """`zone` None: for all customers. `cause` is the date and time of day as written, or the
    customers' date (S15). `day`: that date as a number, 20260305, or 305 for one of every year."""

    zone: str | None
    at: datetime
    cause: str
    day: int = 0


def moments(
    entry: Schedule, zones: Iterable[str], prev: datetime, until: datetime
) -> list[Moment]:
    """All that lie in [prev, until), instants aware; `zones` are the clocks that customers have,
    where the schedule goes by their own."""
    found: Iterable[Moment]
    if isinstance(entry, At):
        found = _at(entry)
    elif isinstance(entry, Every):
        found = _every(entry, zones, prev, until)
    else:
        found = _around(entry.around, zones, prev, until)
    return [each for each in found if prev <= each.at < until]


def _at(entry: At) -> Iterator[Moment]:
    yield Moment(None, entry.instant, _written(entry.moment))


def _every(entry: Every, zones: Iterable[str], prev: datetime, until: datetime) -> Iterator[Moment]:
    for day in _days(prev, until):
        if matches(entry, day):
            civil = datetime.combine(day, entry.at)
            for zone in (entry.zone,) if entry.zone else zones:
                named = None if entry.zone else zone
                yield Moment(named, to_instant(civil, zone), _written(civil))


def _days(prev: datetime, until: datetime) -> Iterator[date]:
    """Civil dates lie at most a day beside those of UTC."""
    day = prev.astimezone(UTC).date() - timedelta(days=1)
    last = until.astimezone(UTC).date() + timedelta(days=1)
    while day <= last:
        yield day
        day += timedelta(days=1)


def _around(
    of: Around, zones: Iterable[str], prev: datetime, until: datetime
) -> Iterator[Moment]:
    """For each day the date around which it is."""
    assert of.at is not None and of.days is not None
    for day in _days(prev, until):
        around = day - timedelta(days=of.days)
        for zone in (of.zone,) if of.zone else zones:
            at = to_instant(datetime.combine(day, of.at), zone)
            for number in _numbers(around, of.yearly):
                yield Moment(None if of.zone else zone, at, around.isoformat(), number)


def _numbers(day: date, yearly: bool) -> list[int]:
    """February 28 is also the day of who was born on February 29, where there is none (S4)."""
    place = day.month * 100 + day.day
    if not yearly:
        return [day.year * 10_000 + place]
    return [place, 229] if place == 228 and not isleap(day.year) else [place]


def matches(entry: Every, day: date) -> bool:
    """Whether the schedule has this civil date; day 31 is the last day of shorter months."""
    if entry.month_day is not None:
        return day.day == min(entry.month_day, monthrange(day.year, day.month)[1])
    week = (day - _FIRST_MONDAY).days // 7
    return day.isoweekday() in entry.weekdays and week % entry.weeks == 0


def _written(civil: datetime) -> str:
    return civil.isoformat(sep=" ", timespec="minutes")
