"""A walk that begins in the middle: from a step at which the enrolment already stands (S35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compiler.model.steps import (
    BestHour,
    FirstOf,
    Repeat,
    Send,
    Settle,
    Step,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitFor,
    WaitUntil,
)
from compiler.walk import blocks, walk
from runtime.interpreter.run import Enrolment, Run, Walk, still
from runtime.interpreter.send import send
from runtime.interpreter.walk import block, finish, passes, wait, wait_for, waits_until, within


def onward(run: Run, enrolment: Enrolment, at: str, until: datetime) -> Walk:
    """Stands at the step of that id until then, and goes on from there to the campaign's end."""
    return finish(run, enrolment, _from(run, enrolment, enrolment.campaign.steps, at, until))


def _from(
    run: Run, enrolment: Enrolment, steps: Sequence[Step], at: str, until: datetime
) -> Walk:
    place = next(place for place, step in enumerate(steps) if _holds(step, at))
    if (yield from _within(run, enrolment, steps[place], at, until)):
        return True
    return (yield from block(run, enrolment, steps[place + 1:]))


def _holds(part: object, at: str) -> bool:
    """Whether it is the step of that id, or has it somewhere in it."""
    return any(getattr(each, "id", None) == at for each in walk(part))


def _within(run: Run, enrolment: Enrolment, step: Step, at: str, until: datetime) -> Walk:
    if step.id == at:
        return (yield from _standing(run, enrolment, step, until))
    if isinstance(step, Repeat):
        return (yield from _repeated(run, enrolment, step, at, until))
    inner = next(steps for _, steps in blocks(step) if any(_holds(each, at) for each in steps))
    found = _from(run, enrolment, inner, at, until)
    if isinstance(step, Until) and inner is step.steps:
        return (yield from within(run, enrolment, step, found))
    return (yield from found)


def _standing(run: Run, enrolment: Enrolment, step: Step, until: datetime) -> Walk:
    match step:
        case Wait():
            return (yield from wait(run, enrolment, step, until))
        case WaitUntil() | WaitAround() | BestHour():
            return (yield from waits_until(run, enrolment, step, until))
        case WaitFor() | FirstOf():
            return (yield from wait_for(run, enrolment, step, until))
        case Send():
            yield from still(run, until, step.id)
            return (yield from send(run, enrolment, step))
        case Settle() | Trial():
            return (yield from still(run, until, step.id))
    raise AssertionError(f"nobody stands at step {step.id}")


def _repeated(
    run: Run, enrolment: Enrolment, step: Repeat, at: str, until: datetime
) -> Walk:
    """In a pass, or before one."""
    place = next(place for place, each in enumerate(step.passes) if _holds(each, at))
    if step.passes[place].id == at:
        yield from still(run, until, at)
        return (yield from passes(run, enrolment, step, run.at, place))
    if (yield from _from(run, enrolment, step.passes[place].steps, at, until)):
        return True
    return (yield from passes(run, enrolment, step, enrolment.passes[step.id], place + 1))
