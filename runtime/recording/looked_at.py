"""What of the declared data anything looks at: only that is recorded and compared."""

from __future__ import annotations

import re

from compiler.hours import counted, wanted
from compiler.model.entries import OnDate
from compiler.model.project import Project, remembered
from compiler.model.values import Aggregate, EntryField, EventField, Type
from compiler.walk import reached, references, walk


@remembered
def events(project: Project) -> list[str]:
    """The kinds of events that a condition, a campaign or a goal names, or a best hour looks at,
    and all about messages, by which the hand-over goes; of what Segue keeps, only what a run looks
    at."""
    named = set(references(project).events)
    if wanted(project.running):
        named.update(counted(project))
    across = (*project.populations.values(), *project.movements.values())
    in_runs = set(reached(project, *project.running, *across).events)
    return [
        name for name, event in project.events.items()
        if name in (in_runs if event.keeps else named) or event.about_messages
    ]  # fmt: skip


@remembered
def customer_fields(project: Project) -> list[str]:
    """The customer's fields that a condition, a channel, a clock or a message looks at. Messages
    count by their words: to compare a field too many changes nothing."""
    named = set(references(project).fields)
    for channel in project.channels.values():
        named |= {channel.address, channel.consent or ""}
    named |= set(re.findall(r"\w+", _texts(project)))
    return [
        field.name for field in project.customers.fields
        if field.name in named or field.type in (Type.TIMEZONE, Type.LANGUAGE)
    ]  # fmt: skip


def _texts(project: Project) -> str:
    """What messages say."""
    return " ".join(
        f"{variant.text} {variant.subject}"
        for message in project.messages.values() for variant in message.variants
    )  # fmt: skip


@remembered
def records(project: Project) -> list[str]:
    """The records that a condition or a value names, and those whose dates let in."""
    named = set(references(project).records)
    return [name for name in project.records if name in named]


def record_fields(project: Project, name: str) -> list[str]:
    """The fields of a record that a `where` or an aggregate looks at, and what a campaign or its
    messages say of the one whose date let in."""
    named: set[str | None] = set()
    for node in walk(project):
        if isinstance(node, EventField) and node.event == name:
            named.add(node.name)
        elif isinstance(node, Aggregate) and node.of.event == name:
            named.add(node.field)
    for campaign in project.campaigns.values():
        if isinstance(campaign.entry, OnDate) and campaign.entry.record == name:
            named |= {node.name for node in walk(campaign) if isinstance(node, EntryField)}
            named |= set(re.findall(r"\w+", _texts(project)))
    return [field.name for field in project.records[name].fields if field.name in named]
