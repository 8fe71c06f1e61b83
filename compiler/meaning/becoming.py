"""`enter when joining loyal`, `when tier becomes "gold"`: who enters by a change (S18)."""

from __future__ import annotations

from compiler.meaning.comparing import compare
from compiler.meaning.literals import EXAMPLES, WORDS
from compiler.meaning.moving import at_end, of_one
from compiler.meaning.paths import path, spelled
from compiler.meaning.scope import Scope
from compiler.meaning.world import World
from compiler.model.conditions import All, Compare, Condition, Not
from compiler.model.declarations import AFTER, BEFORE, Movement
from compiler.model.entries import OnMove
from compiler.model.occurring import Occurring
from compiler.model.values import GroupValue, Type, Value
from dsl import tree


def on_moving(node: tree.EnterMoving, world: World) -> OnMove | None:
    """`joining S[, and those already in]`, `dropping out of S`; None, reported, for no segment."""
    found = of_one(node.segment, Scope(world), came=not node.out)
    words = f"{'dropping out of' if node.out else 'joining'} {node.segment.text}"
    return _watched(found, words, world, already=node.already) if found else None


def on_becoming(node: tree.EnterBecoming, world: World) -> OnMove | None:
    """`F becomes "x"`, `F changes from "x" to "y"`; None, reported, where F is no text or cannot be
    one of these."""
    found = path(node.field, Scope(world))
    if found is None or not _text(node, found, world):
        return None
    ends = [each for each in (node.source, node.target) if each is not None]
    held = [compare(tree.Compare("=", node.field, end, span=node.span), Scope(world))
            for end in ends]  # fmt: skip
    sides = [each for each in held if isinstance(each, Compare)]
    if len(sides) < len(ends):
        return None
    if node.source is not None and node.source.value == node.target.value:
        world.findings.add("E0204", node.target.span, "this is no change",
                           "another text stands behind `to`")  # fmt: skip
        return None
    movement = Movement(_name(node.field, sides[0].left), sides[0].left)
    return _watched((movement, _change(movement, node)), _words(node), world)


def _text(node: tree.EnterBecoming, of: Value, world: World) -> bool:
    """Whether the field is text; reported where it is not (E0301)."""
    if of.type.textual:
        return True
    name = spelled(node.field)
    world.findings.add(
        "E0301", node.field.span, f"`{name}` is {WORDS[of.type]}, and only what is text becomes "
        "another text", f"make a segment of a condition, for instance `{_example(name, of)}`, and "
        "write `enter when joining` it",
    )  # fmt: skip
    return False


def _example(name: str, of: Value) -> str:
    examples = {Type.YES_NO: name, Type.TEXTS: f'{name} contains "…"'}
    return examples.get(of.type, f"{name} >= {EXAMPLES.get(of.type, '10')}")


def _name(field: tree.Path, of: Value) -> str:
    """Groups have the name under which conditions watch them, too."""
    between = "in" if isinstance(of, GroupValue) else "of"
    return f"movements {between} {spelled(field)}"


def _change(movement: Movement, node: tree.EnterBecoming) -> Condition:
    after = at_end(movement, AFTER, node.target.value)
    if node.source is None:
        return All((after, Not(at_end(movement, BEFORE, node.target.value))))
    return All((after, at_end(movement, BEFORE, node.source.value)))


def _words(node: tree.EnterBecoming) -> str:
    name = spelled(node.field)
    if node.source is None:
        return f'{name} becoming "{node.target.value}"'
    return f'{name} changing from "{node.source.value}" to "{node.target.value}"'


def _watched(
    found: tuple[Movement, Condition], words: str, world: World, *, already: bool = False
) -> OnMove:
    movement, change = found
    world.movements[movement.name] = movement
    return OnMove(Occurring(movement.name, change), words, already)
