"""Quiet time of sends, as stretches of a day or of a week (S25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from sqlglot import exp

from compiler.machine.template import sql
from compiler.model.declarations import Channel, Policy, Quiet

DAY = 86_400_000_000
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the period, in microseconds since its beginning, and when the quiet time that it
    belongs to ends: at `end`, which may lie in the next one."""

    start: int
    until: int
    end: int


def quiet_items(policy: Policy, channel: Channel, service: bool) -> tuple[Quiet, ...]:
    """The policy's and the channel's; messages for service heed the channel's alone."""
    return channel.quiet if service else policy.quiet + channel.quiet


def period(items: Sequence[Quiet]) -> int:
    """After how many microseconds the items say the same again: a day, or a week from Monday on."""
    return WEEK if any(item.weekdays for item in items) else DAY


def stretches(items: Sequence[Quiet]) -> tuple[Stretch, ...]:
    """The union of the items over the circle of their period; empty where there is none. A union
    that covers all of it has no end: the compiler refuses it before."""
    length = period(items)
    spans = sorted(
        (start + turn * length, end + turn * length)
        for item in items
        for start, end in _spans(item, length)
        for turn in (-1, 0, 1)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(
        Stretch(max(start, 0), min(end, length), end)
        for start, end in joined
        if start < length and end > 0
    )


def _spans(item: Quiet, length: int) -> Iterable[tuple[int, int]]:
    if item.start is not None and item.end is not None:
        start, end = _since_midnight(item.start), _since_midnight(item.end)
        for midnight in range(0, length, DAY):
            yield midnight + start, midnight + (end if end > start else end + DAY)
    for weekday in item.weekdays:
        yield (weekday - 1) * DAY, weekday * DAY


def _since_midnight(moment: time) -> int:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return seconds * 1_000_000 + moment.microsecond


WEEK_TIME = "(epoch_us(r.civil) + 259200000000) % 604800000000"
"""Microseconds since Monday 00:00 of what `r.civil` shows; 1970-01-01 was a Thursday."""


def quiet_end(items: Sequence[Quiet]) -> exp.Expr:
    """The civil time at which the quiet time around `r.civil` ends; NULL where there is none."""
    cases = exp.Case()
    now = _now(items)
    for stretch in stretches(items):
        inside = sql(":now >= :a AND :now < :b", now=now, a=stretch.start, b=stretch.until)
        end = sql("make_timestamp(epoch_us(r.civil) + (:end - :now))", end=stretch.end, now=now)
        cases = cases.when(inside, end, copy=False)
    return cases if cases.args.get("ifs") else exp.cast(exp.null(), "TIMESTAMP", copy=False)


def drops(items: Sequence[Quiet]) -> exp.Expr:
    """Whether an item that drops messages holds at `r.civil`."""
    dropping = [item for item in items if item.drop]
    now = _now(dropping)
    inside = [
        sql("(:now >= :a AND :now < :b)", now=now, a=stretch.start, b=stretch.until)
        for stretch in stretches(dropping)
    ]
    return exp.or_(*inside, copy=False) if inside else exp.false()


def _now(items: Sequence[Quiet]) -> exp.Expr:
    """Where `r.civil` stands in the period of the items."""
    if period(items) == WEEK:
        return sql("r.week_time")
    return sql("r.week_time % :day", day=DAY)
