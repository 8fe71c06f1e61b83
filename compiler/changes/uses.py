"""What each campaign makes use of: in what it decides by, in its texts, and to reach customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.changes.model import Subject, of_field
from compiler.liquid import read
from compiler.model.campaigns import Campaign
from compiler.model.conditions import InSegment
from compiler.model.declarations import Message
from compiler.model.project import Project
from compiler.model.staff import Colleague
from compiler.model.steps import Call, Give, Send
from compiler.model.values import CustomerField, GroupValue, TraitValue, Type
from compiler.walk import References, reached, references, walk

Through = tuple[str, ...]
"""The names through which something is looked at; none: it is itself."""


@dataclass(frozen=True)
class Uses:
    """`decided`: what it decides by, each with the names through which it does; `told`: what its
    texts show, and hooks are told; `reached_by`: fields by which its channels know where customers
    are reached, and whether they may be. `sent`, `ways`, `given`, `called`, `staff`: messages,
    channels, offers, hooks, colleagues."""

    decided: dict[Subject, Through]
    told: dict[Subject, Through]
    reached_by: frozenset[Subject]
    sent: tuple[str, ...]
    ways: tuple[str, ...]
    given: tuple[str, ...]
    called: tuple[str, ...]
    staff: tuple[str, ...]


NOTHING = Uses({}, {}, frozenset(), (), (), (), (), ())
"""Of a campaign that is not there."""


def uses(project: Project, campaign: Campaign) -> Uses:
    """What a campaign of the project makes use of."""
    parts = [*walk(campaign)]
    sends = [each for each in parts if isinstance(each, Send)]
    sent = tuple(dict.fromkeys(each.message for each in sends))
    called = tuple(dict.fromkeys(each.hook for each in parts if isinstance(each, Call)))
    ways = tuple(dict.fromkeys(way for each in sends for way in each.channels))
    channels = [project.channels[way] for way in ways]
    by = [name for each in channels for name in (each.address, each.consent) if name]
    given = tuple(dict.fromkeys(each.offer for each in parts if isinstance(each, Give)))
    return Uses(
        _through(project, (campaign, *(project.offers[each].used_by for each in given))),
        _through(project, tuple(_shown(project, sent, called))),
        frozenset(Subject("field", name) for name in by),
        sent,
        ways,
        given,
        called,
        tuple(each.name for each in parts if isinstance(each, Colleague)),
    )


def _through(project: Project, nodes: tuple[object, ...]) -> dict[Subject, Through]:
    """All that is looked at, each with those of what the nodes name that lead to it."""
    found: dict[Subject, list[str]] = {each: [] for each in _subjects(references(*nodes))}
    direct = frozenset(found)
    for subject, node in _named(references(*nodes)):
        for each in _subjects(reached(project, node)):
            if each != subject and each not in direct:
                found.setdefault(each, []).append(subject.name)
    for each in _subjects(reached(project, *nodes)):
        found.setdefault(each, [])
    return {each: tuple(dict.fromkeys(names)) for each, names in found.items()}


def _named(of: References) -> Iterator[tuple[Subject, object]]:
    """What can itself look at something, as it is named."""
    yield from ((Subject("segment", name), InSegment(name)) for name in of.segments)
    yield from ((Subject("trait", name), TraitValue(name, Type.TEXT)) for name in of.traits)
    yield from ((Subject("groups", name), GroupValue(name)) for name in of.groups)


def _subjects(of: References) -> Iterator[Subject]:
    yield from map(of_field, of.fields)
    kinds = (
        ("event", of.events), ("record", of.records),
        ("segment", of.segments), ("trait", of.traits), ("groups", of.groups),
    )  # fmt: skip
    yield from (Subject(kind, name) for kind, names in kinds for name in names)


def _shown(
    project: Project, sent: tuple[str, ...], called: tuple[str, ...]
) -> Iterator[CustomerField]:
    """The fields of the customer that texts show and hooks are told."""
    names = [name for message in sent for name in _in_texts(project.messages[message])]
    names += [name for hook in called for name in project.hooks[hook].fields]
    for name in dict.fromkeys(names):
        field = project.customers.field(name)
        if field is not None:
            yield CustomerField(name, field.type)


def _in_texts(message: Message) -> Iterator[str]:
    for variant in message.variants:
        for text in (variant.subject, variant.text):
            for variable in read(text or "").variables:
                if variable.path[0] == "customer":
                    yield ".".join(variable.path[1:])
