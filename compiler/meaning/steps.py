"""What happens: the steps of a campaign, typed and numbered.

A step's id is its name, where it has one, else its place: its position in the block, from 1, behind
the places of what it stands in (`2.urgency.1`, `3.else if 2.1`, `4.then.1`).
"""

from __future__ import annotations

from compiler.meaning.answers import name_of, new_alias, occurring, seen_from_here
from compiler.meaning.around import around
from compiler.meaning.carrying import send
from compiler.meaning.conditions import condition
from compiler.meaning.first import first_of, known_behind
from compiler.meaning.hooks import call
from compiler.meaning.keeping import on_list, set_field
from compiler.meaning.literals import duration, weekday, zone
from compiler.meaning.numbering import At, Numbering
from compiler.meaning.repeat import repeat
from compiler.meaning.scope import Scope
from compiler.meaning.split import split, tried
from compiler.meaning.staff import send_to
from compiler.meaning.until import until
from compiler.model.steps import (
    BestHour,
    Branch,
    Give,
    If,
    Leave,
    Step,
    Wait,
    WaitAround,
    WaitFor,
    WaitUntil,
)
from dsl import tree


def block(
    nodes: tuple[tree.Step, ...], prefix: str, scope: Scope, numbering: Numbering
) -> tuple[Step, ...]:
    """The steps of a block. Broken ones stay out, and `numbering.broken` says so."""
    found: list[Step] = []
    for place, node in enumerate(nodes, 1):
        at = numbering.number(node, f"{prefix}{place}")
        _name(node, scope, numbering)
        if isinstance(node, tree.Split) and node.trial is not None:
            found += tried(node, node.trial, at, scope, numbering, block)
        elif (step := _step(node, at, scope, numbering)) is not None:
            found.append(step)
        else:
            numbering.broken = True
        if isinstance(node, tree.WaitFor):
            scope = seen_from_here(node, scope)
        elif isinstance(node, tree.WaitForFirst):
            scope = known_behind(node, scope)
    return tuple(found)


def _name(node: tree.Step, scope: Scope, numbering: Numbering) -> None:
    """The name of a step, or of the event that it sees, is one of its own in the campaign."""
    name = name_of(node) if isinstance(node, tree.WaitFor) else node.called
    if name is not None:
        new_alias(name, scope, numbering)


def _step(node: tree.Step, at: At, scope: Scope, numbering: Numbering) -> Step | None:
    id, order = at.id, at.order
    if isinstance(node, tree.Wait):
        length = duration(node.duration, scope.world.findings)
        return Wait(id, order, length) if length else None
    if isinstance(node, tree.WaitsUntil):
        return _waits_until(node, at, scope, numbering)
    if isinstance(node, tree.WaitFor):
        return _wait_for(node, at, scope, numbering)
    if isinstance(node, tree.WaitForFirst):
        return first_of(node, at, scope, numbering, block)
    if isinstance(node, tree.UntilEvent):
        return until(node, at, scope, numbering, block)
    if isinstance(node, tree.Repeat):
        return repeat(node, at, scope, numbering, block)
    if isinstance(node, tree.If):
        return _if(node, at, scope, numbering)
    if isinstance(node, tree.Split):
        return split(node, at, scope, numbering, block)
    if isinstance(node, tree.Send):
        return (send if node.to is None else send_to)(node, id, order, scope)
    if isinstance(node, tree.Give):
        return _give(node, id, order, scope)
    if isinstance(node, tree.Call):
        return call(node, id, order, scope)
    if isinstance(node, tree.SetField):
        return set_field(node, id, order, scope)
    if isinstance(node, tree.OnList):
        return on_list(node, id, order, scope)
    return Leave(id, order, node.reason.value) if isinstance(node, tree.Leave) else None


def _give(node: tree.Give, id: str, order: int, scope: Scope) -> Step | None:
    if node.offer.text not in scope.world.names.offers:
        scope.world.findings.unknown(node.offer, "offer", scope.world.names.offers)
        return None
    return Give(id, order, node.offer.text)


def _waits_until(
    node: tree.WaitsUntil, at: At, scope: Scope, numbering: Numbering
) -> Step | None:
    id, order = at.id, at.order
    then = block(node.steps, f"{at.place}.then.", scope, numbering)
    if isinstance(node, tree.WaitUntil):
        return _wait_until(node, id, order, scope, then)
    if isinstance(node, tree.BestHour):
        return BestHour(id, order, then)
    found = around(node, scope)
    return WaitAround(id, order, found, then) if found else None


def _wait_until(
    node: tree.WaitUntil, id: str, order: int, scope: Scope, then: tuple[Step, ...]
) -> Step | None:
    where = zone(node.at.zone, scope.world.findings)
    if node.at.zone is not None and where is None:
        return None
    return WaitUntil(
        id, order, node.at.value, where,
        weekday(node.weekday) if node.weekday else None,
        node.date.value if node.date else None,
        node.day, then,
    )  # fmt: skip


def _wait_for(
    node: tree.WaitFor, at: At, scope: Scope, numbering: Numbering
) -> Step | None:
    on = occurring(node.events, node.where, scope)
    at_most = duration(node.at_most, scope.world.findings)
    name = name_of(node)
    then = block(node.then, f"{at.place}.then.", seen_from_here(node, scope), numbering)
    otherwise = block(node.otherwise, f"{at.place}.else.", scope, numbering)
    if on is None or at_most is None:
        return None
    return WaitFor(at.id, at.order, on, at_most, then, otherwise, name.text if name else None)


def _if(node: tree.If, at: At, scope: Scope, numbering: Numbering) -> Step | None:
    branches = []
    for place, branch in enumerate(node.branches, 1):
        label = "if" if place == 1 else f"else if {place}"
        held = condition(branch.condition, scope)
        steps = block(branch.steps, f"{at.place}.{label}.", scope, numbering)
        if held is not None:
            branches.append(Branch(label, held, steps))
    otherwise = block(node.otherwise, f"{at.place}.else.", scope, numbering)
    if len(branches) < len(node.branches):
        return None
    return If(at.id, at.order, tuple(branches), otherwise)
