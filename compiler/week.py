"""Quiet times as stretches of the week, in minutes from Monday 00:00."""

from __future__ import annotations

from datetime import time

from compiler.model.declarations import Quiet

DAY = 24 * 60
WEEK = 7 * DAY


def minutes(item: Quiet) -> list[tuple[int, int]]:
    """The half-open stretches of a quiet time within the week (S25)."""
    if item.start is None or item.end is None:
        return [((day - 1) * DAY, day * DAY) for day in item.weekdays]
    start, end = _minute(item.start), _minute(item.end)
    if start < end:
        return [(day * DAY + start, day * DAY + end) for day in range(7)]
    return [
        part for day in range(7)
        for part in ((day * DAY, day * DAY + end), (day * DAY + start, (day + 1) * DAY))
    ]  # fmt: skip


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
