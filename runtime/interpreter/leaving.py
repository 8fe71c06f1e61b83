"""Who leaves because of what holds, and no longer holds: `leave if`, `only while` (S18, S21)."""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace

from compiler.model.campaigns import LEFT_IF
from compiler.model.conditions import AnyOf
from compiler.model.steps import Step
from runtime.interpreter.conditions import holds
from runtime.interpreter.movements import changing
from runtime.interpreter.run import Enrolment, Run
from runtime.interpreter.view import Position, View
from runtime.interpreter.walk import leave, part
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
        steps = _parting(run, enrolment) if found[0] == LEFT_IF else ()
        leave(run, enrolment, found[0], "S21")
        part(run, enrolment, steps)


def _parting(run: Run, enrolment: Enrolment) -> tuple[Step, ...]:
    """What is done for who leaves by the first of the lines `leave if` that holds."""
    view, campaign = _seeing(run, enrolment), enrolment.campaign
    places = (n for n, each in enumerate(campaign.leaves_if) if holds(view, each))
    first = next(places)
    return next((each.steps for each in campaign.partings if first in each.leaves_if), ())


def ways_out(run: Run, enrolment: Enrolment) -> list[str]:
    """The reasons that hold at this position."""
    ways = enrolment.campaign.ways_out
    if not ways:
        return []
    view = _seeing(run, enrolment)
    return [reason for reason, condition in ways.items() if holds(view, condition)]


def _seeing(run: Run, enrolment: Enrolment) -> View:
    """What the conditions look at. The calendar is that of the latest snapshot, as for who joins
    (S8)."""
    return replace(run.view(enrolment), calendar=calendar_at(run.project, run.position))
