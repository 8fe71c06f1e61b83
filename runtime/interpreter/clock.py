"""Durations, civil waits and windows' borders (S3, S4). Instants are aware UTC datetimes."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from compiler.model.windows import Duration
from compiler.zones import to_civil, to_instant

_EXACT = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_HOURS = ("second", "minute", "hour")
_MONTHS = {"month": 1, "year": 12}


def exact(duration: Duration) -> timedelta:
    """Days and weeks as multiples of 24 hours; months and years have no fixed length."""
    return duration.amount * _EXACT[duration.unit]


def moved(civil: datetime, amount: int, unit: str) -> datetime:
    """The same time of day so many days, weeks, months or years on; a day that the month does
    not have becomes its last (S4)."""
    if unit not in _MONTHS:
        return civil + amount * _EXACT[unit]
    months = civil.year * 12 + civil.month - 1 + amount * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    return civil.replace(year=year, month=month, day=min(civil.day, monthrange(year, month)[1]))


def later(at: datetime, duration: Duration, zone: str) -> datetime:
    """The end of a wait, of a cap's unit or of `again after`: hours are exact, days and longer
    keep the time of day on the clock of `zone` (S3)."""
    if duration.unit in _HOURS:
        return at + exact(duration)
    return to_instant(moved(to_civil(at, zone), duration.amount, duration.unit), zone)


def shifted(at: datetime, duration: Duration, sign: int, policy_zone: str) -> datetime:
    """A window's border, before (`sign` -1) or after `at`: days are multiples of 24 hours, months
    and years calendar steps on the policy's clock (S3)."""
    if duration.unit not in _MONTHS:
        return at + sign * exact(duration)
    civil = moved(to_civil(at, policy_zone), sign * duration.amount, duration.unit)
    return to_instant(civil, policy_zone)


def next_instant(now: datetime, at: time, weekday: int | None, zone: str) -> datetime:
    """The first instant, now included, that is `at` on the clock of `zone`, on that ISO weekday
    where one is given (S4)."""
    day = to_civil(now, zone).date()
    while True:
        instant = to_instant(datetime.combine(day, at), zone)
        if instant >= now and weekday in (None, day.isoweekday()):
            return instant
        day += timedelta(days=1)


def calendar_start(day: date, unit: str, *, following: bool) -> date:
    """The first day of the day, week (from Monday) or month that `day` lies in, or of the next."""
    if unit == "month":
        first = day.replace(day=1)
        return (first + timedelta(days=31)).replace(day=1) if following else first
    length = 7 if unit == "week" else 1
    first = day - timedelta(days=day.weekday()) if unit == "week" else day
    return first + timedelta(days=length) if following else first


def start_of_day(day: date, zone: str) -> datetime:
    """00:00 of the day on the clock of `zone`, or the first instant after a gap there."""
    return to_instant(datetime.combine(day, time()), zone)
