"""Which arm of a split a customer gets, and whether they wait for its test (S19, S20)."""

from __future__ import annotations

from collections.abc import Sequence

from compiler import learning
from compiler.model.steps import Arm, Split, Trial
from runtime.identity import unit
from runtime.interpreter.learning import in_force, over, seen
from runtime.interpreter.run import Enrolment, Run
from runtime.interpreter.view import TIMER


def waits(run: Run, enrolment: Enrolment, trial: Trial, split: Split) -> bool:
    """Whether the customer is not of the test of a split, and has no arm of it yet."""
    lot, campaign = learning.lot_of(trial), enrolment.campaign.name
    of_it = unit(run.identity.salt, campaign, lot, run.history.key) < trial.part
    return not (of_it or _has(run, enrolment, split) or _is_over(run, enrolment, split))


def ends(run: Run, enrolment: Enrolment, step: Split) -> tuple[int, ...]:
    """Where each arm ends: by the text of the entry, moved as of the latest snapshot (S8, S35), or
    by a test that is over."""
    if step.trial and _is_over(run, enrolment, step):
        at = over(run.moved, enrolment.campaign, step)
        return in_force(run.moved, enrolment.campaign, step, at)
    if step.maximises is None:
        return learning.ends(step)
    timer = run.position.place == TIMER
    snapshot = seen(run.at, run.project.policy.timezone, timer=timer)
    return in_force(run.moved, enrolment.campaign, step, snapshot)


def given(run: Run, enrolment: Enrolment, step: Split, ends: Sequence[int]) -> Arm:
    """Whoever was given one of its arms keeps the first that they were; others get it by u."""
    campaign, name = enrolment.campaign.name, _has(run, enrolment, step)
    u = unit(run.identity.salt, campaign, step.name, run.history.key)
    found = next(
        arm for arm, end in zip(step.arms, ends, strict=True)
        if (arm.name == name if name else u < end)
    )  # fmt: skip
    run.arms.setdefault((campaign, step.name), []).append(found.name)
    if step.trial and not _is_over(run, enrolment, step):
        enrolment.tried[learning.terms(enrolment.campaign, step)] = run.at
    return found


def _is_over(run: Run, enrolment: Enrolment, step: Split) -> bool:
    """Whether the test is."""
    return over(run.moved, enrolment.campaign, step) <= run.at


def _has(run: Run, enrolment: Enrolment, step: Split) -> str:
    """The arm that the customer has already: that of a test's line, or the first that they were
    given of those of the split; the empty text: none."""
    campaign = enrolment.campaign.name
    given = run.arms.get((campaign, step.name), [])
    names = [arm.name for arm in step.arms]
    forced = run.forced.get((run.history.key, campaign, step.name))
    return forced or next(filter(names.__contains__, given), "")
