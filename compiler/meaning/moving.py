"""`joined loyal in last 7 days`, `moved from loyal to lost`: what changed, and when (S18)."""

from __future__ import annotations

from compiler.meaning import occurrences, windows
from compiler.meaning.scope import Scope, without_where
from compiler.meaning.world import World
from compiler.model.conditions import All, Compare, Condition, Has, InSegment, Known, Not
from compiler.model.declarations import AFTER, BEFORE, Movement
from compiler.model.values import (
    Const,
    EventField,
    GroupValue,
    Occurrences,
    OneOfThese,
    Type,
    Value,
)
from dsl import tree


def moved(node: tree.Moved, scope: Scope) -> Condition | None:
    """The typed condition: that there is such an occurrence of a movement. None, reported, where
    it cannot be."""
    if not without_where(node, scope, "segments"):
        return None
    within = None
    if node.window is not None:
        within = windows.window(node.window, scope, of_events=True)
    found = _found(node, scope)
    if found is None or (node.window is not None and within is None):
        return None
    movement, where = found
    scope.world.movements[movement.name] = movement
    return Has(Occurrences(movement.name, within, where))


def _found(node: tree.Moved, scope: Scope) -> tuple[Movement, Condition] | None:
    """What is watched, and which of its changes are meant."""
    source, target = node.source, node.target
    if source is None or target is None:
        name = source or target
        assert name is not None
        return of_one(name, scope, came=source is None)
    groups = _groups_with(source, target, scope.world)
    if groups:
        return _in_groups(groups, source, target, scope)
    pair = [_segment(name, scope) for name in (source, target)]
    if None in pair:
        return None
    if source.text == target.text:
        _nowhere(node, source, scope)
        return None
    names = sorted((source.text, target.text))
    watched = OneOfThese(tuple(InSegment(name) for name in names))
    return _between(f"movements between {names[0]} and {names[1]}", watched, source, target)


def of_one(name: tree.Name, scope: Scope, *, came: bool) -> tuple[Movement, Condition] | None:
    """What is watched where customers come into a segment, or go out of it, and which of its
    changes that is; None, reported, where it is no segment."""
    if not _segment(name, scope):
        return None
    movement = Movement(f"movements of {name.text}", OneOfThese((InSegment(name.text),)))
    there, away = (AFTER, BEFORE) if came else (BEFORE, AFTER)
    return movement, All((Known(_field(movement, there)), Not(Known(_field(movement, away)))))


def _in_groups(
    groups: list[str], source: tree.Name, target: tree.Name, scope: Scope
) -> tuple[Movement, Condition] | None:
    if len(groups) > 1:
        scope.world.findings.add(
            "E0204", source.span, f"`{source.text}` and `{target.text}` are lines of several "
            f"groups: {', '.join(f'`{each}`' for each in groups)}",
            "give the lines of one of them other names",
        )  # fmt: skip
        return None
    if source.text == target.text:
        _nowhere(source, source, scope)
        return None
    return _between(f"movements in {groups[0]}", GroupValue(groups[0]), source, target)


def _between(
    name: str, watched: Value, source: tree.Name, target: tree.Name
) -> tuple[Movement, Condition]:
    movement = Movement(name, watched)
    ends = (at_end(movement, BEFORE, source.text), at_end(movement, AFTER, target.text))
    return movement, All(ends)


def at_end(movement: Movement, end: str, place: str) -> Condition:
    """That one end of the movement (BEFORE, AFTER) is that place."""
    return Compare("=", _field(movement, end), Const(place, Type.TEXT))


def _field(movement: Movement, name: str) -> EventField:
    return EventField(movement.name, name, Type.TEXT)


def _groups_with(source: tree.Name, target: tree.Name, world: World) -> list[str]:
    """The groups that have lines of both names."""
    wanted = {source.text, target.text}
    return [
        name for name, each in world.groups.items()
        if wanted <= {line.name for line in each.lines}
    ]  # fmt: skip


def _segment(name: tree.Name, scope: Scope) -> bool:
    """Whether it is a segment; reported where it is none."""
    names = scope.world.names
    if name.text in names.joined():
        return True
    lines = [each for each, declared in names.groups.items()
             if any(line.name.text == name.text for line in declared.lines)]  # fmt: skip
    sort = names.sort(name.text)
    if lines:
        scope.world.findings.add(
            "E0204", name.span, f"`{name.text}` is a line of the groups `{lines[0]}`",
            f"write `moved from LINE to LINE` with two lines of `{lines[0]}`",
        )  # fmt: skip
    elif sort is not None:
        scope.world.findings.add(
            "E0204", name.span, f"`{name.text}` is {occurrences.SORTS[sort]}, not a segment",
            "who joins, drops out or moves does so with segments, or with lines of groups",
        )  # fmt: skip
    else:
        scope.world.findings.unknown(name, "segment", names.joined())
    return False


def _nowhere(node: tree.Node, name: tree.Name, scope: Scope) -> None:
    scope.world.findings.add(
        "E0204", node.span, f"nobody moves from `{name.text}` to `{name.text}`",
        "name another place behind `to`",
    )  # fmt: skip
