"""`wait for the first of`: what each of its lines waits for, and how it is called."""

from __future__ import annotations

from collections.abc import Callable

from compiler.meaning.answers import any_of, new_alias, occurring, seen_from_here
from compiler.meaning.literals import duration
from compiler.meaning.numbering import At, Numbering
from compiler.meaning.scope import Scope
from compiler.model.steps import FirstOf, Step, Way
from dsl import tree

Block = Callable[[tuple[tree.Step, ...], str, Scope, Numbering], tuple[Step, ...]]


def first_of(
    node: tree.WaitForFirst, at: At, scope: Scope, numbering: Numbering, block: Block
) -> Step | None:
    """The typed step; None, reported, where a line of it is broken. `block` types what stands
    under a line."""
    at_most = duration(node.at_most, scope.world.findings)
    names = arm_names(node)
    ways = []
    for way, name in zip(node.ways, names, strict=True):
        on = occurring(way.events, way.where, scope)
        if way.name is not None:
            new_alias(way.name, scope, numbering)
        inner = seen_from_here(way, scope)
        steps = block(way.steps, f"{at.place}.{name}.", inner, numbering)
        if on is not None:
            ways.append(Way(name, on, steps, way.name.text if way.name else None))
    otherwise = block(node.otherwise, f"{at.place}.else.", scope, numbering)
    if at_most is None or len(ways) < len(node.ways):
        return None
    return FirstOf(at.id, at.order, at_most, tuple(ways), otherwise)


def arm_names(node: tree.WaitForFirst) -> list[str]:
    """A line's own name, or the events as they were typed; where it is that of one above it, its
    number stands behind."""
    found: list[str] = []
    for number, way in enumerate(node.ways, 1):
        name = way.name.text if way.name else any_of(way.events)
        found.append(f"{name} {number}" if name in found else name)
    return found


def known_behind(node: tree.WaitForFirst, scope: Scope) -> Scope:
    """The scope of the steps behind it, where the names of all lines are known; those of the lines
    that did not come stand for nothing."""
    for way in node.ways:
        scope = seen_from_here(way, scope)
    return scope
