"""Events that conditions, entries, waits and goals name, and which of their rows are meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler.meaning import conditions, windows
from compiler.meaning.names import MESSAGE_EVENTS
from compiler.meaning.scope import Scope
from compiler.model.conditions import All, Compare, Condition
from compiler.model.declarations import Event
from compiler.model.values import Const, EventField, Occurrences, Type
from dsl import tree

SORTS = {
    "field": "a field of the customer", "trait": "a trait", "segment": "a segment",
    "groups": "groups of customers", "event": "an event", "prediction": "a prediction",
    "score": "a score",
}  # fmt: skip
"""Sorts of names as the messages say them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event, and for events of messages: which message, and whether only of this
    enrolment."""

    event: Event
    about: Condition | None = None
    mine: bool = False

    def and_where(self, where: Condition | None) -> Condition | None:
        if self.about is None or where is None:
            return self.about or where
        return All((self.about, where))


def kind(node: tree.EventRef, scope: Scope) -> Kind | None:
    """The event that is named; None, reported, where there is none."""
    if node.subject is None and not node.any_subject:
        event = named(node.name, scope)
        return Kind(event) if event else None
    return _of_message(node, scope)


def named(name: tree.Name, scope: Scope) -> Event | None:
    """The event of that name, the shop's own before those of messages."""
    world = scope.world
    if name.text in world.events:
        return world.events[name.text]
    sort = world.names.sort(name.text)
    if sort == "event" or name.text in world.findings.excused:
        return None
    if name.text == "unsubscribed":
        return world.about_messages[name.text]
    if name.text in MESSAGE_EVENTS:
        world.findings.add(
            "E0212", name.span, f"`{name.text}` needs a message behind it",
            f"write `{name.text} any message`, or `{name.text}` and the name of a message",
        )  # fmt: skip
    elif sort is not None:
        world.findings.add("E0204", name.span, f"`{name.text}` is {SORTS[sort]}, not an event",
                           _instead(name.text, sort))  # fmt: skip
    else:
        world.findings.unknown(name, "event", [*world.names.events, *MESSAGE_EVENTS])
    return None


def _instead(name: str, sort: str) -> str:
    if sort == "segment":
        return f"for who is in it write `in {name}`"
    return f"it can be compared as it is: `{name} = …`"


def _of_message(node: tree.EventRef, scope: Scope) -> Kind | None:
    world, name = scope.world, node.name
    if name.text not in world.about_messages or name.text == "unsubscribed":
        world.findings.add(
            "E0204", node.span, f"`{name.text}` is not about a message",
            f"write `{name.text}` alone; {', '.join(MESSAGE_EVENTS[:-1])} are about messages",
        )  # fmt: skip
        return None
    message = node.subject
    if message is not None and message.text not in world.names.messages:
        world.findings.unknown(message, "message", world.names.messages)
        return None
    event = world.about_messages[name.text]
    said: list[Condition] = []
    if message is not None:
        said.append(_is(event, "message", message.text))
    if node.button is not None:
        said.append(_is(event, "button", node.button.value))
    about = All(tuple(said)) if len(said) > 1 else (said[0] if said else None)
    return Kind(event, about, scope.mine)


def _is(event: Event, field: str, value: str) -> Compare:
    return Compare("=", EventField(event.name, field, Type.TEXT), Const(value, Type.TEXT))


def occurrences(
    kind: Kind, window: tree.Window | None, where: tree.Condition | None, scope: Scope
) -> Occurrences | None:
    """The rows of a kind of event in a window that satisfy `where`."""
    seen = windows.window(window, scope, of_events=True) if window is not None else None
    chosen = filtered(kind, where, scope)
    if (window is not None and seen is None) or chosen is None:
        return None
    return replace(chosen, window=seen)


def filtered(kind: Kind, where: tree.Condition | None, scope: Scope) -> Occurrences | None:
    """The rows of a kind of event, ever, that satisfy `where`."""
    found = None
    if where is not None:
        found = conditions.condition(where, scope.at_row(kind.event))
        if found is None:
            return None
    return Occurrences(kind.event.name, None, kind.and_where(found), kind.mine)


def subject(node: tree.Path | tree.EventRef, scope: Scope) -> tuple[Kind, tree.Name | None] | None:
    """What stands behind `count of`, `sum of`, `last`: an event, and a field of it where one is
    named."""
    if isinstance(node, tree.EventRef):
        found = kind(node, scope)
        return (found, None) if found else None
    if len(node.parts) > 2 or node.parts[0].text in ("customer", "entry"):
        scope.world.findings.add(
            "E0310", node.span, "here stands an event, or an event and a field of it",
            "for instance `purchase` or `purchase.amount`",
        )  # fmt: skip
        return None
    event = named(node.parts[0], scope)
    if event is None:
        return None
    return Kind(event), (node.parts[1] if len(node.parts) == 2 else None)


def without_where(span_of: tree.Node, scope: Scope, what: str) -> bool:
    """Reports E0306 where `what` stands inside a `where`; True where it may stand."""
    if not scope.in_row:
        return True
    scope.world.findings.add(
        "E0306", span_of.span, f"`where` cannot look at {what}",
        "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
        "a line of its own",
    )  # fmt: skip
    return False


