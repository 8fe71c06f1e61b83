"""Generic traversals over the typed model: who refers to what."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from compiler.model.campaigns import Campaign
from compiler.model.conditions import InSegment
from compiler.model.entries import Dated, OnDate
from compiler.model.occurring import Occurring
from compiler.model.steps import If, Listening, Repeat, Split, Step, Until, WaitsUntil
from compiler.model.values import (
    CustomerField,
    GroupValue,
    Occurrences,
    Population,
    TraitValue,
)


def children(node: object) -> Iterator[object]:
    """The model objects that stand directly in `node` (also in its tuples and dictionaries)."""
    for name in _field_names(type(node)):
        yield from _nodes(getattr(node, name))


def _nodes(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _nodes(part)
    elif _field_names(type(value)):
        yield value


def _field_names(kind: type) -> tuple[str, ...]:
    if kind not in _NAMES_OF:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        _NAMES_OF[kind] = tuple(field.name for field in fields)
    return _NAMES_OF[kind]


_NAMES_OF: dict[type, tuple[str, ...]] = {}
"""A cache: looking fields up anew for every node takes most of a walk's time."""


def walk(node: object) -> Iterator[object]:
    """`node` and everything below it, depth first, in the order of the text."""
    yield node
    for child in children(node):
        yield from walk(child)


def steps(of: Campaign | tuple[Step, ...]) -> Iterator[Step]:
    """Every step of a campaign or a block, depth first, which is the order of `Step.order`; those
    for who leaves come last."""
    for step in top(of) if isinstance(of, Campaign) else of:
        yield step
        for _, block in blocks(step):
            yield from steps(block)


def top(campaign: Campaign) -> tuple[Step, ...]:
    """The steps that stand in no other."""
    return (*campaign.steps, *(step for each in campaign.partings for step in each.steps))


def blocks(step: Step) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """The blocks under a step with the word that stands for each in step ids and the journal."""
    if isinstance(step, Listening):
        answered = tuple((way.arm or "then", way.steps) for way in step.ways)
        inside = (("until", step.steps),) if isinstance(step, Until) else ()
        return (*inside, *answered, ("else", step.otherwise))
    if isinstance(step, Repeat):
        return tuple((str(each.number), each.steps) for each in step.passes)
    if isinstance(step, If):
        named = tuple((branch.label, branch.steps) for branch in step.branches)
        return (*named, ("else", step.otherwise))
    if isinstance(step, Split):
        return tuple((arm.name, arm.steps) for arm in step.arms)
    if isinstance(step, WaitsUntil) and step.then:
        return (("then", step.then), ("else", ()))
    return ()


@dataclass(frozen=True, slots=True)
class References:
    """The names that something looks at, each once, in the order of the text."""

    fields: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    populations: tuple[Population, ...] = ()


def references(*nodes: object) -> References:
    """What the given nodes name themselves; not what the named traits and segments look at."""
    return _gather(part for node in nodes for part in walk(node))


class Declared(Protocol):
    """Where the names stand that are looked through."""

    @property
    def segments(self) -> Mapping[str, object]: ...
    @property
    def traits(self) -> Mapping[str, object]: ...
    @property
    def groups(self) -> Mapping[str, object]: ...
    @property
    def movements(self) -> Mapping[str, object]: ...


def reached(project: Declared, *nodes: object) -> References:
    """What the given nodes look at, through the segments, traits and groups that they name."""
    seen: dict[tuple[str, str], object] = {}
    waiting = list(reversed(nodes))
    parts: list[object] = []
    while waiting:
        node = waiting.pop()
        for part in walk(node):
            parts.append(part)
            named = _declared(project, part)
            if named is not None and named[0] not in seen:
                seen[named[0]] = named[1]
                waiting.append(named[1])
    return _gather(iter(parts))


def made_of(project: Declared, *nodes: object) -> Iterator[object]:
    """The given nodes and all that they are made of, through the segments, traits and groups that
    they name; movements only by name."""
    seen: set[tuple[str, str]] = set()
    waiting = list(reversed(nodes))
    while waiting:
        for part in walk(waiting.pop()):
            yield part
            named = _declared(project, part)
            if named is not None and named[0][0] != "movement" and named[0] not in seen:
                seen.add(named[0])
                waiting.append(named[1])


def _declared(project: Declared, part: object) -> tuple[tuple[str, str], object] | None:
    if isinstance(part, InSegment):
        return ("segment", part.name), project.segments[part.name]
    if isinstance(part, Dated) and part.segment is not None:
        return ("segment", part.segment), project.segments[part.segment]
    if isinstance(part, Population) and part.segment is not None:
        return ("segment", part.segment), project.segments[part.segment]
    if isinstance(part, TraitValue):
        return ("trait", part.name), project.traits[part.name]
    if isinstance(part, GroupValue):
        return ("groups", part.name), project.groups[part.name]
    if isinstance(part, Occurrences | Occurring) and part.event in project.movements:
        return ("movement", part.event), project.movements[part.event]
    return None


def _gather(parts: Iterator[object]) -> References:
    names: dict[type, dict[str, None]] = {kind: {} for kind in _NAMED}
    populations: dict[Population, None] = {}
    records: dict[str, None] = {}
    for part in parts:
        if isinstance(part, Occurrences) and part.standing:
            records[part.event] = None
        elif isinstance(part, Occurrences | Occurring):
            names[Occurrences][part.event] = None
        elif isinstance(part, Population):
            populations[part] = None
            if part.segment is not None:
                names[InSegment][part.segment] = None
        elif isinstance(part, Dated) and part.segment is not None:
            names[InSegment][part.segment] = None
        elif isinstance(part, OnDate) and part.record is not None:
            records[part.record] = None
        elif isinstance(part, CustomerField | InSegment | TraitValue | GroupValue):
            names[type(part)][part.name] = None
    fields, events, segments, traits, groups = (tuple(names[kind]) for kind in _NAMED)
    return References(fields, events, tuple(records), segments, traits, groups, tuple(populations))


_NAMED: tuple[type, ...] = (CustomerField, Occurrences, InSegment, TraitValue, GroupValue)
