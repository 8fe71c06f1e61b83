"""`until E, at most D`: steps that an event or an instant ends."""

from __future__ import annotations

from compiler.meaning.answers import occurring
from compiler.meaning.first import Block
from compiler.meaning.literals import duration
from compiler.meaning.numbering import At, Numbering
from compiler.meaning.scope import Scope
from compiler.model.steps import Step, Until
from dsl import tree


def until(
    node: tree.UntilEvent, at: At, scope: Scope, numbering: Numbering, block: Block
) -> Step | None:
    """The typed step; None, reported, where it is broken."""
    on = occurring(node.events, node.where, scope)
    at_most = duration(node.at_most, scope.world.findings)
    steps = block(node.steps, f"{at.place}.until.", scope, numbering)
    then = block(node.then, f"{at.place}.then.", scope, numbering)
    otherwise = block(node.otherwise, f"{at.place}.else.", scope, numbering)
    if on is None or at_most is None:
        return None
    return Until(at.id, at.order, on, at_most, steps, then, otherwise)
