"""Quiet time of a send (S25): whether it is quiet now, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from compiler.model.declarations import Quiet
from compiler.zones import to_civil, to_instant

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hush:
    """It is quiet until `end`; with `drop`, a message that meets it is dropped."""

    end: datetime
    drop: bool


def quiet_at(items: Sequence[Quiet], at: datetime, zone: str) -> Hush | None:
    """The quiet time around an instant on the clock of `zone`: the items that hold now, joined
    with all that touch them. A clock that was turned back may read a quiet time whose end is
    already past: then it is not quiet."""
    civil = to_civil(at, zone)
    monday = datetime.combine(civil.date(), time()) - civil.weekday() * _DAY
    now = civil - monday
    end = _end(now, sorted(span for item in items for span in _spans(item)))
    if end == now or to_instant(monday + end, zone) <= at:
        return None
    dropping = (span for item in items if item.drop for span in _spans(item))
    return Hush(to_instant(monday + end, zone), any(low <= now < high for low, high in dropping))


def _end(now: timedelta, spans: Sequence[tuple[timedelta, timedelta]]) -> timedelta:
    """Where one gets from `now` through spans (sorted by start) that overlap or touch; `now`
    itself where it lies in none."""
    end = now
    for low, high in spans:
        if low <= end < high:
            end = high
    return end


def _spans(item: Quiet) -> Iterator[tuple[timedelta, timedelta]]:
    """The item's half-open spans since Monday 00:00, of this week and its neighbours."""
    for day in range(-7, 14):
        if item.start is not None and item.end is not None:
            start, end = _since_midnight(item.start), _since_midnight(item.end)
            yield day * _DAY + start, day * _DAY + (end if end > start else end + _DAY)
        if day % 7 + 1 in item.weekdays:
            yield day * _DAY, (day + 1) * _DAY


def _since_midnight(moment: time) -> timedelta:
    return datetime.combine(datetime.min, moment) - datetime.min
