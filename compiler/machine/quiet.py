"""Quiet time of sends, as stretches of a week (S25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from sqlglot import exp

from compiler.machine.template import sql
from compiler.model.declarations import Channel, Policy, Quiet

DAY = 86_400_000_000
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the week, in microseconds since Monday 00:00, and when the quiet time that it
    belongs to ends: at `end`, which may lie in the next week."""

    start: int
    until: int
    end: int


def quiet_items(policy: Policy, channel: Channel, service: bool) -> tuple[Quiet, ...]:
    """The policy's and the channel's; messages for service heed the channel's alone."""
    return channel.quiet if service else policy.quiet + channel.quiet


def stretches(items: Iterable[Quiet]) -> tuple[Stretch, ...]:
    """The union of the items over the circle of a week; empty where there is none. A union that
    covers the whole week has no end: the compiler refuses it before."""
    spans = sorted(
        (start + turn * WEEK, end + turn * WEEK)
        for item in items
        for start, end in _spans(item)
        for turn in (-1, 0, 1)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(
        Stretch(max(start, 0), min(end, WEEK), end)
        for start, end in joined
        if start < WEEK and end > 0
    )


def _spans(item: Quiet) -> Iterable[tuple[int, int]]:
    if item.start is not None and item.end is not None:
        start, end = _since_midnight(item.start), _since_midnight(item.end)
        for day in range(7):
            yield day * DAY + start, day * DAY + (end if end > start else end + DAY)
    for weekday in item.weekdays:
        yield (weekday - 1) * DAY, weekday * DAY


def _since_midnight(moment: time) -> int:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return seconds * 1_000_000 + moment.microsecond


WEEK_TIME = "(epoch_us(r.civil) + 259200000000) % 604800000000"
"""Microseconds since Monday 00:00 of what `r.civil` shows; 1970-01-01 was a Thursday."""


def quiet_end(items: Iterable[Quiet]) -> exp.Expr:
    """The civil time at which the quiet time around `r.civil` ends; NULL where there is none."""
    cases = exp.Case()
    for stretch in stretches(items):
        inside = sql("r.week_time >= :a AND r.week_time < :b", a=stretch.start, b=stretch.until)
        end = sql("make_timestamp(epoch_us(r.civil) + (:end - r.week_time))", end=stretch.end)
        cases = cases.when(inside, end, copy=False)
    return cases if cases.args.get("ifs") else exp.cast(exp.null(), "TIMESTAMP", copy=False)


def drops(items: Iterable[Quiet]) -> exp.Expr:
    """Whether an item that drops messages holds at `r.civil`."""
    inside = [
        sql("(r.week_time >= :a AND r.week_time < :b)", a=stretch.start, b=stretch.until)
        for stretch in stretches(item for item in items if item.drop)
    ]
    return exp.or_(*inside, copy=False) if inside else exp.false()
