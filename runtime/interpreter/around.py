"""Instants around a day or a time that is known of a customer, an event or an answer (S4, S23)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from compiler.model.around import Around
from compiler.model.values import Plain
from compiler.zones import to_civil, to_instant
from runtime.interpreter.clock import exact
from runtime.interpreter.values import value
from runtime.interpreter.view import View
from runtime.interpreter.yearly import in_year

FIRST, LAST = (each.replace(tzinfo=UTC) for each in (datetime.min, datetime.max))


def instant(view: View, of: Around) -> datetime | None:
    """The instant; of a day that comes every year the next one, now included. None where the date
    is unknown."""
    base = value(view, of.value)
    if base is None:
        return None
    if not of.yearly:
        return of_one(of, base, of.zone or view.zone)
    this = view.at.year
    around = of_years(of, base, of.zone or view.zone, this, this)
    return min(at for at, _ in around if at >= view.at)


def of_years(
    of: Around, base: Plain, zone: str, first: int, last: int
) -> Iterator[tuple[datetime, date]]:
    """The instants around a day of every year that can lie in these years, with the year's day."""
    assert isinstance(base, date)
    far = abs(of.days or 0) // 365 + 2
    for year in range(first - far, last + far + 1):
        day = in_year(base, year)
        yield of_one(of, day, zone), day


def of_one(of: Around, base: Plain, zone: str) -> datetime:
    """The instant around a day or a time."""
    if isinstance(base, datetime):
        return _within(lambda: _around_time(of, base, zone), base.year)
    assert isinstance(base, date)
    return _within(lambda: _on_day(of, base, zone), base.year)


def _around_time(of: Around, base: datetime, zone: str) -> datetime:
    if of.at is not None:
        return _on_day(of, to_civil(base, zone).date(), zone)
    if of.days is None:
        assert of.duration is not None
        return base + of.sign * exact(of.duration)
    return to_instant(to_civil(base, zone) + timedelta(days=of.days), zone)


def _on_day(of: Around, day: date, zone: str) -> datetime:
    assert of.at is not None and of.days is not None
    return to_instant(datetime.combine(day + timedelta(days=of.days), of.at), zone)


def _within(make: Callable[[], datetime], year: int) -> datetime:
    """What lies beyond all calendars never comes, or is long past."""
    try:
        return make()
    except OverflowError:
        return LAST if year > 5000 else FIRST
