"""Rows for the events that Segue keeps itself, and the receipts and answers of messages.

All rows of a file come in, or none: the first bad one is named with its line and what is wrong
with it. A row that was brought before (by its id, else by all that it says) comes in once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compiler.model.declarations import Event, Field
from compiler.model.project import Project
from compiler.sql.tables import Table
from compiler.suggest import listed, nearest
from runtime.archive.whole import whole_journal
from runtime.forgetting.suppression import Suppression
from runtime.ingesting import completing
from runtime.ingesting.completing import STAGED
from runtime.ingesting.errors import IngestError
from runtime.ingesting.judging import judge, pass_over
from runtime.ingesting.places import where
from runtime.ingesting.staging import count, items_of, opened, stage
from runtime.store.columns import is_kept, kept_columns, quoted
from runtime.store.connection import Connection
from runtime.store.rows import beside, bring


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many rows were `new`, how many were `known` already, and how many were `passed` over,
    since they are of customers who were forgotten."""

    new: int
    known: int
    passed: int = 0


def ingest(
    connection: Connection,
    project: Project,
    name: str,
    file: Path,
    customers: Table | None = None,
    now: datetime | None = None,
    secret: str | None = None,
) -> Ingested:
    """Bring the rows of a CSV, JSON lines or Parquet file in for the event `name`.

    Columns are `customer`, `time`, those of the event's fields, and `id`. For events about
    messages: `send`, `time`, and where they make sense `button`, `reason`, `id`; `unsubscribed`
    may have `customer` and `channel` in the place of `send`. Rows of others than `customers`, of
    other channels, and of times after `now`, are refused where these are given. Rows of customers
    who were forgotten, whom Segue knows by the `secret`, do not come in (S38).

    The store's tables must be extended to the project (`store.extend`, which `attach` does).
    Raises IngestError."""
    event = _event(project, name)
    with beside(connection) as reading:
        raw = opened(reading, file)
        items = items_of(event, raw)
        rows = stage(reading, raw, items, file)
        bring(reading, connection, STAGED)
    passed = pass_over(connection, {item.name for item in items}, Suppression(connection, secret))
    judge(connection, project, event, {completing.column(item) for item in items}, customers, now)
    completed = completing.completed(
        event, items, whole_journal(connection), named=_all_named(connection, items)
    )
    new = _append(connection, event, completed)
    rows -= passed
    if new < rows:  # some are known, or one is wrong: what the file says itself is said first
        _refuse_bad(connection, file, STAGED)
        _refuse_bad(connection, file, f"({completed})")
    return Ingested(new, rows - new, passed)


def _event(project: Project, name: str) -> Event:
    kept = {event.name: event for event in project.events.values() if is_kept(event)}
    if name in kept:
        return kept[name]
    if name in project.events and project.events[name].own:
        raise IngestError(f"`{name}` is what Segue does itself: a run writes it down")
    if name in project.events:
        table = project.events[name].table
        raise IngestError(f"the rows of `{name}` come from table `{table}`, not from `ingest`")
    near = nearest(name, kept)
    hint = f"did you mean `{near}`?" if near else f"there are {listed(kept)}"
    raise IngestError(f"there is no event `{name}` that Segue keeps itself: {hint}")


def _all_named(connection: Connection, items: list[Field]) -> bool:
    """Whether every row brings an id, as receipts mostly do."""
    if "id" not in map(completing.column, items):
        return False
    return count(connection, f'SELECT count(*) FROM {STAGED} WHERE "id" IS NULL') == 0


def _append(connection: Connection, event: Event, completed: str) -> int:
    """Bring in what is new of the rows, if none of them is wrong; how many that were."""
    names = ", ".join(quoted(name) for name in kept_columns(event))
    table = quoted(f"kept_{event.name}")
    return count(
        connection,
        f"INSERT INTO {table} ({names}) WITH completed AS MATERIALIZED ({completed}) "
        f'SELECT {names} FROM (SELECT * FROM completed ANTI JOIN {table} USING ("id") '
        'QUALIFY row_number() OVER (PARTITION BY "id" ORDER BY "row") = 1) '
        'WHERE NOT EXISTS (SELECT 1 FROM completed WHERE "wrong" IS NOT NULL) ORDER BY "row"',
    )


def _refuse_bad(connection: Connection, file: Path, rows: str) -> None:
    found = connection.execute(
        f'SELECT "row", "wrong" FROM {rows} WHERE "wrong" IS NOT NULL ORDER BY "row" LIMIT 1'
    ).fetchone()
    if found is not None:
        raise IngestError(f"{file.name}, {where(file, found[0])}: {found[1]}; nothing came in")
