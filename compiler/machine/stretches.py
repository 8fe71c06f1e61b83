"""Quiet time of sends, as stretches of a clock's day or week (S25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from compiler.model.campaigns import Campaign
from compiler.model.declarations import Channel, Policy, Quiet

DAY = 86_400
WEEK = 7 * DAY

Items = tuple[Quiet, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the period, in seconds since its beginning, and when the quiet time that it
    belongs to ends: at `end`, which may lie in the next one. `drops`: it drops messages."""

    start: int
    until: int
    end: int
    drops: bool = False


def quiet_items(
    policy: Policy, campaign: Campaign, channel: Channel, service: bool, to_staff: bool = False
) -> Items:
    """The policy's, the campaign's and the channel's; messages for service do not heed the
    policy's nor the law's, and those to colleagues only the channel's."""
    if to_staff:
        return channel.quiet
    common = () if service else policy.quiet
    return common + campaign.quiet + channel.heeds(service=service)


def period(items: Sequence[Quiet]) -> int:
    """After how many seconds the items say the same again: a day, or a week from Monday on."""
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


def pieces(items: Sequence[Quiet]) -> tuple[Stretch, ...]:
    """The stretches, cut wherever an item that drops messages begins or ceases to hold."""
    length = period(items)
    dropping = [
        (start + turn * length, end + turn * length)
        for item in items
        if item.drop
        for start, end in _spans(item, length)
        for turn in (-1, 0)
    ]
    return tuple(
        Stretch(start, until, each.end, any(a <= start < b for a, b in dropping))
        for each in stretches(items)
        for start, until in _cut(each, dropping)
    )


def _cut(stretch: Stretch, spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    inside = {at for span in spans for at in span if stretch.start < at < stretch.until}
    return pairwise(sorted({stretch.start, stretch.until, *inside}))


def _spans(item: Quiet, length: int) -> Iterable[tuple[int, int]]:
    if item.start is not None and item.end is not None:
        start, end = _since_midnight(item.start), _since_midnight(item.end)
        for midnight in range(0, length, DAY):
            yield midnight + start, midnight + (end if end > start else end + DAY)
    for weekday in item.weekdays:
        yield (weekday - 1) * DAY, weekday * DAY


def _since_midnight(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
