"""What people did to whole campaigns, and whom they forgot: before anything else at an instant
(S36, S38)."""

from __future__ import annotations

from datetime import datetime

from runtime import acts
from runtime.acts import Dates, Doing
from runtime.interpreter.run import Enrolment, Run
from runtime.interpreter.view import EVENTS_FIRST, Position
from runtime.interpreter.walk import advance, leave


def positions(run: Run) -> set[Position]:
    """Where somebody did something."""
    moved = {each.moved for each in run.enrolments if each.moved is not None}
    return moved | {Position(act.at, EVENTS_FIRST) for act in run.acts if act.at >= run.beginning}


def apply(run: Run) -> None:
    """Stops end everybody; then those go on who are to do so at once: whom a resume lets go on, and
    whom the new text does."""
    for enrolment in run.enrolments_in_order():
        if enrolment.open and _stopped(run, enrolment):
            leave(run, enrolment, Doing.STOPPED, "S36")
    for enrolment in run.enrolments_in_order():
        dates = _goes_on(run, enrolment)
        if dates is not None and enrolment.open:
            advance(run, enrolment, dates)


def _goes_on(run: Run, enrolment: Enrolment) -> Dates | None:
    """What becomes of the wait of who may go on here; None: nothing."""
    dates = acts.resumed(run.acts, enrolment.campaign.name, run.at)
    if dates is None and enrolment.moved == run.position and not run.shut(enrolment.campaign):
        return Dates.KEEP
    return dates


def forget(run: Run, at: datetime) -> None:
    """Everything that is open ends, and nothing more comes of the customer (S38)."""
    run.position = Position(at, EVENTS_FIRST)
    for enrolment in run.enrolments_in_order():
        if enrolment.open:
            leave(run, enrolment, "forgotten", "S38")


def _stopped(run: Run, enrolment: Enrolment) -> bool:
    return any(
        act.at == run.at and act.doing is Doing.STOPPED and act.campaign == enrolment.campaign.name
        for act in run.acts
    )
