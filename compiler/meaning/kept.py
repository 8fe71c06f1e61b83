"""What Segue keeps of a customer: fields and lists that campaigns set.

The value is what was set last: so each is an event of Segue's own, `set lead_points` (no file can
name it), and a computed field or a segment that looks at the last of these. What is seen when, and
what a movement is, follows from the event (S5, S18).
"""

from __future__ import annotations

from dataclasses import replace

from compiler.meaning.knowing import declared_field
from compiler.meaning.world import World
from compiler.model.conditions import Truth
from compiler.model.declarations import Event, Field, Segment, Trait
from compiler.model.values import Const, Edge, Occurrences, Otherwise, Type, Value
from dsl import tree

VALUE = "value"
"""The field of the event that says what was set."""

MEANT = (Type.EMAIL, Type.PHONE, Type.TIMEZONE, Type.LANGUAGE, Type.TEXTS)
"""Types that a table must bring: addresses and clocks are looked at before anything is set."""


def kept(world: World) -> None:
    """Fills `world.kept`: the event behind each field and list that Segue keeps; E0430 where a
    field cannot be kept."""
    for line in world.names.fields.values():
        if line.kept is not None:
            field = declared_field(line, world)
            if field is not None and _can_be_kept(line, field, world):
                world.kept[field.name] = _event(field)
    for node in world.names.lists.values():
        if node.file is None:
            world.kept[node.name.text] = _event(Field(node.name.text, Type.YES_NO, ""))
    _only_of_customers(world)


def _event(field: Field) -> Event:
    said = tuple(Field(name, Type.TEXT, name) for name in ("campaign", "step"))
    value = replace(field, name=VALUE, column=VALUE, default=None)
    return Event(
        f"set {field.name}", None, "customer", "time", "id", "arrival", (value, *said),
        own="set", keeps=field.name,
    )  # fmt: skip


def _can_be_kept(line: tree.FieldLine, field: Field, world: World) -> bool:
    if line.column is not None:
        world.findings.add(
            "E0430", line.column.span, f"no column has `{field.name}`, since Segue keeps it",
            "leave out `from …`, or `kept`",
        )  # fmt: skip
    elif field.type in MEANT:
        world.findings.add(
            "E0430", line.name.span, f"`{field.name}` cannot be kept: a table must bring it",
            "kept are text, number, money, yes/no, time, date and `one of`",
        )  # fmt: skip
    else:
        return True
    return False


def _only_of_customers(world: World) -> None:
    others: list[tree.Event | tree.Record] = [
        *world.names.events.values(), *world.names.records.values(),
    ]  # fmt: skip
    for owner in others:
        for line in owner.fields:
            if line.kept is not None:
                world.findings.add(
                    "E0430", line.kept.span, "only fields of customers are kept",
                    f"leave it out: `{owner.name.text}` is as its table has it",
                )  # fmt: skip


def kept_traits(world: World) -> dict[str, Trait]:
    """The computed field of each field that Segue keeps."""
    found = {}
    for name, line in world.names.fields.items():
        if name in world.kept:
            field = declared_field(line, world)
            default = field.default if field else None
            value = last_set(world.kept[name])
            if default is not None:
                value = Otherwise(value, Const(default, value.type), value.type)
            found[name] = Trait(name, None, value)
    return found


def last_set(event: Event) -> Value:
    """What was set last; unknown where nothing was."""
    return Edge("last", Occurrences(event.name), VALUE, event.fields[0].type)


def on_kept_list(node: tree.List, world: World) -> Segment:
    """The customers whom campaigns added to the list and did not remove."""
    title = node.title.value if node.title else None
    return Segment(node.name.text, title, Truth(last_set(world.kept[node.name.text])))
