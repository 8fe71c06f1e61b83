"""Splits, and the tests that decide them once."""

from __future__ import annotations

from dataclasses import replace

from compiler.meaning.answers import occurring
from compiler.meaning.first import Block
from compiler.meaning.literals import duration, share
from compiler.meaning.names import unique
from compiler.meaning.numbering import At, Numbering, once
from compiler.meaning.scope import Scope
from compiler.meaning.shares import ends
from compiler.model.steps import Arm, Split, Step, Trial
from dsl import tree


def split(
    node: tree.Split, at: At, scope: Scope, numbering: Numbering, block: Block
) -> Split | None:
    """The typed split; None, reported, where it is broken."""
    once(node.name, f"the split `{node.name.text}`", numbering.splits, scope)
    unique((arm.name for arm in node.arms), "the arm", scope.world.findings)
    until = ends(node, scope)
    arms = [
        (arm.name.text, block(arm.steps, f"{at.place}.{arm.name.text}.", scope, numbering))
        for arm in node.arms
    ]
    if until is None:
        return None
    made = tuple(Arm(name, end, steps) for (name, steps), end in zip(arms, until, strict=True))
    return Split(at.id, at.order, node.name.text, made, node.goal.text if node.goal else None)


def tried(
    node: tree.Split, test: tree.Trial, at: At, scope: Scope, numbering: Numbering, block: Block
) -> tuple[Step, ...]:
    """The test and behind it the split; nothing, reported, where they are broken. The test has a
    number of its own, that of the split is the next."""
    trial = _trial(node, test, at, scope, numbering)
    numbering.order += 1
    found = split(node, replace(at, order=at.order + 1), scope, numbering, block)
    if trial is None or found is None:
        numbering.broken = True
        return ()
    numbering.trials.append(trial)
    return (trial, replace(found, trial=trial))


def _trial(
    node: tree.Split, test: tree.Trial, at: At, scope: Scope, numbering: Numbering
) -> Trial | None:
    """What counts is looked at apart from where the customer stands, as for a goal: so no event
    that a wait saw can be named. E0426 within `repeat`."""
    findings = scope.world.findings
    on = occurring(test.events, test.where, replace(scope, answers={}))
    lasts = duration(test.lasts, findings)
    part = share(test.share, findings)
    if numbering.repeating:
        findings.add(
            "E0426", test.span, "a test is decided once, and these steps are repeated",
            "write the split before `repeat`, or give its arms fixed shares",
        )  # fmt: skip
        return None
    if part == 0:
        findings.add(
            "E0413", test.share.span, "a test on 0% finds nothing out",
            "write on how many it is tested, such as `test on 20%`",
        )  # fmt: skip
        return None
    if on is None or lasts is None or part is None:
        return None
    return Trial(at.id, at.order, node.name.text, part, lasts, on)
