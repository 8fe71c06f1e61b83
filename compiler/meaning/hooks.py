"""Hooks and the step that calls one: what other programs are told."""

from __future__ import annotations

from compiler.meaning.names import TAKEN
from compiler.meaning.paths import spelled
from compiler.meaning.scope import Entering, Scope
from compiler.meaning.world import World
from compiler.model.hooks import Hook
from compiler.model.steps import Call
from compiler.suggest import nearest
from dsl import tree
from dsl.diagnostics import Label

ENTRY = "entry"


def hooks(world: World) -> None:
    """Fills `world.hooks`. What they tell of the entry is checked where they are called."""
    for node in world.names.hooks.values():
        own = [path for path in node.sends if not _of_entry(path)]
        fields = [path.parts[0].text for path in own if _is_told(path, world)]
        entry = [path.parts[1].text for path in node.sends if _of_entry(path)]
        _each_once(node, world)
        world.hooks[node.name.text] = Hook(
            node.name.text, node.title.value if node.title else None, tuple(fields), tuple(entry)
        )


def call(node: tree.Call, id: str, order: int, scope: Scope) -> Call | None:
    """The typed step; None where there is no such hook, or it is told what the entry has not."""
    declared = scope.world.names.hooks.get(node.hook.text)
    if declared is None:
        scope.world.findings.unknown(node.hook, "hook", scope.world.names.hooks)
        return None
    known = [_is_of_entry(path, node, scope) for path in declared.sends if _of_entry(path)]
    return Call(id, order, node.hook.text) if all(known) else None


def _of_entry(path: tree.Path) -> bool:
    return path.parts[0].text == ENTRY and len(path.parts) == 2


def _is_told(path: tree.Path, world: World) -> bool:
    """Whether it is a field of the customer that stands in their table."""
    name = path.parts[-1]
    if path.parts[0].text in TAKEN or len(path.parts) > 1:
        world.findings.add(
            "E0480", path.span, f"`{spelled(path)}` cannot be told",
            f"write `{name.text}` for a field of the customer, and `entry.{name.text}` for one of "
            "the entering event",
        )  # fmt: skip
        return False
    computed = name.text in world.names.valued() and name.text not in world.names.fields
    if computed or name.text in world.kept:
        world.findings.add(
            "E0480", path.span, f"`{name.text}` stands in no table, and cannot be told",
            "a hook is told fields as the customers' table has them; decide by the others before "
            "it is called",
        )  # fmt: skip
        return False
    if name.text not in world.names.fields:
        world.unknown_field(name)
        return False
    return True


def _is_of_entry(path: tree.Path, node: tree.Call, scope: Scope) -> bool:
    """Whether the entry of the campaign that calls has the field."""
    name, event = path.parts[1].text, scope.entry
    if name == "time":
        return True
    if scope.entering is Entering.UNKNOWN or (event is None and scope.entering is Entering.EVENT):
        return True
    if scope.entering is not Entering.EVENT or event is None:
        why, help = "no event lets in there", "call another hook there, which is told less"
    elif event.field(name) is None:
        near = nearest(name, [field.name for field in event.fields])
        why = f"`{event.name}` lets in there, and has no field `{name}`"
        help = f"did you mean `entry.{near}`?" if near else "call another hook there"
    else:
        return True
    scope.world.findings.add(
        "E0480", path.span, f"`entry.{name}` is not known where this is called: {why}", help,
        labels=(Label(node.span, "called here"),),
    )  # fmt: skip
    return False


def _each_once(node: tree.Hook, world: World) -> None:
    seen: dict[str, tree.Path] = {}
    for path in node.sends:
        said = spelled(path)
        if said in seen:
            world.findings.add(
                "E0202", path.span, f"`{said}` is told twice", "keep one of them",
                labels=(Label(seen[said].span, "the other one"),),
            )  # fmt: skip
        seen.setdefault(said, path)
