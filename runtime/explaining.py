"""Why a customer got, and did not get, what: their journal, and what the journal does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from compiler.model.campaigns import ONLY_WHILE, Campaign
from compiler.model.entries import Entry, OnEvent, OnMove
from compiler.model.project import Project
from compiler.sql.dialects import emit
from runtime.acts import read
from runtime.aloud import acted, aloud, when
from runtime.errors import Trouble
from runtime.histories import histories, recorded_populations
from runtime.history import History
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.becoming import cause_of_move, moves
from runtime.interpreter.conditions import holds
from runtime.interpreter.run import cause_of
from runtime.interpreter.watching import calendar_at
from runtime.journal import Row
from runtime.running import engine
from runtime.workspace import Workspace


def explained(workspace: Workspace, key: str, campaign: str = "") -> list[str]:
    """One sentence a decision, in order. Raises Trouble where Segue has never seen the customer."""
    found = histories(workspace.connection, workspace.project, [key])
    if not found:
        raise Trouble(_unknown(workspace, key))
    running = engine(workspace)
    rows = [row for row in running.journal() if row.customer == key]
    told = [*_acts(workspace, rows, campaign)]
    told += [(row.at, aloud(workspace.project, row)) for row in rows if _asked(row, campaign)]
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
    for position, cause, said in _causes(campaign.entry, view):
        if not span[0] <= position.at < span[1] or cause in decided:
            continue
        there = _entering(view, position)
        failed = _failed(campaign, there) if there.known else ""
        if failed:
            line = f"{campaign.name}: not let in by {said}: its `{failed}` did not hold [S16]"
            yield position.at, f"{when(project, position.at)} {line}"


def _failed(campaign: Campaign, there: View) -> str:
    """Which of the two does not hold where somebody would enter; the empty text: none."""
    if campaign.only_if is not None and not holds(there, campaign.only_if):
        return "only if"
    kept = replace(there, calendar=calendar_at(there.project, there.position), enrolment="")
    if campaign.only_while is not None and not holds(kept, campaign.only_while):
        return ONLY_WHILE
    return ""


def _causes(entry: Entry, view: View) -> Iterator[tuple[Position, str, str]]:
    """Where the customer could have entered by an event or a change, with the cause as the journal
    names it and as it is said. (Schedules write who is not in their segment nowhere.)"""
    if isinstance(entry, OnMove):
        for position in moves(view, entry):
            yield position, cause_of_move(position.at), entry.words
    if isinstance(entry, OnEvent):
        for place, event in enumerate(view.history.events):
            position = Position(event.arrival, place)
            there = replace(view, position=position, entry=event, row=event)
            where = entry.on.where
            if event.kind == entry.on.event and (where is None or holds(there, where)):
                yield position, cause_of(event), cause_of(event)


def _entering(view: View, position: Position) -> View:
    """What `only if` sees there."""
    events = view.history.events
    event = events[position.place] if 0 <= position.place < len(events) else None
    time = event.time if event else position.at
    return replace(view, position=position, entry=event, entry_time=time)
