"""Quiet time on a customer's clock (S25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from compiler.model.declarations import Quiet
from compiler.model.project import Project
from compiler.zones import to_civil, to_instant

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
Span = tuple[timedelta, timedelta]


@dataclass(frozen=True, slots=True)
class QuietTime:
    """It is quiet until `end`; `drop`: a message that meets it is not to wait."""

    end: datetime
    drop: bool


def quiet_items(project: Project, channel: str, service: bool) -> tuple[Quiet, ...]:
    """The union that a send by the channel heeds; a service message heeds the channel's only."""
    of_channel = project.channels[channel].quiet
    return of_channel if service else project.policy.quiet + of_channel


def quiet_at(items: Sequence[Quiet], at: datetime, zone: str) -> QuietTime | None:
    """The quiet time that holds at an instant on the clock of `zone`, or None.

    Items that overlap or meet are one. They stand on the circle of a week, half-open.
    """
    civil = to_civil(at, zone)
    monday = datetime.combine(civil.date() - civil.weekday() * _DAY, time())
    place = civil - monday
    held = [item for item in items if any(_holds(span, place) for span in _unrolled(item))]
    if not held:
        return None
    spans = sorted(span for item in items for span in _unrolled(item))
    end = to_instant(monday + _end_of_union(spans, place), zone)
    return QuietTime(end, any(item.drop for item in held)) if end > at else None


def _unrolled(item: Quiet) -> Iterator[Span]:
    """The item's spans from Monday 00:00, over the weeks before, of and after it."""
    for week in (-_WEEK, timedelta(), _WEEK):
        for start, end in _of_week(item):
            yield week + start, week + end


def _of_week(item: Quiet) -> Iterator[Span]:
    for weekday in item.weekdays:
        yield (weekday - 1) * _DAY, weekday * _DAY
    if item.start is not None and item.end is not None:
        start, end = _since_midnight(item.start), _since_midnight(item.end)
        over = end if end > start else end + _DAY
        for day in range(7):
            yield day * _DAY + start, day * _DAY + over


def _since_midnight(at: time) -> timedelta:
    return datetime.combine(datetime.min, at) - datetime.min


def _holds(span: Span, place: timedelta) -> bool:
    return span[0] <= place < span[1]


def _end_of_union(spans: Sequence[Span], place: timedelta) -> timedelta:
    """The end of what holds `place`, grown by every span that begins before it is over."""
    end = place
    for start, stop in spans:
        if start <= end < stop:
            end = stop
    return end
