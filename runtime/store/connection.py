"""What a store is spoken to through, whichever database keeps it.

Statements are DuckDB's SQL; another database's connection puts them into its own words
(`compiler.sql.translating`). A `DuckDBPyConnection` is such a connection as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, cast

from compiler.sql.dialects import Dialect


class Answer(Protocol):
    """What a statement gave: its rows, or, of one that changes rows, how many these are."""

    @property
    def description(self) -> Any:
        """A tuple for each column, whose first is its name."""

    def fetchone(self) -> tuple[Any, ...] | None: ...

    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """One session with a store."""

    def execute(self, query: Any, parameters: Any = None) -> Answer:
        """Parameters by name (`$name`), or in order (`?`, `$1`)."""

    def executemany(self, query: Any, parameters: Any = None) -> object: ...

    def begin(self) -> object: ...

    def commit(self) -> object: ...

    def rollback(self) -> object: ...

    def close(self) -> object: ...


class Translating(Connection, Protocol):
    """A session with a store that is none of DuckDB."""

    dialect: Dialect

    def own(self, text: str) -> Answer:
        """A statement, or several, in the database's own words."""

    def copy(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table, whose name stands as in SQL."""


def translating(connection: Connection) -> Translating | None:
    """The connection, where it has words of its own; None: it is one of DuckDB."""
    return None if dialect(connection) == "duckdb" else cast(Translating, connection)


def dialect(connection: Connection) -> Dialect:
    """What the database of a connection speaks."""
    found: Dialect = getattr(connection, "dialect", "duckdb")
    return found


@contextmanager
def apart(connection: Connection) -> Iterator[None]:
    """A transaction that no tick waits for, of what ticks only add to."""
    if dialect(connection) == "postgres":
        connection.execute("BEGIN")
    else:
        connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
