"""A goal that closes before the first message can never be reached because of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.steps import Leave, Listening, Send, Step, Wait
from compiler.walk import blocks

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0102", "goal-before-first-send",
        "A goal counts from the entry. One whose time is over before the first message is sent "
        "measures what customers do by themselves.",
        '''campaign win_back
  enter every Monday at 09:00 for loyal
  goal back: purchase within 2 days

  wait 3 days
  send hello by email
''',
        '''campaign win_back
  enter every Monday at 09:00 for loyal
  goal back: purchase within 7 days

  wait 3 days
  send hello by email
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0102 at each goal that closes before the earliest send."""
    for each in built:
        if each.campaign is None:
            continue
        first = _earliest(each.campaign.steps).send
        for goal, node in zip(each.campaign.goals, each.node.goals, strict=True):
            if first is not None and goal.within.length <= first:
                world.findings.add(
                    "W0102", node.within.span,
                    f"goal `{goal.name}` closes before the first message is sent",
                    "give the goal more time, or send earlier",
                )  # fmt: skip


@dataclass(frozen=True)
class Earliest:
    """How soon a block can send, and how soon it can be through; None: never."""

    send: timedelta | None
    through: timedelta | None


def _earliest(steps: tuple[Step, ...]) -> Earliest:
    now, first = timedelta(), None
    for step in steps:
        found = _of_step(step)
        if found.send is not None:
            first = now + found.send if first is None else min(first, now + found.send)
        if found.through is None:
            return Earliest(first, None)
        now += found.through
    return Earliest(first, now)


def _of_step(step: Step) -> Earliest:
    if isinstance(step, Wait):
        return Earliest(None, step.duration.length)
    if isinstance(step, Send):
        return Earliest(timedelta(), timedelta())
    if isinstance(step, Leave):
        return Earliest(None, None)
    ways = []
    for word, block in blocks(step):
        inner = _earliest(block)
        if isinstance(step, Listening) and word == "else":
            inner = _later(inner, step.at_most.length)
        ways.append(inner)
    if not ways:
        return Earliest(None, timedelta())
    return Earliest(_least(way.send for way in ways), _least(way.through for way in ways))


def _later(found: Earliest, by: timedelta) -> Earliest:
    return Earliest(
        found.send + by if found.send is not None else None,
        found.through + by if found.through is not None else None,
    )


def _least(times: Iterable[timedelta | None]) -> timedelta | None:
    return min((each for each in times if each is not None), default=None)
