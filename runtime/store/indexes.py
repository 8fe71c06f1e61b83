"""Indexes by which PostgreSQL finds what a tick looks for. DuckDB's joins use none, and its tables
are read through faster than an index would be kept."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.store import catalog
from runtime.store.columns import quoted
from runtime.store.connection import Connection, dialect

OF_TABLES = {
    "people": ("cid",),
    "customers": ("cid",),
    "enrolments": ("eid", "cid"),
    "ended": ("eid",),
    "message_rows": ("name",),
    "handovers": ("name", "at"),
    "open_messages": ("name", "due"),
    "gift_rows": ("eid",),
    "set_rows": ("cid",),
    "snapshots": ("at",),
    "best_hours": ("cid",),
    "given_arms": ("cid",),
}
OF_KINDS = {
    "event_": ("arrival", "cid", "id"),
    "record_": ("cid",),
    "queue_": ("due_at",),
    "gone_": ("eid",),
    "goals_": ("cid",),
}
"""By the beginning of a table's name."""


def index(connection: Connection) -> None:
    """Make the indexes that the store's tables lack."""
    if dialect(connection) != "postgres":
        return
    query = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    there = {name for (name,) in connection.execute(query).fetchall()}
    for table in catalog.tables(connection):
        for column in _columns(table):
            name = catalog.named(connection, f"{table} by {column}")
            if name not in there:
                connection.execute(
                    f"CREATE INDEX {quoted(name)} ON {quoted(table)} ({quoted(column)})"
                )


def _columns(table: str) -> Iterator[str]:
    yield from OF_TABLES.get(table, ())
    for beginning, columns in OF_KINDS.items():
        if table.startswith(beginning):
            yield from columns
