"""`reachable by email`: whether a channel can reach a customer (S24)."""

from __future__ import annotations

from compiler.meaning.scope import Scope, without_where
from compiler.model.conditions import All, AnyOf, Compare, Condition, Known, Not, Truth, Withdrawn
from compiler.model.declarations import Channel, Event
from compiler.model.values import Const, CustomerField, EventField, Occurrences, Type
from dsl import tree


def reachable(node: tree.Reachable, scope: Scope) -> Condition | None:
    """The typed condition: an address, the consent, and no unsubscribing since, as for messages
    that are not `for service`. None, reported, where it cannot be."""
    world, name = scope.world, node.channel
    if not without_where(node, scope, "channels"):
        return None
    if name.text not in world.names.channels:
        world.findings.unknown(name, "channel", world.names.channels)
        return None
    channel = world.channels.get(name.text)
    if channel is None or channel.address not in world.fields:
        return None
    return _reachable(channel, world.fields[channel.address].type, world.built_in["unsubscribed"])


def _reachable(channel: Channel, kind: Type, unsubscribed: Event) -> Condition:
    address = CustomerField(channel.address, kind)
    parts: list[Condition] = [
        Known(address), Not(Compare("=", address, Const("", Type.TEXT))),
    ]  # fmt: skip
    if channel.consent is not None:
        parts.append(Truth(CustomerField(channel.consent, Type.YES_NO)))
    off = Occurrences(unsubscribed.name, None, _from(channel, unsubscribed))
    return All((*parts, Not(Withdrawn(off, channel.consent))))


def _from(channel: Channel, unsubscribed: Event) -> Condition:
    """An unsubscription that does not say from what is one from everything."""
    said = EventField(unsubscribed.name, "channel", Type.TEXT)
    return AnyOf((Not(Known(said)), Compare("=", said, Const(channel.name, Type.TEXT))))
