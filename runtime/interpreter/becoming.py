"""Who enters because they came to be somewhere else, or are there at the beginning (S18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from compiler.model.campaigns import Campaign, OnMove
from runtime.history import Occurrence
from runtime.interpreter import movements
from runtime.interpreter.conditions import holds
from runtime.interpreter.entries import enter
from runtime.interpreter.run import Run, new_enrolment
from runtime.interpreter.view import Position


def ahead(run: Run) -> list[Position]:
    """The next position at which the customer moves as a campaign asks, or at which one begins."""
    found = [
        position
        for campaign in run.project.campaigns.values()
        if isinstance(campaign.entry, OnMove)
        for position in _positions(run, campaign, campaign.entry)
        if position > run.position
    ]
    return [min(found)] if found else []


def _positions(run: Run, campaign: Campaign, entry: OnMove) -> Iterator[Position]:
    if entry.already:
        yield Position(_begins(run, campaign))
    for position, _ in _moves(run, entry):
        yield position


def _moves(run: Run, entry: OnMove) -> Iterator[tuple[Position, Occurrence]]:
    """Those that are meant; of several at one instant, which have one cause, the first (S15)."""
    last: datetime | None = None
    for position, moved in movements.ever(run.view(), entry.on.event):
        view = replace(run.view(position=position), row=moved)
        if entry.on.where is not None and not holds(view, entry.on.where):
            continue
        if position.at != last:
            yield position, moved
        last = position.at


def _begins(run: Run, campaign: Campaign) -> datetime:
    """The later of `runs from` and the beginning."""
    return max(campaign.runs_from or run.beginning, run.beginning)


def enter_by_moving(run: Run, campaign: Campaign) -> None:
    """The customer may enter the campaign at this position."""
    entry = campaign.entry
    if isinstance(entry, OnMove) and (
        run.position in [position for position, _ in _moves(run, entry)]
        or _already(run, campaign, entry)
    ):
        _enter(run, campaign)


def _already(run: Run, campaign: Campaign, entry: OnMove) -> bool:
    """Whether the campaign begins here, and the customer is there and did not come just now."""
    here = entry.already and run.position == Position(_begins(run, campaign))
    came = any(position.at == run.at for position, _ in _moves(run, entry))
    return here and not came and movements.there(run.view(), entry.on.event)


def _enter(run: Run, campaign: Campaign) -> None:
    cause = f"{run.at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    if run.view().known:
        enter(run, new_enrolment(run, campaign, cause))
