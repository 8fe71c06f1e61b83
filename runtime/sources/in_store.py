"""What Segue keeps itself, read where a store in PostgreSQL has it: by a session that makes nothing
in the database, so that each is a query in the place where it is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlglot import exp

from compiler.model.declarations import Event
from compiler.model.project import Project
from compiler.sql.translating.names import named
from compiler.sql.translating.statements import translated
from runtime.postgres import Session
from runtime.sources import own_events
from runtime.store.columns import (
    is_kept,
    kept_columns,
    movement_columns,
    own_columns,
    quoted,
)

_THERE = """
SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE n.nspname = %s AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
"""


class InStore:
    """The events that Segue keeps, what it did itself, and the movements, as the store in a schema
    has them; where it does not, there is nothing of them."""

    def __init__(self, session: Session, schema: str, project: Project) -> None:
        self._session, self._project = session, project
        self._store = f"{quoted(schema)}."
        self._columns: dict[str, set[str]] = {}
        for table, column in session.execute(_THERE, [schema]).fetchall():
            self._columns.setdefault(table, set()).add(column)

    def sources(self, native: str | None) -> dict[str, exp.Expr]:
        """By name, with the columns of the store's tables. `native`: the type by which the shop's
        customers and events join as they stand; None: by text."""
        kind = native or "VARCHAR"
        found = {
            event.name: self._kept(event, kind) if is_kept(event) else self._own(event, kind)
            for event in self._project.events.values() if is_kept(event) or event.own
        }  # fmt: skip
        found |= {name: self._movement(name, kind) for name in self._project.movements}
        return {name: _relation(text, name) for name, text in found.items()}

    def movements(self) -> dict[str, datetime]:
        """Up to when runs have kept the movements of each name."""
        if not self._project.movements or "movements" not in self._columns:
            return {}
        query = f'SELECT "name", "until" FROM {self._store}"movements"'
        found = self._session.execute(query.encode()).fetchall()
        return {
            name: until.replace(tzinfo=UTC) for name, until in found
            if name in self._project.movements
        }  # fmt: skip

    def _kept(self, event: Event, kind: str) -> str:
        table = f"kept_{event.name}"
        columns = kept_columns(event) | {"customer": kind}
        if not self._has(table, {"customer"}):
            return _nothing(columns)
        listed = ", ".join(
            f"CAST(NULL AS {type}) AS {quoted(name)}" if not self._has(table, {name})
            else f'TRY_CAST("customer" AS {kind}) AS "customer"' if name == "customer"
            else quoted(name)
            for name, type in columns.items()
        )  # fmt: skip
        return f"SELECT {listed} FROM {self._store}{quoted(table)}"

    def _own(self, event: Event, kind: str) -> str:
        if not self._is_told(event):
            arrival = {"arrival": "TIMESTAMP", "customer": kind}
            return _nothing(own_columns(event) | arrival)
        done = own_events.query_of(self._project, event, self._store, "postgres")
        return (
            f'SELECT r.*, TRY_CAST(r."key" AS {kind}) AS "customer"{own_events.seen(event)} '
            f"FROM ({done}) r"
        )

    def _is_told(self, event: Event) -> bool:
        """Whether the store has all that it is read from."""
        needed = own_events.needed(self._project, event)
        return all(self._has(table, columns) for table, columns in needed.items())

    def _has(self, table: str, columns: Collection[str]) -> bool:
        return {named(each) for each in columns} <= self._columns.get(named(table), set())

    def _movement(self, name: str, kind: str) -> str:
        columns = movement_columns()
        if not self._has(name, columns):
            return _nothing(columns | {"customer": kind})
        return (
            f'SELECT m.*, TRY_CAST(p."key" AS {kind}) AS "customer" FROM {self._store}'
            f'{quoted(name)} m JOIN {self._store}"people" p ON p."cid" = m."cid"'
        )


def _nothing(columns: Mapping[str, str]) -> str:
    listed = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in columns.items())
    return f"SELECT {listed} WHERE false"


def _relation(text: str, name: str) -> exp.Expr:
    (query,) = translated(text, _unasked)
    return exp.alias_(exp.Subquery(this=exp.var(query)), name, table=True, quoted=True)


def _unasked(table: str) -> list[str]:
    raise AssertionError(f"the columns of {table} are asked for")
