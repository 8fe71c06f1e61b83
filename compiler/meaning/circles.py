"""What is computed and looks at itself in a circle, and the order of the others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import pairwise

from compiler.meaning.names import Names
from compiler.meaning.parts import CELLS
from compiler.meaning.world import World
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span


def order(world: World) -> list[str]:
    """The computed names, each behind those that it looks at. Circles are reported (E0205), each
    once, and their names kept in `world.in_circle`."""
    names = world.names
    computed = {**names.traits, **names.scores, **names.segments, **names.groups}
    looks = {name: _looked_at(node, names) for name, node in computed.items()}
    done: dict[str, bool] = {}
    found: list[str] = []
    for start in computed:
        _visit(start, looks, done, [], found, world)
    return found


def _visit(
    start: str,
    looks: dict[str, dict[str, tree.Name]],
    done: dict[str, bool],
    way: list[str],
    found: list[str],
    world: World,
) -> None:
    """Depth first, without recursion: chains of names can be long. `done` is False for what lies
    on the way, True for what is finished."""
    if start in done:
        return
    stack: list[tuple[str, Iterator[str]]] = [(start, iter(looks[start]))]
    done[start] = False
    way.append(start)
    while stack:
        name, rest = stack[-1]
        following = next(rest, None)
        if following is None:
            stack.pop()
            way.pop()
            done[name] = True
            found.append(name)
        elif following not in done:
            done[following] = False
            way.append(following)
            stack.append((following, iter(looks[following])))
        elif not done[following]:
            _report(way[way.index(following):], looks, world)


def _report(circle: list[str], looks: dict[str, dict[str, tree.Name]], world: World) -> None:
    if world.in_circle.issuperset(circle):
        return
    world.in_circle.update(circle)
    steps = [looks[one][other].span for one, other in pairwise([*circle, circle[0]])]
    say_circle(
        world, circle, steps, f"`{circle[0]}` looks at itself",
        "these look at each other in a circle", "take one of them out, or write out what it stands "
        "for",
    )  # fmt: skip


def say_circle(
    world: World, circle: list[str], steps: list[Span], alone: str, together: str, help: str
) -> None:
    """E0205 for names each of which leads to the next one, and the last to the first; `steps`:
    where each says so. `alone`, `together`: what is wrong with one, with several."""
    round_trip = [*circle, circle[0]]
    way = " → ".join(f"`{name}`" for name in round_trip)
    world.findings.add(
        "E0205", steps[0], alone if len(circle) == 1 else f"{together}: {way}", help,
        labels=tuple(
            Label(step, f"then here at `{name}`")
            for step, name in zip(steps[1:], round_trip[2:], strict=True)
        ),
    )  # fmt: skip


def _looked_at(node: tree.Node, names: Names) -> dict[str, tree.Name]:
    """The computed names that a declaration looks at, with the first place of each."""
    found: dict[str, tree.Name] = {}
    for name in [*_names(node), *_groups_moved_in(node, names)]:
        if names.sort(name.text) in ("trait", "prediction", "score", "segment", "groups"):
            found.setdefault(name.text, name)
    return found


def _names(node: object) -> Iterator[tree.Name]:
    """The names that can be computed ones: not in `where`, where a bare name is the event's."""
    if isinstance(node, tuple):
        for part in node:
            yield from _names(part)
    elif isinstance(node, tree.Path):
        yield node.parts[0]  # of two, the first may be a score
    elif isinstance(node, tree.InSegment):
        yield node.name
    elif isinstance(node, tree.Moved):
        yield from (name for name in (node.source, node.target) if name is not None)
        yield from _names(node.window)
    elif isinstance(node, tree.InBest):
        yield from _names(node.value)
        if node.across is not None:
            yield node.across
    elif isinstance(node, tree.Aggregate) and node.across is not None:
        yield from _names(node.subject)
        yield node.across
    elif isinstance(node, tree.Node) and not isinstance(node, tree.Name | tree.EventRef):
        skipped = ("where", "subject", "span")
        for field in dataclasses.fields(node):
            if field.name not in skipped:
                yield from _names(getattr(node, field.name))


def _groups_moved_in(node: tree.Node, names: Names) -> Iterator[tree.Name]:
    """The groups and scores whose lines `moved from … to …` names, at that place."""
    for moved in _moved(node):
        place = moved.source or moved.target
        assert place is not None
        lines = {name.text for name in (moved.source, moved.target) if name is not None}
        of_groups = {
            name: {line.name.text for line in declared.lines}
            for name, declared in names.groups.items()
        }
        of_groups |= {name: set(CELLS) for name in names.scores}
        for name, known in of_groups.items():
            if lines <= known:
                yield tree.Name(name, span=place.span)


def _moved(node: object) -> Iterator[tree.Moved]:
    if isinstance(node, tree.Moved):
        yield node
    parts = node if isinstance(node, tuple) else ()
    if isinstance(node, tree.Node):
        parts = tuple(getattr(node, field.name) for field in dataclasses.fields(node))
    for part in parts:
        yield from _moved(part)
