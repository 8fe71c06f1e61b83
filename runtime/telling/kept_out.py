"""Whom `only if` and `only while` kept out of campaigns, which the journal does not hold (S16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from compiler.model.campaigns import ONLY_WHILE, Campaign
from compiler.model.entries import Entry, OnDate, OnEvent, OnMove
from compiler.model.project import Project
from compiler.still import gone
from runtime.applying.applied import Application, Unreadable, applications, read
from runtime.history import History
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.becoming import moves
from runtime.interpreter.conditions import holds
from runtime.interpreter.run import cause_of, cause_of_instant, is_one
from runtime.interpreter.schedules import around_dates
from runtime.interpreter.watching import calendar_at
from runtime.journal import Row
from runtime.telling.aloud import by_date, when
from runtime.workspace.workspace import Workspace

Span = tuple[datetime, datetime]
"""From when until when, the end excluded."""

Known = tuple[History, list[Row], Populations]
"""A customer's history and journal, and the snapshots."""


def kept_out(
    workspace: Workspace, known: Known, campaign: str, span: Span
) -> Iterator[tuple[datetime, str]]:
    """When the customer would have come in, had these conditions held, in sentences: of one
    campaign or of all (the empty text), each by the texts that were applied."""
    for text, during in _texts(workspace, span):
        if text is None:
            line = "what `only if` kept out before cannot be told: another Segue wrote that text"
            yield during[1], f"{when(workspace.project, during[1])} {line}"
            continue
        for one in text.campaigns.values():
            if campaign in ("", one.name) and _has_conditions(one):
                yield from _by_text(workspace, text, one, known, during)


def _texts(workspace: Workspace, span: Span) -> Iterator[tuple[Project | None, Span]]:
    """The projects that were applied one after another, each with when it held; None: one that
    cannot be read any more."""
    found = applications(workspace.connection)
    starts = [max(span[0], each.at or span[0]) for each in found]
    for each, start, end in zip(found, starts, [*starts[1:], span[1]], strict=True):
        if start < end:
            last = each is found[-1]
            yield workspace.project if last else _read(workspace, each), (start, end)


def _read(workspace: Workspace, application: Application) -> Project | None:
    try:
        return read(workspace.connection, application.program)
    except Unreadable:
        return None


def _has_conditions(campaign: Campaign) -> bool:
    return campaign.only_if is not None or campaign.only_while is not None


def _by_text(
    workspace: Workspace, text: Project, campaign: Campaign, known: Known, span: Span
) -> Iterator[tuple[datetime, str]]:
    """By one text, as far as the data that it asks for are still there."""
    lost = None
    if text is not workspace.project:
        conditions = (campaign.only_if, campaign.only_while)
        lost = gone(workspace.project, text, campaign, *conditions)
    if lost is None:
        yield from _kept_out(text, campaign, *known, span)
    else:
        until = when(workspace.project, span[1])
        line = f"{campaign.name}: what its `only if` kept out before cannot be told: {lost}"
        yield span[1], f"{until} {line}"


def _kept_out(
    project: Project,
    campaign: Campaign,
    history: History,
    rows: list[Row],
    populations: Populations,
    span: Span,
) -> Iterator[tuple[datetime, str]]:
    """What would have let in, had `only if` or `only while` held; the journal has no row of it."""
    decided = {row.cause for row in rows if row.campaign == campaign.name}
    view = View(project, history, Position(span[1]), populations)
    for there, cause, said in _causes(campaign.entry, view, span):
        if not span[0] <= there.at < span[1] or cause in decided:
            continue
        failed = _failed(campaign, there) if there.known else ""
        if failed:
            line = f"{campaign.name}: not let in {said}: its `{failed}` did not hold [S16]"
            yield there.at, f"{when(project, there.at)} {line}"


def _failed(campaign: Campaign, there: View) -> str:
    """Which of the two does not hold where somebody would enter; the empty text: none."""
    if campaign.only_if is not None and not holds(there, campaign.only_if):
        return "only if"
    kept = replace(there, calendar=calendar_at(there.project, there.position), enrolment="")
    if campaign.only_while is not None and not holds(kept, campaign.only_while):
        return ONLY_WHILE
    return ""


def _causes(
    entry: Entry, view: View, span: Span
) -> Iterator[tuple[View, str, str]]:
    """What `only if` saw where the customer could have entered by an event, a change or a date,
    with the cause as the journal names it and as it is said. (Schedules write who is not in their
    segment nowhere.)"""
    if isinstance(entry, OnDate):
        for at, cause, record in around_dates(view, entry, *span):
            there = _at(view, Position(at))
            own = there.record(entry.record, record) if entry.record else None
            yield replace(there, entry=own), cause, by_date(view.project, entry, cause)
    if isinstance(entry, OnMove):
        for position in moves(view, entry):
            there = _at(view, position)
            yield there, cause_of_instant(position.at), f"by {entry.words}"
    if isinstance(entry, OnEvent):
        for place, event in enumerate(view.history.events):
            there = _at(view, Position(event.arrival, place))
            if any(is_one(replace(there, row=event), on) for on in entry.on.each):
                yield there, cause_of(event), f"by {cause_of(event)}"


def _at(view: View, position: Position) -> View:
    """The view of who enters there."""
    events = view.history.events
    event = events[position.place] if 0 <= position.place < len(events) else None
    time = event.time if event else position.at
    return replace(view, position=position, entry=event, entry_time=time)
