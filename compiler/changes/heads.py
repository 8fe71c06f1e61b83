"""What of a campaign's head is another: who comes in and when, who leaves, what it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from compiler.changes.likeness import answers
from compiler.changes.model import Level
from compiler.changes.normal import same
from compiler.changes.words import events, percent
from compiler.model.campaigns import Campaign, Goal, Guard
from compiler.model.entries import At, Entry, Every, OnDate, OnEvent, OnMove
from compiler.model.steps import Split
from compiler.walk import steps
from dsl import tree

Nodes = tuple[tree.Node, ...]


@dataclass(frozen=True, slots=True)
class Headed:
    """`find`: the lines that say it, in a campaign as it is written."""

    level: Level
    what: str
    find: Callable[[tree.Campaign], Nodes]


def headed(before: Campaign, today: Campaign) -> Iterator[Headed]:
    """All that is another in the head of a campaign."""
    yield from _entry(before.entry, today.entry)
    for each in _LINES:
        one, other = getattr(before, each.name), getattr(today, each.name)
        if not (one == other if each.exactly else same(one, other)):
            yield Headed(each.level, each.what, each.find)
    yield from _hold_out(before, today)
    yield from _leaves(before, today)
    yield from _goals(before, today)
    yield from _guards(before, today)


@dataclass(frozen=True, slots=True)
class _Line:
    """`name` in the model; `exactly`: it is for people, who see every letter."""

    name: str
    level: Level
    what: str
    find: Callable[[tree.Campaign], Nodes]
    exactly: bool = False


def _of(name: str) -> Callable[[tree.Campaign], Nodes]:
    """The lines that the slot `name` of the tree holds."""

    def find(node: tree.Campaign) -> Nodes:
        value = getattr(node, name)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    return find


def _name(node: tree.Campaign) -> Nodes:
    return (node.name,)


_LINES = (
    _Line("title", Level.WORDING, "its title is another; customers do not see it", _name, True),
    _Line("owner", Level.WORDING, "somebody else looks after it", _of("owner"), True),
    _Line("usually", Level.WORDING, "another number of entries is taken as usual; it keeps nobody "
          "out", _of("usually"), True),
    _Line("only_if", Level.AUDIENCE, "others of them are let in (`only if`)", _of("only_if")),
    _Line("again", Level.AUDIENCE, "how often one customer can come in is another", _of("again")),
    _Line("late", Level.AUDIENCE, "another delay of an event still lets in", _of("late")),
    _Line("only_while", Level.AUDIENCE, "others may stay in (`only while`)", _of("only_while")),
    _Line("leaves_if", Level.AUDIENCE, "others leave early (`leave if`)", _of("leaves_if")),
    _Line("priority", Level.AUDIENCE, "where a cap lets only one message out, that of another "
          "campaign may come first", _of("priority")),
    _Line("runs_from", Level.TIMING, "it begins to let customers in at another date", _of("runs")),
    _Line("runs_until", Level.TIMING, "it lets customers in up to another date", _of("runs")),
    _Line("quiet", Level.TIMING, "its messages keep quiet at other times", _of("quiet")),
)  # fmt: skip


def _entry(before: Entry, today: Entry) -> Iterator[Headed]:
    find = _of("entries")
    if type(before) is not type(today):
        yield Headed(Level.STRUCTURE, "what lets customers in is of another kind", find)
        return
    if not same(_who(before), _who(today)):
        yield Headed(Level.AUDIENCE, _lets_in(before, today), find)
    if not same(_when(before), _when(today)):
        yield Headed(Level.TIMING, "customers come in at other times", find)


def _lets_in(before: Entry, today: Entry) -> str:
    if isinstance(before, OnEvent) and isinstance(today, OnEvent):
        if before.on.kinds != today.on.kinds:
            return f"{events(today.on)} lets in instead of {events(before.on)}"
        return f"{events(today.on)} lets in on other conditions"
    if isinstance(before, Every | At) and isinstance(today, Every | At):
        return f"{_segment(today)} lets in instead of {_segment(before)}"
    return "something else lets in"


def _segment(entry: Every | At) -> str:
    return f"being in `{entry.segment}`" if entry.segment else "being a customer"


def _who(entry: Entry) -> Any:
    match entry:
        case OnEvent():
            return entry.on
        case OnMove():
            return entry.on, entry.already
        case OnDate():
            return entry.around.value, entry.record
    return entry.segment


def _when(entry: Entry) -> Any:
    match entry:
        case OnDate(around=around):
            return around.sign, around.duration, around.at, around.zone, around.yearly
        case Every() | At():
            return replace(entry, segment=None)
    return None


def _hold_out(before: Campaign, today: Campaign) -> Iterator[Headed]:
    if before.hold_out != today.hold_out:
        what = f"{percent(today.hold_out)} are held out to compare with instead of "
        yield Headed(Level.LEGAL, what + percent(before.hold_out), _of("hold_out"))


def _leaves(before: Campaign, today: Campaign) -> Iterator[Headed]:
    """Who leaves on an event: by the kinds of events, each of which stands once."""
    old, new = ({each.event: each for each in campaign.leaves} for campaign in (before, today))
    for event in dict.fromkeys([*old, *new]):
        find = _leaving_on
        if event not in new:
            yield Headed(Level.STRUCTURE, f"{event} takes nobody out any more", find)
        elif event not in old:
            yield Headed(Level.STRUCTURE, f"{event} takes customers out", find)
        else:
            for level, what in answers(old[event], new[event], "what takes customers out"):
                yield Headed(level, what, find)


def _leaving_on(node: tree.Campaign) -> Nodes:
    return node.leaves


def _goals(before: Campaign, today: Campaign) -> Iterator[Headed]:
    old, new = ({each.name: each for each in campaign.goals} for campaign in (before, today))
    for name in dict.fromkeys([*old, *new]):
        if not same(old.get(name), new.get(name)):
            level = Level.STRUCTURE if name in _maximised(before, today) else Level.WORDING
            yield Headed(level, _goal(name, old.get(name), new.get(name), level), _of("goals"))


def _maximised(*campaigns: Campaign) -> set[str | None]:
    """The goals by which the shares of splits move."""
    every = (step for campaign in campaigns for step in steps(campaign))
    return {step.maximises for step in every if isinstance(step, Split)} - {None}


def _goal(name: str, before: Goal | None, today: Goal | None, level: Level) -> str:
    means = "; the shares of its split move by it" if level is Level.STRUCTURE else (
        "; customers get what they got"
    )
    if today is None or before is None:
        return f"goal {name} is {'new' if before is None else 'taken out'}{means}"
    return f"goal {name} is measured otherwise{means}"


def _guards(before: Campaign, today: Campaign) -> Iterator[Headed]:
    old, new = ({each.name: each for each in campaign.guards} for campaign in (before, today))
    for name in dict.fromkeys([*old, *new]):
        if not same(old.get(name), new.get(name)):
            yield Headed(Level.LEGAL, _guard(name, old.get(name), new.get(name)), _of("guards"))


def _guard(name: str, before: Guard | None, today: Guard | None) -> str:
    if before is None:
        return f"a guard against {name} stops entries"
    if today is None:
        return f"no guard against {name} stops entries any more"
    return f"the guard against {name} stops entries at another rate"
