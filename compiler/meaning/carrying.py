"""`send M by A, else B`: the chain of channels, and whether each carries the message."""

from __future__ import annotations

from compiler.meaning.scope import Scope
from compiler.model.steps import Send
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span


def send(node: tree.Send, id: str, order: int, scope: Scope) -> Send | None:
    world = scope.world
    fine = True
    if node.message.text not in world.names.messages:
        world.findings.unknown(node.message, "message", world.names.messages)
        fine = False
    seen: dict[str, Span] = {}
    for channel in node.channels:
        if channel.text in seen:
            world.findings.add(
                "E0405", channel.span, f"`{channel.text}` stands twice in this chain",
                "the next channel is tried where the one before cannot reach; the same one "
                "cannot either", labels=(Label(seen[channel.text], "here first"),),
            )  # fmt: skip
        seen.setdefault(channel.text, channel.span)
        fine = _carries(node, channel, scope) and fine
    return Send(id, order, node.message.text, tuple(seen)) if fine else None


def _carries(node: tree.Send, channel: tree.Name, scope: Scope) -> bool:
    """Whether the channel exists and the message has words for it."""
    world = scope.world
    declared = world.names.channels.get(channel.text)
    if declared is None:
        world.findings.unknown(channel, "channel", world.names.channels)
        return False
    message = world.names.messages.get(node.message.text)
    if message is None or world.torn(message):
        return False
    wordings = [each for each in message.variants if each.channel.text == channel.text]
    if any(each.channel.text not in world.names.channels for each in message.variants):
        return bool(wordings)
    if wordings and all(each.language is not None for each in wordings):
        world.findings.add(
            "E0406", channel.span, f"message `{message.name.text}` has words by `{channel.text}` "
            "in some languages only",
            f"add `{channel.text}` without a language, for who speaks none of them",
            labels=(Label(message.name.span, "this message"),),
        )  # fmt: skip
        return False
    if not wordings:
        world.findings.add(
            "E0406", channel.span,
            f"message `{message.name.text}` says nothing by `{channel.text}`",
            f"add `{channel.text}` with its text to the message, or send it by another channel",
            labels=(Label(message.name.span, "this message"),),
        )  # fmt: skip
        return False
    if declared.service_only and not message.service:
        world.findings.add(
            "E0417", channel.span, f"`{channel.text}` carries only what is `for service`",
            f"send `{message.name.text}` by another channel",
            labels=(Label(message.name.span, "this message is not"),),
        )  # fmt: skip
        return False
    return True
