"""The instants at which a schedule lets in, on each clock (S4, S37). Pure: no database."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from compiler.model.entries import At, Every, Schedule
from compiler.zones import to_instant

_FIRST_MONDAY = date(1970, 1, 5)


@dataclass(frozen=True, slots=True)
class Moment:
    """`zone` None: for all customers. `cause` is the date and time of day as written (S15)."""

    zone: str | None
    at: datetime
    cause: str


def moments(
    entry: Schedule, zones: Iterable[str], prev: datetime, until: datetime
) -> list[Moment]:
    """All that lie in [prev, until), instants aware; `zones` are the clocks that customers have,
    where the schedule goes by their own."""
    found = _at(entry) if isinstance(entry, At) else _every(entry, zones, prev, until)
    return [each for each in found if prev <= each.at < until]


def _at(entry: At) -> Iterator[Moment]:
    yield Moment(None, entry.instant, _written(entry.moment))


def _every(entry: Every, zones: Iterable[str], prev: datetime, until: datetime) -> Iterator[Moment]:
    """Civil dates lie at most a day beside those of UTC."""
    day = prev.astimezone(UTC).date() - timedelta(days=1)
    last = until.astimezone(UTC).date() + timedelta(days=1)
    while day <= last:
        if matches(entry, day):
            civil = datetime.combine(day, entry.at)
            for zone in (entry.zone,) if entry.zone else zones:
                named = None if entry.zone else zone
                yield Moment(named, to_instant(civil, zone), _written(civil))
        day += timedelta(days=1)


def matches(entry: Every, day: date) -> bool:
    """Whether the schedule has this civil date; day 31 is the last day of shorter months."""
    if entry.month_day is not None:
        return day.day == min(entry.month_day, monthrange(day.year, day.month)[1])
    week = (day - _FIRST_MONDAY).days // 7
    return day.isoweekday() in entry.weekdays and week % entry.weeks == 0


def _written(civil: datetime) -> str:
    return civil.isoformat(sep=" ", timespec="minutes")
