"""What a store is spoken to through, whichever database keeps it.

Statements are DuckDB's SQL; another database's connection puts them into its own words
(`compiler.sql.translating`). A `DuckDBPyConnection` is such a connection as it stands.
"""

from __future__ import annotations

from typing import Any, Protocol

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


def dialect(connection: Connection) -> Dialect:
    """What the database of a connection speaks."""
    found: Dialect = getattr(connection, "dialect", "duckdb")
    return found
