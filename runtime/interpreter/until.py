"""Steps that an event or an instant ends: `until E, at most D`."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum, auto

from compiler.model.steps import Until
from runtime.acts import Dates
from runtime.interpreter.clock import exact
from runtime.interpreter.run import Enrolment, Run, Waiting, Walk, heard
from runtime.interpreter.view import Position


class End(Enum):
    """How steps ended: by a step that leaves, by themselves, by the event, or by the time."""

    LEFT = auto()
    ITSELF = auto()
    ANSWERED = auto()
    OVER = auto()


Ended = tuple[End, Position | None]
"""How steps ended; where by the event, its position."""


def bounded(
    run: Run, enrolment: Enrolment, step: Until, walk: Walk
) -> Generator[Waiting, Dates | None, Ended]:
    """Walks on, until at some wait the event comes, or the end of the time. At one position they
    come before what the wait itself waits for. Where a resume makes it look again, so do they; one
    that restarts waits begins the time anew (S36)."""
    dates: Dates | None = None
    while True:
        try:
            waiting = walk.send(dates)
        except StopIteration as done:
            return (End.LEFT if done.value else End.ITSELF), None
        until = min(waiting.until, enrolment.limits[step.id])
        dates = yield Waiting(until, waiting.step, (step.on, *waiting.answers))
        if dates is Dates.RESTART:
            enrolment.limits[step.id] = run.at + exact(step.at_most)
        ended = _ended(run, enrolment, step, dates)
        if ended is not None:
            return ended


def _ended(run: Run, enrolment: Enrolment, step: Until, dates: Dates | None) -> Ended | None:
    """Whether the steps end at this position, and by what."""
    limit = enrolment.limits[step.id]
    if dates is not None:
        answer = heard(run, enrolment, (step.on,), limit)
        if answer is not None:
            return End.ANSWERED, answer
        return (End.OVER, None) if Position(limit) <= run.position else None
    if run.event is None:
        return (End.OVER, None) if run.at == limit else None
    answered = run.matches(step.on, run.position.place, enrolment)
    return (End.ANSWERED, run.position) if answered else None
