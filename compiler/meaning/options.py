"""What the field behind a value is declared as: the texts that it can be, `yearly`."""

from __future__ import annotations

from compiler.meaning.scope import Scope
from compiler.model.declarations import Field
from compiler.model.values import (
    Aggregate,
    AnswerField,
    CustomerField,
    Edge,
    EntryField,
    EventField,
    GroupValue,
    Otherwise,
    TraitValue,
    Value,
)


def options(value: Value, scope: Scope) -> tuple[str, ...]:
    """The texts of a `one of` field or of groups; empty where every text is possible."""
    if isinstance(value, GroupValue):
        groups = scope.world.names.groups.get(value.name)
        if groups is None:  # of a score
            return tuple(line.name for line in scope.world.groups[value.name].lines)
        torn = scope.world.torn(groups)
        return () if torn else tuple(line.name.text for line in groups.lines)
    if isinstance(value, TraitValue):
        trait = scope.world.traits.get(value.name)
        return options(trait.value, scope) if trait else ()
    if isinstance(value, Otherwise):
        return options(value.value, scope)
    field = _field(value, scope)
    return field.options if field else ()


def is_yearly(value: Value, scope: Scope) -> bool:
    """Whether a date means its day of every year; traits are looked through."""
    if isinstance(value, TraitValue):
        trait = scope.world.traits.get(value.name)
        return trait is not None and is_yearly(trait.value, scope)
    if isinstance(value, Otherwise):
        return is_yearly(value.value, scope)
    field = _field(value, scope)
    return field is not None and field.yearly


def _field(value: Value, scope: Scope) -> Field | None:
    if isinstance(value, CustomerField):
        return scope.world.fields.get(value.name)
    if isinstance(value, EntryField):
        return scope.entry.field(value.name) if scope.entry else None
    if isinstance(value, AnswerField):
        answer = scope.answers.get(value.alias)
        return answer.field(value.name) if answer else None
    if isinstance(value, EventField):
        return scope.row.field(value.name) if scope.row else None
    if isinstance(value, Edge | Aggregate) and value.field is not None:
        if isinstance(value, Aggregate) and value.kind != "most frequent":
            return None
        event = scope.world.several(value.of.event)
        return event.field(value.field) if event else None
    return None


def called(value: Value) -> str:
    """What to call a value in a message."""
    if isinstance(value, CustomerField | EventField | TraitValue | GroupValue):
        return value.name
    if isinstance(value, EntryField):
        return f"entry.{value.name}"
    if isinstance(value, AnswerField):
        return f"{value.alias}.{value.name}"
    if isinstance(value, Edge):
        field = f".{value.field}" if value.field else ""
        return f"{value.which} {value.of.event}{field}"
    return "this"
