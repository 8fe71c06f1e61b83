"""What is known of who is in a campaign: when they enter, and as long as they are in it."""

from __future__ import annotations

from compiler.holding import Holding
from compiler.holding.formula import TRUE, Formula, either, every
from compiler.holding.lasting import of_events
from compiler.holding.lowering import counted
from compiler.holding.subjects import count
from compiler.model.campaigns import Campaign
from compiler.model.conditions import Condition, InSegment
from compiler.model.declarations import AFTER
from compiler.model.entries import Dated, OnEvent, OnMove
from compiler.model.occurring import Occurring
from compiler.model.values import CalendarStart, EntryField, EntryTime, EventField, Occurrences
from compiler.model.windows import Since
from compiler.rewriting import rebuilt
from compiler.walk import walk


def entered(campaign: Campaign, holding: Holding) -> Formula:
    """What holds at the instant of an entry."""
    asked = [each for each in (campaign.only_if, campaign.only_while) if each is not None]
    return every([by_entry(campaign, holding), *map(holding.lowering.formula, asked)])


def by_entry(campaign: Campaign, holding: Holding) -> Formula:
    """What the entry alone says of who enters."""
    entry = campaign.entry
    if isinstance(entry, OnEvent):
        return either(_by_event(each, holding) for each in entry.on.each)
    if isinstance(entry, Dated) and entry.segment is not None:
        return holding.lowering.formula(InSegment(entry.segment))
    if isinstance(entry, OnMove):
        movement = holding.declared.movements.get(entry.on.event)
        if movement is None or entry.on.where is None or entry.already:
            return TRUE
        return holding.lowering.formula(rebuilt(entry.on.where, lambda part: (
            movement.where if isinstance(part, EventField) and part.name == AFTER else part
        )))  # fmt: skip
    return TRUE


def _by_event(on: Occurring, holding: Holding) -> Formula:
    """The entering event has been seen (S14), and its fields are those of the entry."""
    if on.where is None:
        return after(on)
    where = rebuilt(on.where, lambda part: (
        EntryField(part.name, part.type)
        if isinstance(part, EventField) and part.event == on.event else part
    ))  # fmt: skip
    return every([after(on), holding.lowering.formula(where)])


def after(on: Occurring) -> Formula:
    """There has been such an event."""
    return either(counted(count(Occurrences(each.event, None, None, each.mine)), True)
                  for each in on.each)  # fmt: skip


def invariants(campaign: Campaign, holding: Holding) -> Formula:
    """What holds at every step: whoever it does not hold of leaves before (S7, S21).

    Conditions on the calendar are left out: for leaving they are looked at when something changes,
    and not at each midnight."""
    parts = [holding.lowering.formula(each, holds=False)
             for each in campaign.leaves_if if not _calendar(each)]  # fmt: skip
    if campaign.only_while is not None and not _calendar(campaign.only_while):
        parts.append(holding.lowering.formula(campaign.only_while))
    parts += [none_since(each) for each in campaign.leaves if of_events(each.where)]
    return every(parts)


def none_since(on: Occurring) -> Formula:
    """None of the events of a line `leave on` has come since the entry."""
    since = Since(EntryTime(), after=True)
    of = Occurrences(on.event, since, on.where, on.mine)
    return counted(count(of), False)


def _calendar(condition: Condition) -> bool:
    return any(isinstance(part, CalendarStart) for part in walk(condition))
