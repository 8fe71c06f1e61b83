"""What is shown behind instants and waits, so that nobody need count: weekdays, and how long a wait
takes at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from compiler.editing.mentions.place import walk
from compiler.meaning.blocks import inner_blocks, top
from dsl import tree

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hint:
    """`text` is shown at `offset`; `more` when one points at it."""

    offset: int
    text: str
    more: str = ""


def hints(file: tree.File) -> list[Hint]:
    """The hints of a file in the order of the text."""
    found: list[Hint] = []
    for node in file.declarations:
        if isinstance(node, tree.Campaign):
            _block(top(node), timedelta(), found)
        found += _weekdays(node)
    return sorted(found, key=lambda each: each.offset)


def _weekdays(node: tree.Node) -> Iterator[Hint]:
    for each in walk(node):
        if isinstance(each, tree.Date | tree.Instant):
            yield Hint(each.span.end, f"{each.value:%A}")


Latest = timedelta | None
"""After the entry; None where a field of the customer decides."""


def _block(steps: Sequence[tree.Step], since: Latest, found: list[Hint]) -> Latest:
    """When these steps are over at the latest, whichever way one goes; adds a hint for each wait
    until an instant."""
    now = since
    for step in steps:
        now = _after(step, now, found)
    return now


def _after(step: tree.Step, now: Latest, found: list[Hint]) -> Latest:
    if isinstance(step, tree.Wait):
        return _plus(now, _length(step.duration))
    if isinstance(step, tree.WaitUntil | tree.BestHour):
        return _until(step, now, found)
    if isinstance(step, tree.WaitAround):
        return _block(step.steps, None, found)
    if isinstance(step, tree.WaitFor | tree.WaitForFirst):
        return _for(step, now, found)
    if isinstance(step, tree.UntilEvent):
        return _ended(step, now, found)
    if isinstance(step, tree.Repeat):
        return _repeated(step, now, found)
    if isinstance(step, tree.If):
        blocks = [*(branch.steps for branch in step.branches), step.otherwise]
        return _longest(_block(block, now, found) for block in blocks)
    if isinstance(step, tree.Split):
        return _longest(_block(arm.steps, now, found) for arm in step.arms)
    return now


def _until(step: tree.WaitUntil | tree.BestHour, now: Latest, found: list[Hint]) -> Latest:
    if isinstance(step, tree.WaitUntil) and (step.date is not None or step.day is not None):
        then = _fixed(step, now)
    else:
        weekly = isinstance(step, tree.WaitUntil) and step.weekday is not None
        longest = 7 * A_DAY if weekly else A_DAY
        then = _plus(now, longest)
        found.append(_hint(step, longest, then))
    return _longest([then, _block(step.steps, then, found)])


def _fixed(step: tree.WaitUntil, now: Latest) -> Latest:
    """The day is counted from the entry, or is a date, which comes when it comes."""
    if step.day is None or now is None:
        return None
    return max(now, (step.day + 1) * A_DAY)


def _for(step: tree.WaitFor | tree.WaitForFirst, now: Latest, found: list[Hint]) -> Latest:
    then = _plus(now, _length(step.at_most))
    return _longest(_block(block, then, found) for block in inner_blocks(step))


def _ended(step: tree.UntilEvent, now: Latest, found: list[Hint]) -> Latest:
    inside = _block(step.steps, now, found)
    limit = _plus(now, _length(step.at_most))
    over = limit if inside is None else (None if limit is None else min(inside, limit))
    behind = (step.then, step.otherwise)
    return _longest([over, *(_block(block, limit, found) for block in behind if block)])


def _repeated(step: tree.Repeat, now: Latest, found: list[Hint]) -> Latest:
    """The next pass begins `every` after the one before, or where that took longer, at its end."""
    _block(step.steps, None, found)
    once = _block(step.steps, timedelta(), [])
    every = _length(step.every)
    if once is None or every is None:
        return None
    return _plus(now, (step.times - 1) * max(every, once) + once)


def _hint(step: tree.Step, longest: timedelta, then: Latest) -> Hint:
    more = f"waits {in_words(longest)} at most, an hour more where clocks go back"
    if then is not None:
        more += f"; goes on at the latest {in_words(then)} after the entry, quiet time apart"
    first = step.at.span.end if isinstance(step, tree.WaitUntil) else step.span.end
    return Hint(first, f"in {in_words(longest)} at the latest", more)


def _length(duration: tree.Duration) -> Latest:
    seconds = _UNITS.get(duration.unit)
    return timedelta(seconds=duration.amount * seconds) if seconds else None


def _plus(now: Latest, more: Latest) -> Latest:
    return None if now is None or more is None else now + more


def _longest(ends: Iterable[Latest]) -> Latest:
    longest = timedelta()
    for end in ends:
        if end is None:
            return None
        longest = max(longest, end)
    return longest


def in_words(length: timedelta) -> str:
    """`7 days`, `1 day 2 hours`, `24 hours`."""
    if length == A_DAY:
        return "24 hours"
    hours, seconds = divmod(length.seconds, 3600)
    parts = ((length.days, "day"), (hours, "hour"), (seconds // 60, "minute"))
    said = [f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in parts if count]
    return " ".join(said) or "at once"
