"""Messages and the channels that they go by."""

from __future__ import annotations

from dsl.hints.trouble import Advice, Trouble

_JOINED = ("or", "and", "then", "otherwise", "/", "+", "by")


def else_channel(trouble: Trouble) -> Advice | None:
    """A channel behind a channel."""
    if not trouble.begins("send"):
        return None
    if (trouble.word(-2), trouble.word(-1)) == ("else", "by"):
        return Advice(f"write `else {trouble.typed}`, without `by`")
    comma = trouble.word(-1) == "," and trouble.takes("else")
    if not comma and trouble.typed not in _JOINED:
        return None
    at = -2 if comma else -1
    if trouble.word(at - 1) not in ("by", "else"):
        return None
    chain = f"`{trouble.word(at)}, else {_next_channel(trouble)}`"
    if trouble.typed == "and":
        return Advice(f"write a `send` line for each, or {chain} for where the first cannot")
    return Advice(f"write {chain}")


def _next_channel(trouble: Trouble) -> str:
    behind = (token.text for token in trouble.line[trouble.position :])
    return next((word for word in behind if word not in (*_JOINED, "else")), "…")


_ORDER = ("template", "subject", "in")


def variant_order(trouble: Trouble) -> Advice | None:
    """The parts of a variant, each a word and a text, in another order than theirs."""
    if trouble.start != "message_line":
        return None
    if trouble.position == 1 and trouble.typed == ":":
        return Advice('the text stands below its channel, between two lines of """')
    if trouble.position == 1 and trouble.kind() == "STRING" and trouble.word(-1) in _ORDER:
        right = f"email {trouble.word(-1)} {trouble.typed}"
        return Advice(f"it stands behind the channel that it is of: `{right}`")
    channel, *rest = trouble.line
    words, texts = [token.text for token in rest[::2]], rest[1::2]
    if trouble.position == 1 and trouble.kind() == "STRING":
        return Advice(f"write `subject {trouble.typed}`") if trouble.takes("subject") else None
    if len(words) != len(texts) or len(set(words)) < len(words) or not set(words) <= {*_ORDER}:
        return None
    parts = dict(zip(words, (token.text for token in texts), strict=True))
    right = " ".join(f"{word} {parts[word]}" for word in _ORDER if word in parts)
    return Advice(f"write `{channel.text} {right}`, in this order")
