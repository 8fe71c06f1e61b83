"""At which time of day, on the customer's clock, a step is reached, where that is always the same.

From it follows how long `wait until 10:00` waits, and whether a message can meet quiet time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from compiler.model.campaigns import Campaign
from compiler.model.entries import Every, OnDate
from compiler.model.steps import (
    Call,
    Give,
    If,
    Keep,
    Leave,
    Send,
    Settle,
    Split,
    Step,
    Wait,
    WaitAround,
    WaitUntil,
)
from compiler.pressure.quiet import Quiets
from compiler.walk import blocks

Clock = time | None
Clocks = dict[str, Clock]
"""By the id of a step; None: at different times."""

_AT_ONCE = (Call, Give, Keep, Settle)


def clocks(campaign: Campaign, quiets: Quiets) -> Clocks:
    """The time of day at which each step of the campaign is reached."""
    found: Clocks = {}
    _block(campaign.steps, _at_entry(campaign), quiets, found)
    return found


def _at_entry(campaign: Campaign) -> Clock:
    entry = campaign.entry
    if isinstance(entry, Every):
        return entry.at if entry.zone is None else None
    if isinstance(entry, OnDate):
        return entry.around.at if entry.around.zone is None else None
    return None


def _block(steps: Iterable[Step], clock: Clock, quiets: Quiets, found: Clocks) -> Clock:
    for step in steps:
        found[step.id] = clock
        clock = _behind(step, clock, quiets, found)
    return clock


def _behind(step: Step, clock: Clock, quiets: Quiets, found: Clocks) -> Clock:
    """The time of day behind a step; those of the steps in its blocks are noted."""
    if isinstance(step, Wait):
        return clock if step.duration.unit in ("day", "week") else None
    if isinstance(step, Send):
        return clock if clock is not None and quiets.free(clock, step) else None
    if isinstance(step, _AT_ONCE):
        return clock
    if isinstance(step, Leave):
        return None
    inside = _inside(step, clock)
    ends = [_block(block, inside, quiets, found) for _, block in blocks(step)]
    if isinstance(step, WaitUntil) and step.date is None and step.day is None:
        return _one([inside]) if not ends else _one([ends[0]])
    if isinstance(step, If | Split):
        return _one(ends)
    return None


def _inside(step: Step, clock: Clock) -> Clock:
    """The time of day at which the blocks of a step begin."""
    if isinstance(step, WaitUntil):
        return step.at if step.zone is None else None
    if isinstance(step, WaitAround):
        return step.around.at if step.around.zone is None else None
    if isinstance(step, If | Split):
        return clock
    return None


def _one(ends: list[Clock]) -> Clock:
    return ends[0] if len(set(ends)) == 1 else None
