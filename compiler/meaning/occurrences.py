"""Events that conditions, entries, waits and goals name, and which of their rows are meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from compiler.meaning import conditions, offers, windows
from compiler.meaning.names import MESSAGE_EVENTS, OFFER_EVENTS, OWN_EVENTS
from compiler.meaning.scope import Scope
from compiler.model.conditions import All, Compare, Condition
from compiler.model.declarations import Event, Record, Several
from compiler.model.values import Const, EventField, Occurrences, Type
from dsl import tree

SORTS = {
    "field": "a field of the customer", "trait": "a trait", "segment": "a segment",
    "groups": "groups of customers", "event": "an event", "prediction": "a prediction",
    "score": "a score", "list": "a list", "record": "a record",
}  # fmt: skip
"""Sorts of names as the messages say them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event or a record, and for built-in events: which message or campaign it is
    about, and whether only of this enrolment."""

    event: Several
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
    return _about(node, scope)


def several(node: tree.EventRef, scope: Scope) -> Kind | None:
    """The event or record that is named; None, reported, where there is neither."""
    if node.subject is None and not node.any_subject:
        return _either(node.name, scope)
    return _about(node, scope)


def standing(name: tree.Name, scope: Scope) -> Kind | None:
    """The record of that name, where there is one."""
    record = scope.world.records.get(name.text)
    return Kind(record) if record is not None else None


def _either(name: tree.Name, scope: Scope) -> Kind | None:
    found = standing(name, scope)
    if found is not None:
        return found
    event = named(name, scope, scope.world.names.records)
    return Kind(event) if event else None


def named(name: tree.Name, scope: Scope, also: Iterable[str] = ()) -> Event | None:
    """The event of that name, the shop's own before those of messages. `also`: what else could
    have been meant."""
    world = scope.world
    if name.text in world.events:
        return world.events[name.text]
    sort = world.names.sort(name.text)
    if sort == "event" or name.text in world.findings.excused:
        return None
    if name.text == "unsubscribed":
        return world.built_in[name.text]
    if OWN_EVENTS.get(name.text) == "campaign":
        world.findings.add(
            "E0212", name.span, f"`{name.text}` needs a campaign behind it",
            f"write `{name.text}` and the name of a campaign",
        )  # fmt: skip
    elif name.text in OFFER_EVENTS:
        world.findings.add("E0212", name.span, f"`{name.text}` needs an offer behind it",
                           f"write `{name.text}` and the name of an offer")  # fmt: skip
    elif name.text in MESSAGE_EVENTS or name.text in OWN_EVENTS:
        world.findings.add(
            "E0212", name.span, f"`{name.text}` needs a message behind it",
            f"write `{name.text} any message`, or `{name.text}` and the name of a message",
        )  # fmt: skip
    elif sort is not None:
        world.findings.add("E0204", name.span, f"`{name.text}` is {SORTS[sort]}, not an event",
                           _instead(name.text, sort))  # fmt: skip
    else:
        known = [*world.names.events, *also, *MESSAGE_EVENTS, *OWN_EVENTS, *OFFER_EVENTS]
        world.findings.unknown(name, "event", known)
    return None


def _instead(name: str, sort: str) -> str:
    if sort in ("segment", "list"):
        return f"for who is in it write `in {name}`"
    if sort == "record":
        return f"it stands, and does not happen: ask for it with `has {name}`, `count of {name}`"
    return f"it can be compared as it is: `{name} = …`"


def _about(node: tree.EventRef, scope: Scope) -> Kind | None:
    """A built-in event with what it is about."""
    if node.name.text in OFFER_EVENTS:
        return offers.kind(node, scope)
    found = _of_campaign(node, scope) if OWN_EVENTS.get(node.name.text) == "campaign" else (
        _of_message(node, scope)
    )
    if found is not None and isinstance(found.event, Event) and found.event.own:
        scope.world.own_events[found.event.name] = found.event
    return found


def _of_campaign(node: tree.EventRef, scope: Scope) -> Kind | None:
    world, campaign = scope.world, node.subject
    if campaign is None or node.button is not None:
        world.findings.add(
            "E0204", node.span, f"`{node.name.text}` is about a campaign",
            f"write `{node.name.text}` and the name of a campaign",
        )  # fmt: skip
        return None
    if campaign.text not in world.names.campaigns:
        world.findings.unknown(campaign, "campaign", world.names.campaigns)
        return None
    event = world.built_in[node.name.text]
    return Kind(event, _is(event, "campaign", campaign.text))


def _of_message(node: tree.EventRef, scope: Scope) -> Kind | None:
    world, name = scope.world, node.name
    if name.text not in world.built_in or name.text == "unsubscribed":
        world.findings.add(
            "E0204", node.span, f"`{name.text}` is not about a message",
            f"write `{name.text}` alone; sent, {', '.join(MESSAGE_EVENTS[:-1])} are about messages",
        )  # fmt: skip
        return None
    message = node.subject
    if message is not None and message.text not in world.names.messages:
        world.findings.unknown(message, "message", world.names.messages)
        return None
    event = world.built_in[name.text]
    if node.button is not None and event.own:
        world.findings.add("E0204", node.button.span, f"`{name.text}` is about a whole message",
                           "leave the button out, or ask for `clicked`")  # fmt: skip
        return None
    said: list[Condition] = []
    if message is not None:
        said.append(_is(event, "message", message.text))
    if node.button is not None:
        said.append(_is(event, "button", node.button.value))
    about = All(tuple(said)) if len(said) > 1 else (said[0] if said else None)
    others = message is not None and scope.sends is not None and message.text not in scope.sends
    return Kind(event, about, scope.mine and not others)


def _is(event: Event, field: str, value: str) -> Compare:
    return Compare("=", EventField(event.name, field, Type.TEXT), Const(value, Type.TEXT))


def occurrences(
    kind: Kind, window: tree.Window | None, where: tree.Condition | None, scope: Scope
) -> Occurrences | None:
    """The rows of a kind of event in a window that satisfy `where`."""
    if window is not None and isinstance(kind.event, Record):
        timeless(window, f"window of `{kind.event.name}`", kind.event, scope)
        return None
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
    stands = isinstance(kind.event, Record)
    return Occurrences(kind.event.name, None, kind.and_where(found), kind.mine, stands)


def timeless(node: tree.Node, what: str, record: Record, scope: Scope) -> None:
    """E0320: a record is as it stands, and at no time."""
    times = [field.name for field in record.fields if field.type in (Type.TIME, Type.DATE)]
    said = f"where {times[0]} in last 7 days" if times else "where FIELD …"
    scope.world.findings.add(
        "E0320", node.span, f"there is no {what}, which is a record: it has no time",
        f"ask for it as it stands: `has {record.name} {said}`",
    )  # fmt: skip


def subject(node: tree.Path | tree.EventRef, scope: Scope) -> tuple[Kind, tree.Name | None] | None:
    """What stands behind `count of`, `sum of`, `last`: an event, and a field of it where one is
    named."""
    if isinstance(node, tree.EventRef):
        about = kind(node, scope)
        return (about, None) if about else None
    if len(node.parts) > 2 or node.parts[0].text in ("customer", "entry"):
        scope.world.findings.add(
            "E0310", node.span, "here stands an event, or an event and a field of it",
            "for instance `purchase` or `purchase.amount`",
        )  # fmt: skip
        return None
    found = _either(node.parts[0], scope)
    if found is None:
        return None
    return found, (node.parts[1] if len(node.parts) == 2 else None)
