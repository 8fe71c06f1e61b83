"""What of the declared data anything looks at: only that is recorded and compared."""

from __future__ import annotations

import re

from compiler.model.project import Project
from compiler.model.values import Type
from compiler.walk import references


def events(project: Project) -> list[str]:
    """The kinds of events that a condition, a campaign or a goal names, and all about messages,
    by which the hand-over goes."""
    named = set(references(project).events)
    return [
        name for name, event in project.events.items() if name in named or event.about_messages
    ]


def customer_fields(project: Project) -> list[str]:
    """The customer's fields that a condition, a channel, a clock or a message looks at. Messages
    count by their words: to compare a field too many changes nothing."""
    named = set(references(project).fields)
    for channel in project.channels.values():
        named |= {channel.address, channel.consent or ""}
    texts = " ".join(
        f"{variant.text} {variant.subject}"
        for message in project.messages.values() for variant in message.variants
    )  # fmt: skip
    named |= set(re.findall(r"\w+", texts))
    return [
        field.name for field in project.customers.fields
        if field.name in named or field.type in (Type.TIMEZONE, Type.LANGUAGE)
    ]  # fmt: skip
