"""How long a step and a block take at the least and at the most, on the customer's clock.

Days are 24 hours here: the customer's clock shows them so (S3). Changes of the clock or of the
customer's zone are left out. What has no bound is None: a wait until around a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from compiler.model.steps import (
    BestHour,
    If,
    Listening,
    Pass,
    Repeat,
    Send,
    Split,
    Step,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitUntil,
)
from compiler.pressure.clocks import Clocks
from compiler.pressure.quiet import Quiets

NOTHING, A_DAY, A_WEEK = timedelta(), timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Length:
    """From `least` to `most`; None: without bound. `puts_off`: it lasts until something that comes
    again each time so much has passed, a time of day or a weekday, and two who come here so much
    apart are as much apart behind it."""

    least: timedelta
    most: timedelta | None
    puts_off: timedelta | None = None


AT_ONCE = Length(NOTHING, NOTHING)


@dataclass(frozen=True)
class Lengths:
    """Of the steps of one campaign."""

    quiets: Quiets
    clocks: Clocks

    def own(self, step: Step) -> Length:
        """What the step itself takes, before what stands in its blocks."""
        if isinstance(step, Wait):
            return Length(step.duration.length, step.duration.length)
        if isinstance(step, WaitUntil):
            return self._until(step)
        if isinstance(step, WaitAround):
            return Length(NOTHING, None)
        if isinstance(step, BestHour):
            return Length(NOTHING, A_DAY)
        if isinstance(step, Trial):
            return Length(NOTHING, step.lasts.length)
        if isinstance(step, Send):
            return self._quiet(step)
        return AT_ONCE

    def _until(self, step: WaitUntil) -> Length:
        clock = self.clocks.get(step.id)
        if step.date is not None:
            return Length(NOTHING, None)
        if step.day is not None:
            return Length(NOTHING, A_DAY * (step.day + 1))
        if step.weekday is not None:
            return Length(NOTHING, A_WEEK, A_WEEK)
        if clock is None or step.zone is not None:
            return Length(NOTHING, A_DAY, A_DAY if step.zone is None else None)
        exact = _between(clock, step.at)
        return Length(exact, exact)

    def _quiet(self, send: Send) -> Length:
        clock = self.clocks.get(send.id)
        longest = self.quiets.longest(send)
        if longest == NOTHING or (clock is not None and self.quiets.free(clock, send)):
            return AT_ONCE
        return Length(NOTHING, longest, self.quiets.again(send))

    def block(self, steps: tuple[Step, ...]) -> Length:
        """A block that nobody leaves."""
        return _all([self.whole(step) for step in steps])

    def whole(self, step: Step) -> Length:
        """The step with its blocks, for who comes through."""
        own = self.own(step)
        if isinstance(step, Listening):
            ways = [_behind(Length(NOTHING, step.at_most.length), self.block(way.steps))
                    for way in step.ways]  # fmt: skip
            over = Length(step.at_most.length, step.at_most.length)
            inside = [self.block(step.steps)] if isinstance(step, Until) else []
            return _either([*ways, _behind(over, self.block(step.otherwise)), *inside])
        if isinstance(step, Repeat):
            passes = [self._pass(each) for each in step.passes]
            last = self.block(step.passes[-1].steps)
            return _behind(_all(passes[:-1]), last)
        if isinstance(step, If):
            blocks = [*(branch.steps for branch in step.branches), step.otherwise]
            return _either([self.block(each) for each in blocks])
        if isinstance(step, Split):
            return _either([self.block(arm.steps) for arm in step.arms])
        if isinstance(step, WaitUntil | WaitAround | BestHour) and step.then:
            return _behind(own, _either([self.block(step.then), AT_ONCE]))
        return own

    def _pass(self, each: Pass) -> Length:
        """From the beginning of one to that of the next."""
        inner, every = self.block(each.steps), each.every.length
        most = None if inner.most is None else max(every, inner.most)
        return Length(max(every, inner.least), most)


def _between(clock: time, at: time) -> timedelta:
    """From one time of day to the next instant of another, now included."""
    minutes = (at.hour - clock.hour) * 60 + at.minute - clock.minute
    return timedelta(minutes=minutes % (24 * 60))


def _all(every: list[Length]) -> Length:
    found = AT_ONCE
    for each in every:
        found = _behind(found, each)
    return found


def _behind(one: Length, other: Length) -> Length:
    most = None if one.most is None or other.most is None else one.most + other.most
    return Length(one.least + other.least, most)


def _either(every: list[Length]) -> Length:
    most = [each.most for each in every]
    bounded = [each for each in most if each is not None]
    return Length(min(each.least for each in every),
                  max(bounded) if len(bounded) == len(most) else None)  # fmt: skip
