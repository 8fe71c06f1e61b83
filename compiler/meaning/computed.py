"""Traits, predictions, scores, segments and groups, each typed behind what it looks at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from compiler.meaning.circles import order
from compiler.meaning.conditions import condition
from compiler.meaning.kept import kept_traits, on_kept_list
from compiler.meaning.lists import on_list
from compiler.meaning.names import unique
from compiler.meaning.predicting import chance
from compiler.meaning.scope import Scope
from compiler.meaning.scores import score
from compiler.meaning.values import value
from compiler.meaning.world import World
from compiler.model.declarations import Group, Groups, Segment, Trait
from compiler.model.values import Value
from dsl import tree

T = TypeVar("T")


def computed(world: World) -> None:
    """Fills `world.traits`, `world.segments` and `world.groups`, in the order of the text, what
    scores stand for behind the others. What is broken stays out."""
    names = world.names
    world.traits |= kept_traits(world)
    for name in order(world):
        if name in world.in_circle:
            continue
        if name in names.traits:
            _trait(names.traits[name], world)
        elif name in names.scores:
            score(names.scores[name], world)
        elif name in names.segments:
            _segment(names.segments[name], world)
        else:
            _groups(names.groups[name], world)
    world.traits = _in_order(names.traits, world.traits)
    world.segments = _in_order(names.segments, world.segments)
    for listed in names.lists.values():
        in_file = listed.file is not None
        on = on_list(listed) if in_file else on_kept_list(listed, world)
        world.segments[listed.name.text] = on
    world.groups = _in_order(names.groups, world.groups)


def _in_order(names: Iterable[str], found: dict[str, T]) -> dict[str, T]:
    return {name: found[name] for name in dict.fromkeys((*names, *found)) if name in found}


def _title(node: tree.Trait | tree.Predict | tree.Segment | tree.Groups) -> str | None:
    return node.title.value if node.title else None


def _trait(node: tree.Trait | tree.Predict, world: World) -> None:
    found: Value | None
    if isinstance(node, tree.Predict):
        found = chance(node, world)
    else:
        found = value(node.value, Scope(world))
    if found is not None:
        world.traits[node.name.text] = Trait(node.name.text, _title(node), found)


def _segment(node: tree.Segment, world: World) -> None:
    found = condition(node.condition, Scope(world))
    if found is not None:
        world.segments[node.name.text] = Segment(node.name.text, _title(node), found)


def _groups(node: tree.Groups, world: World) -> None:
    unique((line.name for line in node.lines), f"in `{node.name.text}`,", world.findings)
    lines = []
    for place, line in enumerate(node.lines, 1):
        if line.condition is None:
            if place < len(node.lines):
                world.findings.add(
                    "E0421", line.span, "`otherwise` is not the last line, so nothing reaches "
                    "the lines below it", "put it last",
                )  # fmt: skip
            lines.append(Group(line.name.text, None))
            continue
        found = condition(line.condition, Scope(world))
        if found is not None:
            lines.append(Group(line.name.text, found))
    if len(lines) == len(node.lines):
        world.groups[node.name.text] = Groups(node.name.text, _title(node), tuple(lines))
