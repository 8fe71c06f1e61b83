"""The ways through a campaign, as a graph without circles: stops, and how long from one to others.

A stop's number is larger than those of all stops behind it. Whoever leaves by an event or a
condition stops anywhere, which adds no message, so these lines are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from compiler.model.steps import (
    If,
    Leave,
    Listening,
    Repeat,
    Send,
    Split,
    Step,
    Until,
    WaitsUntil,
)
from compiler.pressure.lengths import AT_ONCE, NOTHING, Length, Lengths
from compiler.walk import steps as every_step

Road = tuple[Length, int]
"""How long to another stop, and its number."""


@dataclass
class Stop:
    """A message, or a place between steps."""

    send: Send | None = None
    on: list[Road] = field(default_factory=list)


@dataclass
class Ways:
    """The stops of a campaign; `start` is the entry."""

    lengths: Lengths
    stops: list[Stop] = field(default_factory=list)
    start: int = 0


def ways(steps: tuple[Step, ...], lengths: Lengths) -> Ways:
    """The graph of a campaign's steps."""
    made = Ways(lengths)
    made.start = _block(steps, _stop(made), made)
    return made


def _stop(made: Ways, *on: Road, send: Send | None = None) -> int:
    made.stops.append(Stop(send, list(on)))
    return len(made.stops) - 1


def _block(steps: tuple[Step, ...], behind: int, made: Ways) -> int:
    for step in reversed(steps):
        behind = _step(step, behind, made)
    return behind


def _step(step: Step, behind: int, made: Ways) -> int:
    """The number of the stop at which the step begins; `behind`: where it goes on."""
    own = made.lengths.own(step)
    if isinstance(step, Send):
        # Quiet time passes before the message goes, so the stop of the message is behind it.
        at = _stop(made, (AT_ONCE, behind), send=step)
        return at if own.most == NOTHING else _stop(made, (own, at))
    if isinstance(step, Leave):
        return _stop(made)
    if isinstance(step, Until):
        return _until(step, behind, made)
    if isinstance(step, Listening):
        over = step.at_most.length
        answered = [(Length(NOTHING, over), _block(way.steps, behind, made)) for way in step.ways]
        late = (Length(over, over), _block(step.otherwise, behind, made))
        return _stop(made, *answered, late)
    if isinstance(step, Repeat):
        return _repeat(step, behind, made)
    if isinstance(step, If):
        blocks = [*(branch.steps for branch in step.branches), step.otherwise]
        return _stop(made, *((AT_ONCE, _block(each, behind, made)) for each in blocks))
    if isinstance(step, Split):
        arms = [(AT_ONCE, _block(arm.steps, behind, made)) for arm in step.arms]
        return _stop(made, *arms)
    if isinstance(step, WaitsUntil) and step.then:
        return _stop(made, (own, _block(step.then, behind, made)), (AT_ONCE, behind))
    return behind if own == AT_ONCE else _stop(made, (own, behind))


def _until(step: Until, behind: int, made: Ways) -> int:
    """The event can end the steps anywhere; the end of the time only where as much has passed."""
    answered = [_block(way.steps, behind, made) for way in step.ways]
    over = _block(step.otherwise, behind, made)
    first = len(made.stops)
    head = _stop(made, (AT_ONCE, _block(step.steps, behind, made)))
    whole, limit = made.lengths.block(step.steps).most, step.at_most.length
    left = NOTHING if whole is None else max(NOTHING, limit - whole)
    for stop in made.stops[first:]:
        stop.on += [(Length(NOTHING, limit), each) for each in answered]
        stop.on.append((Length(left, limit), over))
    return head


def _repeat(step: Repeat, behind: int, made: Ways) -> int:
    """A pass begins so long after the one before began, and not before that one ended."""
    for each in reversed(step.passes):
        begin = _block(each.steps, behind, made)
        if each.number == 1:
            return begin
        took = made.lengths.block(each.steps)
        every = each.every.length
        pause = _pause(every, took, single=_sends(each.steps) == 1)
        behind = _stop(made, (Length(pause, every), begin))
    return behind


def _pause(every: timedelta, took: Length, *, single: bool) -> timedelta:
    """How long at the least from the end of a pass to the next. Of one message alone: quiet time
    and waits until a time of day put off each of them alike, so that `every` stays between them."""
    if single:
        return max(NOTHING, every - took.least)
    return NOTHING if took.most is None else max(NOTHING, every - took.most)


def _sends(steps: tuple[Step, ...]) -> int:
    return sum(isinstance(each, Send) for each in every_step(steps))
