"""Who enters because they came to be somewhere else, or are there at the beginning (S18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from compiler.model.campaigns import Campaign
from compiler.model.entries import OnMove
from runtime.interpreter import movements
from runtime.interpreter.conditions import holds
from runtime.interpreter.entries import enter
from runtime.interpreter.run import Run, cause_of_instant, new_enrolment
from runtime.interpreter.view import Position, View


def ahead(run: Run) -> list[Position]:
    """The next position at which the customer moves as a campaign asks, or at which one begins."""
    found = [
        position
        for campaign in run.campaigns()
        if isinstance(campaign.entry, OnMove)
        for position in _positions(run, campaign, campaign.entry)
        if position > run.position
    ]
    return [min(found)] if found else []


def _positions(run: Run, campaign: Campaign, entry: OnMove) -> Iterator[Position]:
    if entry.already:
        yield Position(_begins(run, campaign))
    yield from moves(run.view(), entry)


def moves(view: View, entry: OnMove) -> Iterator[Position]:
    """Where the customer ever moves as is meant, as far as is known by now; of several positions
    at one instant, which have one cause, the first (S15)."""
    last: datetime | None = None
    for position, moved in movements.ever(view, entry.on.event):
        there = replace(view, position=position, row=moved)
        if entry.on.where is not None and not holds(there, entry.on.where):
            continue
        if position.at != last:
            yield position
        last = position.at


def _begins(run: Run, campaign: Campaign) -> datetime:
    """The later of `runs from` and the first instant at which it was executed."""
    begun = run.begun[campaign.name]
    return max(campaign.runs_from or begun, begun)


def enter_by_moving(run: Run, campaign: Campaign) -> None:
    """The customer may enter the campaign at this position."""
    entry = campaign.entry
    if isinstance(entry, OnMove) and (
        run.position in moves(run.view(), entry)
        or _already(run, campaign, entry)
    ):
        _enter(run, campaign)


def _already(run: Run, campaign: Campaign, entry: OnMove) -> bool:
    """Whether the campaign begins here, and the customer is there and did not come just now."""
    here = entry.already and run.position == Position(_begins(run, campaign))
    came = any(position.at == run.at for position in moves(run.view(), entry))
    return here and not came and movements.there(run.view(), entry.on.event)


def _enter(run: Run, campaign: Campaign) -> None:
    if run.view().known:
        enter(run, new_enrolment(run, campaign, cause_of_instant(run.at)))
