"""Files as tables of a project whose store is in PostgreSQL: DuckDB reads them, as it does over a
store in a file, and what it reads is brought into temporary tables of the session, with the columns
of the store's tables. Those of a file that has changed are filled anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from sqlglot import exp

from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.dialects import one_line
from runtime.postgres import Session, first
from runtime.settings import Settings, TableSettings
from runtime.sources.duckdb import DuckReader
from runtime.sources.fingerprints import of_files
from runtime.sources.fitting import fit_readings
from runtime.sources.raw import place, reason
from runtime.sources.reader import SourceError
from runtime.sources.reading import PRODUCTS, Reading
from runtime.sources.rows import mark_of, rows_of
from runtime.store.columns import quoted, sql_type
from runtime.store.embedded import embedded

MANY = 10_000
"""Rows that are on their way at once."""

_KINDS = {
    "VARCHAR": 'text COLLATE "C"', "VARCHAR[]": 'text[] COLLATE "C"', "TIMESTAMP": "timestamp",
    "BIGINT": "bigint", "BOOLEAN": "boolean", "DATE": "date",
    "DECIMAL(18,6)": "numeric(18,6)", "DECIMAL(18,4)": "numeric(18,4)",
}  # fmt: skip
"""The types of the store's columns, in PostgreSQL's words."""

_OWN = {"time": "TIMESTAMP", "arrival": "TIMESTAMP", "since": "TIMESTAMP", "until": "TIMESTAMP",
        "mark": "BIGINT"}  # fmt: skip
"""The columns of `rows_of` that are no text, beside the fields."""


class Brought:
    """The declarations whose tables are files: `readings`, by name. Raises SourceError where one
    cannot be read, or is not what is declared."""

    def __init__(
        self, session: Session, project: Project, settings: Settings, root: Path
    ) -> None:
        self.readings: dict[str, Reading] = {}
        self._session, self._settings, self._root = session, settings, root
        self._prints: dict[str, str | None] = {}
        reader = reader_of(settings, root)
        if reader is not None:
            self._reader = reader
            self._open(project)

    def __call__(self, name: str) -> str | None:
        """The state of a declaration's files when they were brought in last; None: not known."""
        return self._prints.get(name)

    def refresh(self) -> None:
        """Bring in what has changed. Outside of any transaction."""
        told = of_files(self.readings, self._settings, self._root)
        for name in self.readings:
            now = told(name)
            if name not in self._prints or now is None or now != self._prints[name]:
                self._bring(name)
                self._prints[name] = now

    def sources(self) -> dict[str, exp.Expr]:
        """Where queries find what was brought in."""
        return {name: build.table(_table(name)) for name in self.readings}

    def query(self, name: str) -> str:
        """All of what was brought in of a declaration."""
        listed = ", ".join(quoted(column) for column in self._columns(name))
        return f"SELECT {listed} FROM {quoted(_table(name))}"

    def _open(self, project: Project) -> None:
        found = fit_readings(self._reader, project, self._settings, files=True)
        self.readings = {name: each for name, each in found.items() if each.what != PRODUCTS}
        for name in self.readings:
            self._make(name)

    def _make(self, name: str) -> None:
        columns = self._columns(name)
        listed = ", ".join(f"{quoted(each)} {_KINDS[kind]}" for each, kind in columns.items())
        table = quoted(_table(name))
        self._session.execute(f"DROP TABLE IF EXISTS {table} CASCADE".encode())
        self._session.execute(f"CREATE TEMP TABLE {table} ({listed})".encode())
        if "time" in columns:
            self._session.execute(f'CREATE INDEX ON {table} ("time")'.encode())

    def _columns(self, name: str) -> dict[str, str]:
        """With their types."""
        reading = self.readings[name]
        kinds = {f"f_{each}": sql_type(column.field.type)
                 for each, column in reading.fields.items()}  # fmt: skip
        kinds |= {f"f_{each}": sql_type(Type.YES_NO) for each in reading.lists}
        return {column: kinds.get(column) or _OWN.get(column, "VARCHAR")
                for column in _query(reading).named_selects}  # fmt: skip

    def _bring(self, name: str) -> None:
        table = quoted(_table(name))
        settings = self._settings.tables[self.readings[name].raw.name]
        try:
            with self._session.transaction(), self._session.cursor() as cursor:
                cursor.execute(f"TRUNCATE {table}".encode())
                with cursor.copy(f"COPY {table} FROM STDIN".encode()) as copying:
                    for row in self._rows(name):
                        copying.write_row(row)
                cursor.execute(f"ANALYZE {table}".encode())
        except duckdb.Error as error:
            raise _unread(self.readings[name], settings, reason(error)) from error
        except psycopg.DataError as error:
            raise _unread(self.readings[name], settings, first(error)) from error

    def _rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """All values as text, which PostgreSQL reads as what they are."""
        columns = self._columns(name)
        values = ", ".join(
            f"CAST({quoted(column)} AS {'VARCHAR[]' if kind == 'VARCHAR[]' else 'VARCHAR'})"
            for column, kind in columns.items()
        )
        query = one_line(_query(self.readings[name]), "duckdb")
        yield from self._reader.stream(f"SELECT {values} FROM ({query})", MANY)


def _query(reading: Reading) -> exp.Select:
    """Its rows, of events with a mark that a `bigint` holds."""
    query = rows_of(reading, native=False)
    if "time" not in reading.roles:
        return query
    half = exp.IntDiv(this=mark_of(reading), expression=build.whole(2))
    return query.select(build.named(build.cast(half, "BIGINT"), "mark"))


def _table(name: str) -> str:
    return f"file of {name}"


def _unread(reading: Reading, settings: TableSettings, said: str) -> SourceError:
    return SourceError(f"{place(reading.raw.name, settings)}: {said}")


def brought_in(
    session: Session, project: Project, settings: Settings, root: Path
) -> dict[str, exp.Expr]:
    """Where queries of a session that otherwise can only read find what files have."""
    session.execute("SET default_transaction_read_only = off")
    try:
        found = Brought(session, project, settings, root)
        found.refresh()
    finally:
        session.execute("SET default_transaction_read_only = on")
    return found.sources()


def reader_of(settings: Settings, root: Path) -> DuckReader | None:
    """Who reads the tables that are files; None: there are none."""
    if all(table.file is None for table in settings.tables.values()):
        return None
    return DuckReader(embedded(), root)
