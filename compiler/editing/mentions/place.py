"""Where in a file one is while it is walked through: what names stand for there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from dsl import tree

Kinds = tuple[str, ...]
"""The names of the events, or of the record, that something is about."""


@dataclass(frozen=True, slots=True)
class Place:
    """`row`: inside a `where` over these. `entry`: what lets customers into the campaign.
    `answers`: by name, the events that waits of it saw. `message`, `test`: in which one is."""

    row: Kinds | None = None
    campaign: str = ""
    entry: Kinds = ()
    answers: Mapping[str, Kinds] = field(default_factory=dict)
    message: str = ""
    test: str = ""
    records: Mapping[str, str] = field(default_factory=dict)
    """By the name that a test gives it, of which record somebody has one."""

    def at(self, row: Kinds | None) -> Place:
        """The same inside a `where` over `row`."""
        return replace(self, row=row)


def parts(node: Any) -> Iterator[tree.Node]:
    """The nodes that stand directly in a node."""
    for name in _names(type(node)):
        yield from _nodes(getattr(node, name))


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _NAMES_OF:
        _NAMES_OF[kind] = tuple(part.name for part in fields(kind) if part.name != "span")
    return _NAMES_OF[kind]


_NAMES_OF: dict[type, tuple[str, ...]] = {}
"""A cache: looking fields up anew for every node takes most of a walk's time."""


def _nodes(value: Any) -> Iterator[tree.Node]:
    if isinstance(value, tree.Node):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)


def walk(node: tree.Node) -> Iterator[tree.Node]:
    """A node and all below it."""
    yield node
    for part in parts(node):
        yield from walk(part)


def kinds(events: tree.Events) -> Kinds:
    """The names of alternatives."""
    return tuple(each.event.name.text for each in events)


def in_campaign(node: tree.Campaign) -> Place:
    """The place of the lines of a campaign."""
    answers = {
        each.name.text: kinds(each.events)
        for each in walk(node)
        if isinstance(each, tree.WaitFor | tree.Way) and each.name is not None
    }
    return Place(campaign=node.name.text, entry=entering(node), answers=answers)


def entering(node: tree.Campaign) -> Kinds:
    """The events or the record whose fields `entry` and the record's name show."""
    found: list[str] = []
    for entry in node.entries:
        if isinstance(entry, tree.EnterOn):
            found += kinds(entry.events)
        elif isinstance(entry, tree.EnterAround) and len(entry.field.parts) == 2:
            found.append(entry.field.parts[0].text)
    return tuple(found)


def in_test(node: tree.Test) -> Place:
    """The place of the lines of a test."""
    records = {
        line.which.text: line.record.text
        for line in node.lines
        if isinstance(line, tree.GivenRecord)
    }
    return Place(test=node.name.value, records=records)
