"""Why a customer got, and did not get, what: their journal, and what the journal does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from compiler.sql.dialects import emit
from runtime.acts import read
from runtime.errors import Trouble
from runtime.forgetting.suppression import Suppression
from runtime.journal import Row
from runtime.looking.histories import histories, recorded_populations
from runtime.report.definitions import with_versions
from runtime.running.run import engine
from runtime.telling.aloud import acted, aloud
from runtime.telling.kept_out import kept_out
from runtime.workspace.workspace import Workspace


def explained(workspace: Workspace, key: str, campaign: str = "") -> list[str]:
    """One sentence a decision, in order. Raises Trouble where Segue has never seen the customer,
    or has forgotten them."""
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
        told += kept_out(workspace, (found[0], rows, seen), campaign, span)
    told.sort(key=lambda line: line[0])
    return [line for _, line in told] or [f"nothing has happened to {key} in any campaign"]


def _unknown(workspace: Workspace, key: str) -> str:
    Suppression(workspace.connection, workspace.settings.secret).refuse(key)
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
