"""Why a customer got, and did not get, what: their journal, and what the journal does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from compiler.model.campaigns import ONLY_WHILE, Campaign
from compiler.model.entries import Entry, OnDate, OnEvent, OnMove
from compiler.model.project import Project
from compiler.sql.dialects import emit
from runtime.acts import read
from runtime.aloud import acted, aloud, by_date, when
from runtime.errors import Trouble
from runtime.histories import histories, recorded_populations
from runtime.history import History
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.becoming import moves
from runtime.interpreter.conditions import holds
from runtime.interpreter.run import cause_of, cause_of_instant, is_one
from runtime.interpreter.schedules import around_dates
from runtime.interpreter.watching import calendar_at
from runtime.journal import Row
from runtime.report.definitions import with_versions
from runtime.running import engine
from runtime.workspace import Workspace


def explained(workspace: Workspace, key: str, campaign: str = "") -> list[str]:
    """One sentence a decision, in order. Raises Trouble where Segue has never seen the customer."""
    found = histories(workspace.connection, workspace.project, [key])
    if not found:
        raise Trouble(_unknown(workspace, key))
    running = engine(workspace)
    rows = [row for row in running.journal() if row.customer == key]
    asked = [row for row in rows if _asked(row, campaign)]
    spoken = with_versions(
        workspace.connection, workspace.project, {row.campaign for row in asked}
    )
    told = [*_acts(workspace, rows, campaign), *((row.at, aloud(spoken, row)) for row in asked)]
    if running.beginning is not None and running.until is not None:
        span = (running.beginning, running.until)
        seen = recorded_populations(workspace.connection, workspace.project)
        for one in workspace.project.campaigns.values():
            if campaign in ("", one.name):
                told += _kept_out(workspace.project, one, found[0], rows, seen, span)
    told.sort(key=lambda line: line[0])
    return [line for _, line in told] or [f"nothing has happened to {key} in any campaign"]


def _unknown(workspace: Workspace, key: str) -> str:
    table = workspace.sources.customers
    row = workspace.connection.execute(
        f"SELECT 1 FROM {emit(table.source, 'duckdb')} WHERE \"key\" = ? LIMIT 1", [key]
    ).fetchone()
    if row is None:
        return f"Segue has recorded no customer `{key}`, and no event of one"
    return (
        f"customer `{key}` is in table `{workspace.project.customers.table}`, and not recorded "
        "yet: a run sees new customers at 00:00 of the policy's clock"
    )


def _acts(
    workspace: Workspace, rows: list[Row], campaign: str
) -> Iterator[tuple[datetime, str]]:
    """What people did to the campaigns that the customer's journal names."""
    named = {row.campaign for row in rows if _asked(row, campaign)}
    for act in read(workspace.connection):
        if act.campaign in named:
            yield act.at, acted(workspace.project, act)


def _asked(row: Row, campaign: str) -> bool:
    return campaign in ("", row.campaign)


def _kept_out(
    project: Project,
    campaign: Campaign,
    history: History,
    rows: list[Row],
    populations: Populations,
    span: tuple[datetime, datetime],
) -> Iterator[tuple[datetime, str]]:
    """What would have let in, had `only if` or `only while` held; the journal has no row of it."""
    if campaign.only_if is None and campaign.only_while is None:
        return
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
    entry: Entry, view: View, span: tuple[datetime, datetime]
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
