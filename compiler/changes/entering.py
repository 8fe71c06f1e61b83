"""Whom a campaign would let in, as far as it can be told from customers as they stand."""

from __future__ import annotations

from compiler.model.campaigns import Campaign
from compiler.model.conditions import All, AnyOf, Condition, Has, InSegment
from compiler.model.entries import Dated, OnEvent
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from compiler.model.values import EntryField, EntryTime, EventField, Occurrences
from compiler.model.windows import Duration, InLast
from compiler.rewriting import rebuilt
from compiler.walk import walk

RECENTLY = Duration(4, "week")
"""How far it is looked back for events that let in."""


def looks_back(campaign: Campaign) -> bool:
    """Whether it is told from events, and not from customers as they stand."""
    return isinstance(campaign.entry, OnEvent)


def entering(project: Project, campaign: Campaign) -> Condition | None:
    """Who is in the segment that a schedule lets in; who did of late what an event lets in by; both
    where `only if` holds, without those parts of it that only an entry can tell. None: it hangs on
    what is seen at an instant, a movement or a date, or on what Segue itself does."""
    entry = campaign.entry
    asked = _parts(campaign.only_if)
    now = tuple(each for each in asked if not _at_entry(each))
    if isinstance(entry, Dated):
        return All((*((InSegment(entry.segment),) if entry.segment else ()), *now))
    if not isinstance(entry, OnEvent):
        return None
    if any(project.events[kind].built_in for kind in entry.on.kinds):
        return None
    of_entry = tuple(each for each in asked if _at_entry(each))
    did = tuple(Has(_recently(each, of_entry)) for each in entry.on.each)
    return All((AnyOf(did) if len(did) > 1 else did[0], *now))


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, All) else (condition,)


def _at_entry(condition: Condition) -> bool:
    return any(isinstance(each, EntryField | EntryTime) for each in walk(condition))


def _recently(on: Occurring, of_entry: tuple[Condition, ...]) -> Occurrences:
    """What is asked of the entry is asked of the event, where it is of the event alone."""

    def of_event(part: object) -> object:
        if isinstance(part, EntryField):
            return EventField(on.event, part.name, part.type)
        return part

    simple = (each for each in of_entry if not _looks_around(each))
    asked = tuple(rebuilt(each, of_event) for each in simple)
    where = (*((on.where,) if on.where is not None else ()), *asked)
    joined = (where[0] if len(where) == 1 else All(where)) if where else None
    return Occurrences(on.event, InLast(RECENTLY), joined)


def _looks_around(condition: Condition) -> bool:
    return any(isinstance(each, Occurrences | EntryTime | InSegment) for each in walk(condition))
