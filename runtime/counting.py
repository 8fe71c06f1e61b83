"""Who is in a segment, or in which group, on the data as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import datetime
from typing import Any

from sqlglot import exp

from compiler.model.conditions import InSegment
from compiler.model.project import Project
from compiler.model.values import GroupValue, Type
from compiler.sql import build
from compiler.sql.dialects import emit
from compiler.sql.probe import Inline
from compiler.sql.queries import Key, groups_query, segment_query
from compiler.sql.tables import Table
from compiler.walk import reached
from compiler.zones import midnight
from runtime.engines.snapshots import fitted
from runtime.sources import Sources
from runtime.statistics.bgnbd import Fit
from runtime.store import fill_zones
from runtime.store.columns import quoted
from runtime.workspace import Workspace

NOWHERE = "(in none)"


def counted(workspace: Workspace, name: str, at: datetime) -> list[tuple[str, int]]:
    """How many customers: one row for a segment, one a group in the order of the text, and one
    for those in none of them."""
    found = _rows(workspace, _query(workspace, name, at, Key.COUNT))
    if name not in workspace.project.groups:
        return [(name, count) for (count,) in found]
    rows: dict[str | None, int] = dict(found)
    lines = [group.name for group in workspace.project.groups[name].lines]
    told = [(line, rows.get(line, 0)) for line in lines]
    return [*told, (NOWHERE, rows[None])] if rows.get(None) else told


def members(workspace: Workspace, name: str, at: datetime, limit: int) -> list[tuple[str, str]]:
    """The first `limit` customers by key, each with its group."""
    query = _query(workspace, name, at, Key.SHOW).limit(limit)
    grouped = name in workspace.project.groups
    rows = _rows(workspace, query)
    return [(str(row[0]), row[1] or NOWHERE if grouped else "") for row in rows]


def _query(workspace: Workspace, name: str, at: datetime, key: Key) -> exp.Query:
    project, sources = workspace.project, with_one_row_each(workspace)
    taken = midnight(at, project.policy.timezone)
    _fill_zones(workspace, name)
    fits = predictions(workspace, name, taken, sources).items()
    values = {prediction: astuple(fit.parameters) if fit.parameters else None
              for prediction, fit in fits}  # fmt: skip
    make = groups_query if name in project.groups else segment_query
    return make(project, name, at, sources, Inline(taken, values), key)


def _asked(project: Project, name: str) -> GroupValue | InSegment:
    """What a segment or groups of this name are asked as."""
    return GroupValue(name) if name in project.groups else InSegment(name)


def untold(workspace: Workspace, name: str, at: datetime) -> list[tuple[str, str]]:
    """The predictions that the segment or groups look at and that are unknown for everybody, each
    with the reason."""
    taken = midnight(at, workspace.project.policy.timezone)
    found = predictions(workspace, name, taken, with_one_row_each(workspace))
    return [(prediction, fit.trouble) for prediction, fit in found.items() if fit.trouble]


def predictions(
    workspace: Workspace, name: str, taken: datetime, sources: Sources
) -> dict[str, Fit]:
    """The predictions that a segment or groups look at, fitted to the data at the instant."""
    project = workspace.project
    rows = workspace.connection.execute
    return {
        trait: fitted(lambda text: rows(text).fetchall(), project, chance, taken, sources)
        for trait in reached(project, _asked(project, name)).traits
        if (chance := project.predictions.get(trait)) is not None
    }


def with_one_row_each(workspace: Workspace) -> Sources:
    """The sources; of several rows of one customer the one that a run would record."""
    return replace(workspace.sources, customers=_once(workspace))


def _fill_zones(workspace: Workspace, name: str) -> None:
    """The zones that customers live in, where something asked looks at their own clocks (S4)."""
    project = workspace.project
    field = project.customers.of_type(Type.TIMEZONE)
    if field is None or field.name not in reached(project, _asked(project, name)).fields:
        return
    table = workspace.sources.customers
    column, source = emit(table.fields[field.name], "duckdb"), emit(table.source, "duckdb")
    named = workspace.connection.execute(f"SELECT DISTINCT {column} FROM {source}").fetchall()
    fill_zones(workspace.connection, {name for (name,) in named if name is not None})


def _once(workspace: Workspace) -> Table:
    """The customers, one row per key; of several the one that a run would record."""
    table = workspace.sources.customers
    source = emit(table.source, "duckdb")
    (rows, keys) = workspace.connection.execute(
        f'SELECT count(*), count(DISTINCT "key") FROM {source}'
    ).fetchone() or (0, 0)
    if rows == keys:
        return table
    order = ", ".join(quoted(f"f_{name}") for name in table.fields) or "1"
    workspace.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE customers_once AS SELECT * FROM {source} "
        f'QUALIFY row_number() OVER (PARTITION BY "key" ORDER BY {order}) = 1'
    )
    return replace(table, source=build.table("customers_once"))


def _rows(workspace: Workspace, query: exp.Query) -> Sequence[tuple[Any, ...]]:
    return workspace.connection.execute(emit(query, "duckdb")).fetchall()
