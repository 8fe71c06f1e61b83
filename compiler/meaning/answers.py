"""The events that steps, leaves, goals and entries look for, and the names they get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compiler.meaning.common import common
from compiler.meaning.names import OFFER_EVENTS, TAKEN
from compiler.meaning.numbering import Numbering, once
from compiler.meaning.occurrences import filtered, kind
from compiler.meaning.scope import Scope
from compiler.model.conditions import AnyOf
from compiler.model.declarations import Event
from compiler.model.occurring import Occurring
from compiler.model.offers import event_of
from dsl import tree


def occurring(
    events: tree.Events, where: tree.Condition | None, scope: Scope
) -> Occurring | None:
    """The events that a step, a leave, a goal or an entry names. The `where` behind several is
    said of each of them, where none has one of its own."""
    among = replace(scope, among=len(events) > 1)
    found = [_one(each, where, among) for each in events]
    known = [each for each in found if each is not None]
    return _together(known) if len(known) == len(found) else None


def _one(node: tree.Alternative, where: tree.Condition | None, scope: Scope) -> Occurring | None:
    found = kind(node.event, scope)
    if found is None:
        return None
    of = filtered(found, node.where or where, scope)
    return Occurring(of.event, of.where, of.mine) if of is not None else None


def _together(found: Sequence[Occurring]) -> Occurring:
    """The same kind named twice is one, wherever either `where` holds."""
    kinds: dict[tuple[str, bool], list[Occurring]] = {}
    for each in found:
        kinds.setdefault((each.event, each.mine), []).append(each)
    first, *others = (_either(same) for same in kinds.values())
    return replace(first, others=tuple(others))


def _either(same: Sequence[Occurring]) -> Occurring:
    wheres = tuple(each.where for each in same if each.where is not None)
    if len(same) == 1 or len(wheres) < len(same):
        return same[0] if len(same) == 1 else replace(same[0], where=None)
    return replace(same[0], where=AnyOf(wheres))


def any_of(events: tree.Events) -> str:
    """Events as they were typed, but for what stands in parentheses: `purchase or visit`."""
    return " or ".join(written(each.event) for each in events)


def written(event: tree.EventRef) -> str:
    """An event as it was typed: `purchase`, `clicked any message`."""
    parts = [event.name.text]
    if event.any_subject:
        parts.append("any message")
    if event.subject is not None:
        parts.append(event.subject.text)
    if event.button is not None:
        parts.append(f'"{event.button.value}"')
    return " ".join(parts)


Seeing = tree.WaitFor | tree.Way
"""What sees an event, which may have a name."""


def name_of(node: Seeing) -> tree.Name | None:
    """The name of the event that a wait sees: its own, or else the step's."""
    return node.name or (node.called if isinstance(node, tree.WaitFor) else None)


def seen_from_here(node: Seeing, scope: Scope) -> Scope:
    """The scope in which the wait's name stands for the event that it saw. The events were
    looked up, and reported where they are none, with the wait itself."""
    name = name_of(node)
    if name is None:
        return scope
    events = [_known(each.event, scope) for each in node.events]
    return scope.with_answer(name.text, common(events, scope.world))


def _known(node: tree.EventRef, scope: Scope) -> Event | None:
    world, word = scope.world, node.name.text
    about = node.subject is not None or node.any_subject
    if node.subject is not None and word in OFFER_EVENTS:
        return world.own_events.get(event_of(word, node.subject.text))
    plain = None if about else world.events.get(word)
    return plain or (None if word in world.names.events else world.built_in.get(word))


def new_alias(name: tree.Name, scope: Scope, numbering: Numbering) -> None:
    if name.text in TAKEN:
        scope.world.findings.add(
            "E0203", name.span, f"`{name.text}` cannot be the name of something else",
            f"`{name.text}` means {TAKEN[name.text]}; choose another name",
        )  # fmt: skip
    once(name, f"`{name.text}`", numbering.aliases, scope)
