"""Steps that an event or an instant ends: `until E, at most D`."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from enum import Enum, auto

from compiler.model.occurring import Occurring
from runtime.acts import Dates
from runtime.interpreter.run import Enrolment, Run, Waiting, Walk


class End(Enum):
    """How steps ended: by a step that leaves, by themselves, by the event, or by the time."""

    LEFT = auto()
    ITSELF = auto()
    ANSWERED = auto()
    OVER = auto()


def bounded(
    run: Run, enrolment: Enrolment, walk: Walk, on: Occurring, limit: datetime
) -> Generator[Waiting, Dates | None, End]:
    """Walks on, until at some wait the event comes, or the limit. At one position they come before
    what the wait itself waits for. A campaign with such steps is never resumed."""
    while True:
        try:
            waiting = next(walk)
        except StopIteration as done:
            return End.LEFT if done.value else End.ITSELF
        yield Waiting(min(waiting.until, limit), (on, *waiting.answers))
        if run.event is not None and run.matches(on, run.position.place, enrolment):
            return End.ANSWERED
        if run.event is None and run.at == limit:
            return End.OVER
