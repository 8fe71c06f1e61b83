"""The steps `set`, `add to` and `remove from`."""

from __future__ import annotations

from compiler.meaning.comparing import apples, family, possible
from compiler.meaning.literals import setting
from compiler.meaning.options import options
from compiler.meaning.scope import Scope
from compiler.meaning.values import value
from compiler.model.declarations import Event, Field
from compiler.model.steps import Keep
from compiler.model.values import Const, TraitValue, Type, Value
from compiler.suggest import listed
from dsl import tree


def set_field(node: tree.SetField, id: str, order: int, scope: Scope) -> Keep | None:
    """`set lead_points = lead_points + 10`; None, reported, where it cannot be."""
    event = _kept_field(node.field, scope)
    if event is None:
        value(node.value, scope)
        return None
    found = _value(node, event.fields[0], scope)
    return Keep(id, order, event.keeps, found) if found is not None else None


def _kept_field(name: tree.Name, scope: Scope) -> Event | None:
    world = scope.world
    if name.text in world.kept and name.text in world.names.fields:
        return world.kept[name.text]
    sort = world.names.sort(name.text)
    if name.text in world.names.lists:
        world.findings.add("E0430", name.span, f"`{name.text}` is a list, which has no value",
                           f"write `add to {name.text}` or `remove from {name.text}`")  # fmt: skip
    elif sort == "field" and world.names.fields[name.text].kept is None:
        world.findings.add(
            "E0430", name.span, f"`{name.text}` stands in the customers' table, which Segue only "
            "reads", "set a field that is declared `kept`",
        )  # fmt: skip
    elif sort is not None and sort != "field":
        world.findings.add("E0430", name.span, f"`{name.text}` is computed, so nothing sets it",
                           "set a field that is declared `kept`")  # fmt: skip
    elif sort is None:
        world.findings.unknown(name, "field", [each for each in world.kept
                                               if each in world.names.fields])  # fmt: skip
    return None


def _value(node: tree.SetField, field: Field, scope: Scope) -> Value | None:
    """What is set, of the field's own type."""
    if isinstance(node.value, tree.YesNo):
        said = Field(node.field.text, field.type, "", field.options)
        given = setting(node.value, said, scope.world)
        return Const(given, field.type) if given is not None else None
    found, kept = value(node.value, scope), TraitValue(node.field.text, field.type)
    if found is None:
        return None
    if family(found.type) != family(field.type):
        apples(node.value, kept, found, scope)
        return None
    if not possible(kept, node.value, scope):
        return None
    return found if _is_choice(node, found, field, scope) else None


def _is_choice(node: tree.SetField, found: Value, field: Field, scope: Scope) -> bool:
    """Whether every text that the value can be is one of the field's."""
    if not field.options or isinstance(found, Const):
        return True
    said = options(found, scope)
    if said and set(said) <= set(field.options):
        return True
    scope.world.findings.add(
        "E0430", node.value.span, f"this may be something else than {listed(field.options)}",
        f"ask with `if`, and set `{node.field.text}` to one of them",
    )  # fmt: skip
    return False


def on_list(node: tree.OnList, id: str, order: int, scope: Scope) -> Keep | None:
    """`add to vip`, `remove from vip`."""
    world, name = scope.world, node.list
    if name.text in world.kept and name.text in world.names.lists:
        return Keep(id, order, name.text, Const(not node.off, Type.YES_NO))
    if name.text in world.names.lists:
        world.findings.add(
            "E0430", name.span, f"the keys of `{name.text}` stand in a file, which Segue only "
            "reads", f"declare it `list {name.text}, kept`, or change the file",
        )  # fmt: skip
    elif world.names.sort(name.text) is not None:
        world.findings.add("E0430", name.span, f"`{name.text}` is no list",
                           "who is in it follows from its declaration")  # fmt: skip
    else:
        world.findings.unknown(name, "list", world.names.lists)
    return None
