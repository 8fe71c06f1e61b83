"""Colleagues, and messages that go to one of them or to an address of the entry."""

from __future__ import annotations

import re

from compiler.meaning.paths import path, spelled
from compiler.meaning.scope import Scope
from compiler.meaning.world import World
from compiler.model.declarations import Message
from compiler.model.staff import AtEntry, Colleague, Recipient, Staff
from compiler.model.steps import Send
from compiler.model.values import EntryField, Type
from compiler.suggest import listed
from dsl import tree
from dsl.diagnostics import Label

_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s()./-]{3,}")


def staff(world: World) -> None:
    """Fills `world.staff`."""
    for node in world.names.staff.values():
        if kind_of(node.address.value) is None:
            world.findings.add(
                "E0490", node.address.span, f"`{node.address.value}` is no address",
                "write an e-mail address or a phone number",
            )  # fmt: skip
        world.staff[node.name.text] = Staff(node.name.text, node.address.value)


def kind_of(address: str) -> Type | None:
    """What the address is; None: none that is known."""
    if _MAIL.fullmatch(address):
        return Type.EMAIL
    return Type.PHONE if _PHONE.fullmatch(address) else None


def send_to(node: tree.Send, id: str, order: int, scope: Scope) -> Send | None:
    """`send M to sales`, `send M to entry.email`: by the one channel of the message that goes to
    such addresses."""
    message = scope.world.messages.get(node.message.text)
    if node.message.text not in scope.world.names.messages:
        scope.world.findings.unknown(node.message, "message", scope.world.names.messages)
    assert node.to is not None
    found = _recipient(node.to, scope)
    if found is None or message is None or not _is_service(node, message, scope):
        return None
    to, kind = found
    channel = _channel(node, message, kind, scope)
    return Send(id, order, message.name, (channel,), to) if channel else None


def _recipient(node: tree.Path, scope: Scope) -> tuple[Recipient, Type | None] | None:
    """Whom it goes to, and of what kind the address is; None, reported, where it can be nobody."""
    name = node.parts[0]
    if len(node.parts) == 1:
        if name.text not in scope.world.names.staff:
            scope.world.findings.unknown(
                name, "colleague", scope.world.names.staff,
                f"declare one: `staff {name.text} to \"…\"`; customers are written to by a "
                "channel: `send MESSAGE by CHANNEL`",
            )  # fmt: skip
            return None
        declared = scope.world.staff[name.text]
        return Colleague(name.text), kind_of(declared.address)
    if name.text != "entry":
        scope.world.findings.add(
            "E0490", node.span, f"no message can be sent to `{spelled(node)}`",
            "it goes to a colleague, or to an address of the entering event, such as "
            "`entry.email`; to the customer's own it goes by a channel: `send MESSAGE by CHANNEL`",
        )  # fmt: skip
        return None
    field = path(node, scope)
    if isinstance(field, EntryField) and field.type.textual:
        return AtEntry(field), field.type
    if field is not None:
        scope.world.findings.add(
            "E0490", node.span, f"`{spelled(node)}` cannot be an address",
            "an address is a field of the type `email`, `phone` or `text`",
        )  # fmt: skip
    return None


def _is_service(node: tree.Send, message: Message, scope: Scope) -> bool:
    if message.service:
        return True
    declared = scope.world.names.messages[message.name]
    if not scope.world.torn(declared):
        scope.world.findings.add(
            "E0490", node.message.span, f"`{message.name}` is not `for service`, and goes only to "
            "customers who gave their consent",
            f"write `for service` in message `{message.name}`, if it is no advertisement",
            labels=(Label(declared.name.span, "this message"),),
        )  # fmt: skip
    return False


def _channel(node: tree.Send, message: Message, kind: Type | None, scope: Scope) -> str | None:
    """The one channel of the message that goes to addresses of this kind (those of the type `text`
    may be any)."""
    world = scope.world
    declared = world.names.messages[message.name]
    names = dict.fromkeys(each.channel for each in message.variants)
    if world.torn(declared) or any(name not in world.channels for name in names):
        return None
    fit = [name for name in names if kind in (None, Type.TEXT) or _goes_to(name, kind, world)]
    if len(fit) == 1 and _says_to_all(message, fit[0]):
        return fit[0]
    to = {Type.EMAIL: "to e-mail addresses", Type.PHONE: "to phone numbers"}
    where = to.get(kind, "to such addresses") if kind is not None else "to such addresses"
    if not fit:
        title = f"`{message.name}` says nothing by a channel that goes {where}"
        help = "add such a channel with its text to the message"
    elif len(fit) == 1:
        title = f"`{message.name}` has words by `{fit[0]}` in some languages only"
        help = f"add `{fit[0]}` without a language"
    else:
        title = f"`{message.name}` has words by several channels that go {where}: {listed(fit)}"
        help = "send a message of its own, which has words by one of them"
    world.findings.add(
        "E0490", node.span, title, help, labels=(Label(declared.name.span, "this message"),)
    )
    return None


def _goes_to(channel: str, kind: Type | None, world: World) -> bool:
    field = world.fields.get(world.channels[channel].address)
    return field is not None and field.type in (kind, Type.TEXT)


def _says_to_all(message: Message, channel: str) -> bool:
    own = [each for each in message.variants if each.channel == channel]
    return any(each.language is None for each in own)
