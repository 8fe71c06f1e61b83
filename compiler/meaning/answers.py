"""The events that steps, leaves, goals and entries look for, and the names they get."""

from __future__ import annotations

from compiler.meaning.names import OFFER_EVENTS, TAKEN
from compiler.meaning.numbering import Numbering, once
from compiler.meaning.occurrences import filtered, kind
from compiler.meaning.scope import Scope
from compiler.model.occurring import Occurring
from compiler.model.offers import event_of
from dsl import tree


def occurring(
    event: tree.EventRef, where: tree.Condition | None, scope: Scope
) -> Occurring | None:
    """The event that a step, a leave, a goal or an entry names."""
    found = kind(event, scope)
    if found is None:
        return None
    of = filtered(found, where, scope)
    return Occurring(of.event, of.where, of.mine) if of is not None else None


def seen_from_here(node: tree.WaitFor, scope: Scope) -> Scope:
    """The scope in which the wait's name stands for the event that it saw. The event was
    looked up, and reported where it is none, with the wait itself."""
    assert node.name is not None
    world, word = scope.world, node.event.name.text
    about = node.event.subject is not None or node.event.any_subject
    if about and node.event.subject is not None and word in OFFER_EVENTS:
        own = world.own_events.get(event_of(word, node.event.subject.text))
        return scope.with_answer(node.name.text, own)
    plain = None if about else world.events.get(word)
    event = plain or (None if word in world.names.events else world.built_in.get(word))
    return scope.with_answer(node.name.text, event)


def new_alias(name: tree.Name, scope: Scope, numbering: Numbering) -> None:
    if name.text in TAKEN:
        scope.world.findings.add(
            "E0203", name.span, f"`{name.text}` cannot be the name of something else",
            f"`{name.text}` means {TAKEN[name.text]}; choose another name",
        )  # fmt: skip
    once(name, f"`{name.text}`", numbering.aliases, scope)
