"""How far back in an event's history a segment looks, and what makes it look at all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from compiler.model.conditions import Condition, Has, HasFollowed, InSegment
from compiler.model.project import Project
from compiler.model.values import Aggregate, Chance, Edge, GroupValue, Occurrences, Value
from compiler.model.windows import Before, MoreThanAgo, Window
from compiler.sql.clocks import FixedClock
from compiler.sql.labels import describe, duration, narrowed
from compiler.sql.windows import earliest
from compiler.walk import reached, walk

Look = Aggregate | Edge | Has | HasFollowed | Chance
"""What looks at an event."""


@dataclass(frozen=True)
class Looking:
    """`name`, which was declared, looks at `event` by `what`, and at nothing of it that lies
    before `since`; None: at all of its history, because of `why`."""

    name: str
    event: str
    what: str
    since: datetime | None
    why: str = ""


def histories(project: Project, name: str, at: datetime) -> tuple[Looking, ...]:
    """Everything by which the segment or the groups `name` look at events, each once, through all
    that they are made of. (A record has no history: it is as it stands.)"""
    clock = FixedClock(at, project.policy.timezone, None)
    found = [
        _looking(declared, look, clock)
        for declared, thing in _parts(project, name)
        for look in walk(thing)
        if isinstance(look, Look) and not _occurrences(look).standing
    ]
    return tuple(dict.fromkeys(found))


def _parts(project: Project, name: str) -> Iterator[tuple[str, object]]:
    """What was declared and is looked at, by name, in the order of the text."""
    asked: Value | Condition = InSegment(name)
    if name in project.groups:
        asked = GroupValue(name)
    seen = reached(project, asked)
    names = {name, *seen.traits, *seen.segments, *seen.groups}
    known = {**project.traits, **project.segments, **project.groups}
    return ((each, thing) for each, thing in known.items() if each in names)


def _occurrences(look: Look) -> Occurrences:
    return look.first if isinstance(look, HasFollowed) else look.of


def _looking(name: str, look: Look, clock: FixedClock) -> Looking:
    of = _occurrences(look)
    border = None if isinstance(look, Chance) else earliest(of.window, clock)
    since = border.instant if border is not None else None
    why = "" if since is not None else _why(look, of.window)
    return Looking(name, of.event, _told(look), since, why)


def _told(look: Look) -> str:
    if isinstance(look, Chance):
        return f"chance of {look.of.event} in next {duration(look.within)}"
    if isinstance(look, HasFollowed):
        return f"has {look.first.event}{narrowed(look.first)} followed by {look.then.event}"
    return f"has {look.of.event}{narrowed(look.of)}" if isinstance(look, Has) else describe(look)


def _why(look: Look, window: Window | None) -> str:
    if isinstance(look, Chance):
        return "a prediction knows the whole history"
    if window is None:
        return "it has no window"
    if isinstance(window, Before | MoreThanAgo):
        return "its window has an end and no beginning"
    return "its window begins at a value that is each customer's own"
