"""What stands under `leave on E` and `leave if C`: steps done at once for who leaves (S21)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compiler.meaning.blocks import steps
from compiler.meaning.numbering import Numbering
from compiler.meaning.scope import Scope
from compiler.meaning.settling import settled
from compiler.meaning.steps import block
from compiler.model.campaigns import Parting
from compiler.model.occurring import Occurring
from compiler.model.steps import Settle, Step
from compiler.walk import steps as typed_steps
from dsl import tree

AT_ONCE = (tree.Send, tree.Give, tree.Call, tree.SetField, tree.OnList, tree.If, tree.Split)
"""The steps that take no time, and after which one goes on."""


def partings(
    node: tree.Campaign, leaves: Sequence[Occurring | None], scope: Scope, numbering: Numbering
) -> tuple[Parting, ...]:
    """One for each line that has steps. `leaves`: what the lines `leave on` name, in their order;
    the model counts their events one by one."""
    found: list[tuple[tree.Leaving, Parting]] = []
    before = 0
    for leave, on in zip(node.leaves, leaves, strict=True):
        events = len(on.each) if on is not None else 0
        ons = tuple(range(before, before + events))
        found.append((leave, Parting("", (), leaves=ons)))
        before += events
    found += [
        (leave, Parting("", (), leaves_if=(place,))) for place, leave in enumerate(node.leaves_if)
    ]
    found.sort(key=lambda each: each[0].span.start)
    return tuple(
        replace(made, id=f"leave {number}", steps=_steps(leave, number, scope, numbering))
        for number, (leave, made) in enumerate(found, 1) if leave.steps
    )  # fmt: skip


def _steps(
    leave: tree.Leaving, number: int, scope: Scope, numbering: Numbering
) -> tuple[Step, ...]:
    """The typed steps. E0461 where one takes time or leaves, or sees what another has just done,
    which is seen a microsecond later."""
    found = block(leave.steps, f"leave {number}.", scope, numbering)
    wrong = [step for step in steps(leave.steps) if not _at_once(step)]
    for step in wrong:
        scope.world.findings.add(
            "E0461", step.span, "what stands under `leave` is done at once: the customer has left",
            "leave this out, or do without the steps under `leave`" if isinstance(step, tree.Leave)
            else "what takes time is a campaign of its own, which enters on `left CAMPAIGN`",
        )  # fmt: skip
    if wrong:
        numbering.broken = True
        return ()
    for id in _looking_back(found, scope):
        numbering.broken = True
        scope.world.findings.add(
            "E0461", numbering.nodes[id].span, "this looks at what was done just above it",
            "what is set, given or sent is seen a moment later, and these steps are done at once: "
            "decide by what was there before",
        )  # fmt: skip
    return found


def _at_once(step: tree.Step) -> bool:
    return isinstance(step, AT_ONCE) and not (isinstance(step, tree.Split) and step.trial)


def _looking_back(found: tuple[Step, ...], scope: Scope) -> Iterator[str]:
    """The ids of the steps that would have to wait for what was just done."""
    for step in typed_steps(settled(found, scope.world)):
        if isinstance(step, Settle):
            yield step.id.removesuffix(" settled")
