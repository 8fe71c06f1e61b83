"""Customers and events: the declared fields, typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compiler.meaning.lists import list_fields
from compiler.meaning.literals import setting
from compiler.meaning.names import MESSAGE_EVENTS, OWN_EVENTS, ROLES, unique
from compiler.meaning.world import World
from compiler.model.declarations import Customers, Event, Field
from compiler.model.values import Type
from dsl import tree

ABOUT = ("message", "channel", "campaign", "step", "arm", "button", "reason")
"""The fields of the events of messages."""

OF_OWN = {
    "sent": ("message", "channel", "campaign", "step"),
    "entered": ("campaign", "arm", "reason"),
    "left": ("campaign", "reason"),
}
"""The fields of what Segue does; the arm of an entry says that it is held out."""


def customers(world: World) -> None:
    """Fills `world.customers` and `world.fields`; E0209 where no file declares customers."""
    declared = world.names.customers
    if declared is None:
        return
    unique((line.name for line in declared.fields if line.type is None), "the line", world.findings)
    for line in world.names.fields.values():
        field = declared_field(line, world) if line.kept is None else None
        if field is not None:
            world.fields[field.name] = field
    list_fields(world)
    key = role_column(declared.fields, "key")
    if key is None:
        world.findings.add(
            "E0211", declared.table.span, "`customers` does not say which column names a customer",
            "add a line such as `key from customer_id`",
        )  # fmt: skip
    for line in declared.fields:
        if line.type is None and line.name.text not in ("key", "version"):
            stray_role(line, "customers", world)
    world.customers = Customers(
        declared.table.text, key or "", tuple(world.fields.values()),
        role_column(declared.fields, "version"),
    )  # fmt: skip


def stray_role(line: tree.FieldLine, owner: str, world: World) -> None:
    """E0211 for a line without a type that means nothing there."""
    world.findings.add(
        "E0211", line.span, f"`{line.name.text}` has no meaning in `{owner}` without a type",
        f"for a field write its type: `{line.name.text} text`",
    )  # fmt: skip


def events(world: World) -> None:
    """Fills `world.events` and `world.built_in`."""
    for declared in world.names.events.values():
        event = _event(declared, world)
        if event is not None:
            world.events[event.name] = event
    for word in MESSAGE_EVENTS:
        world.built_in[word] = _built_in(word, "message", ABOUT, world)
    for word, subject in OWN_EVENTS.items():
        event = _built_in(word, subject, OF_OWN[word], world)
        world.built_in[word] = replace(event, arrived="arrival", own=word)


def _built_in(word: str, subject: str, fields: Sequence[str], world: World) -> Event:
    """A shop may have an event or record of that name; the one about a message or a campaign then
    has another."""
    declared = world.names.events.keys() | world.names.records.keys()
    name = f"{subject} {word}" if word in declared else word
    said = tuple(Field(field, Type.TEXT, field) for field in fields)
    of_message = subject == "message"
    return Event(name, None, "customer", "time", "id", None, said, about_messages=of_message)


def _event(declared: tree.Event, world: World) -> Event | None:
    name = declared.name.text
    unique((line.name for line in declared.fields), f"in `{name}`,", world.findings)
    fields: dict[str, Field] = {}
    for line in declared.fields:
        field = declared_field(line, world) if line.type is not None else None
        if field is not None:
            fields.setdefault(field.name, field)
        elif line.type is None and line.name.text not in ROLES - {"key"}:
            stray_role(line, f"event {name}", world)
    return Event(
        name, declared.table.text if declared.table else None,
        _needed(declared, "customer", world), _needed(declared, "time", world),
        role_column(declared.fields, "id"), role_column(declared.fields, "arrived"),
        tuple(fields.values()),
    )  # fmt: skip


def _needed(declared: tree.Event, role: str, world: World) -> str:
    column = role_column(declared.fields, role)
    if column is None:
        if declared.table is None:
            return role
        example = "customer from customer_id" if role == "customer" else "time from happened_at"
        what = "whose event it is" if role == "customer" else "when it happened"
        world.findings.add(
            "E0211", declared.name.span, f"event `{declared.name.text}` does not say {what}",
            f"add a line such as `{example}`",
        )  # fmt: skip
    return column or ""


def role_column(lines: tuple[tree.FieldLine, ...], role: str) -> str | None:
    """The column of a role; without `from` it has the role's own name."""
    for line in lines:
        if line.name.text == role and line.type is None:
            return line.column.text if line.column else role
    return None


def declared_field(line: tree.FieldLine, world: World) -> Field | None:
    """The typed field of a line; None where it has no type."""
    declared = line.type
    if declared is None:
        return None
    kind = Type(declared.name)
    options = tuple(option.value for option in declared.options)
    if kind is Type.CHOICE:
        unique(declared.options, "the choice", world.findings)
    column = line.column.text if line.column else line.name.text
    field = Field(line.name.text, kind, column, options, None, declared.yearly)
    if line.default is None:
        return field
    if kind is Type.TEXTS:
        world.findings.add(
            "E0312", line.default.span, f"`{field.name}` is a list of texts, which has no `else`",
            "leave `else` out: a list that is unknown contains nothing",
        )  # fmt: skip
        return field
    default = setting(line.default, field, world)
    return replace(field, default=default)
