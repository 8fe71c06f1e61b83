"""Why a customer got, and did not get, what: their journal, and what the journal does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from compiler.model.campaigns import Campaign, OnEvent
from compiler.model.project import Project
from compiler.sql.dialects import emit
from runtime.aloud import aloud, when
from runtime.errors import Trouble
from runtime.histories import histories, recorded_populations
from runtime.history import History, Occurrence
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.conditions import holds
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
    told = [(row.at, aloud(workspace.project, row)) for row in rows if _asked(row, campaign)]
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
    """The events that would have let in, had `only if` held; the journal has no row of them."""
    if not isinstance(campaign.entry, OnEvent) or campaign.only_if is None:
        return
    decided = {row.cause for row in rows if row.campaign == campaign.name}
    for place, event in enumerate(history.events):
        cause = f"{event.kind} {event.id}"
        inside = span[0] <= event.arrival < span[1]
        if event.kind != campaign.entry.on.event or not inside or cause in decided:
            continue
        view = View(project, history, Position(event.arrival, place), populations, entry=event)
        if _lets_in(campaign.entry, view, event) and not holds(view, campaign.only_if):
            line = f"{campaign.name}: not let in by {cause}: its `only if` did not hold [S16]"
            yield event.arrival, f"{when(project, event.arrival)} {line}"


def _lets_in(entry: OnEvent, view: View, event: Occurrence) -> bool:
    where = entry.on.where
    return view.known and (where is None or holds(replace(view, row=event), where))
