"""Who leaves because of what holds, and no longer holds: `leave if`, `only while` (S18, S21)."""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace

from compiler.model.conditions import AnyOf
from runtime.interpreter.conditions import holds
from runtime.interpreter.movements import changing
from runtime.interpreter.run import Enrolment, Run
from runtime.interpreter.view import Position
from runtime.interpreter.walk import leave
from runtime.interpreter.watching import calendar_at


def ahead(run: Run) -> list[Position]:
    """The next position at which something can change that an open enrolment hangs on."""
    found: list[Position] = []
    for enrolment in run.enrolments:
        if enrolment.open and enrolment.campaign.ways_out:
            there = _looked_at(run, enrolment)
            found += there[bisect(there, run.position):][:1]
    return found


def _looked_at(run: Run, enrolment: Enrolment) -> tuple[Position, ...]:
    """Where one of its conditions can change: there all of them are looked at."""
    ways = AnyOf(tuple(enrolment.campaign.ways_out.values()))
    return changing(run.view(enrolment), ways)


def leave_by_condition(run: Run, enrolment: Enrolment) -> None:
    """The open enrolment ends here where a condition can change, and one says so."""
    if not enrolment.campaign.ways_out or run.position not in _looked_at(run, enrolment):
        return
    found = ways_out(run, enrolment)
    if found:
        leave(run, enrolment, found[0], "S21")


def ways_out(run: Run, enrolment: Enrolment) -> list[str]:
    """The reasons that hold at this position. The calendar is that of the latest snapshot, as for
    who joins (S8)."""
    ways = enrolment.campaign.ways_out
    if not ways:
        return []
    calendar = calendar_at(run.project, run.position)
    view = replace(run.view(enrolment), calendar=calendar)
    return [reason for reason, condition in ways.items() if holds(view, condition)]
