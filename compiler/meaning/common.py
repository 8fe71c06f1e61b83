"""What can be asked of an event where it may be one of several kinds: the fields that all of them
have, with one type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compiler.meaning.world import World
from compiler.model.declarations import Event, Field


def common(events: Sequence[Event | None], world: World) -> Event | None:
    """One event that stands for all of these; None where one of them is broken, and reported."""
    kinds = {event.name: event for event in events if event is not None}
    if None in events or not kinds:
        return None
    first, *others = kinds.values()
    if not others:
        return first
    declared = (world.declared(name) for name in kinds)
    if any(node is not None and world.torn(node) for node in declared):
        return None
    shared = (_shared(each, [other.field(each.name) for other in others]) for each in first.fields)
    return replace(first, name=" or ".join(kinds), fields=tuple(each for each in shared if each))


def _shared(field: Field, others: Sequence[Field | None]) -> Field | None:
    """The field where all have it alike. It can be what it is in any of them."""
    options = list(field.options)
    for other in others:
        if other is None or (other.type, other.yearly) != (field.type, field.yearly):
            return None
        options += other.options
    return replace(field, options=tuple(dict.fromkeys(options)))
