"""Who is moved along with what is applied, from an earlier version into today's (S35)."""

from __future__ import annotations

from runtime.interpreter.midway import onward
from runtime.interpreter.run import Enrolment, Run, Waiting
from runtime.journal import Kind


def move_along(run: Run) -> None:
    """Whoever is inside a version that today's text takes along stands in today's, at the step that
    it says, until when they stood; all else of theirs is by today's text from here on. They go on
    where that lets them go on at once. At a step of which it says nothing nobody stands; as long as
    it is not known yet what others did in a test, somebody may seem to."""
    for enrolment in run.enrolments_in_order():
        name = enrolment.campaign.name
        version = enrolment.text.versions.get(name, "")
        steps = run.today.moves.get((name, version), {})
        if enrolment.waiting is not None and enrolment.waiting.step in steps:
            _move(run, enrolment, enrolment.waiting, steps[enrolment.waiting.step])


def _move(run: Run, enrolment: Enrolment, waiting: Waiting, step: str) -> None:
    enrolment.campaign = run.today.project.campaigns[enrolment.campaign.name]
    enrolment.text, enrolment.moved = run.today, run.position
    if not enrolment.campaign.goals:
        enrolment.shadow = ""  # a campaign without a goal holds nobody out (S30)
    run.write(enrolment, Kind.MOVED, "S35", step=step, reason=f"from {waiting.step}")
    enrolment.walk = onward(run, enrolment, step, waiting.until)
    enrolment.waiting = next(enrolment.walk)
