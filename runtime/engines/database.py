"""Statements on the store's connection: their values, their counts, and a hook before each."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from compiler.sql.dialects import Dialect
from runtime.store.connection import Answer, Connection, dialect
from runtime.store.parsed import parsed

Hook = Callable[[int], None]
"""Called with the number of the statement in its tick (1, 2, …) before it is executed."""


class Database:
    """The connection, with the values of the tick (`$prev`, `$until`, …) and a count of its
    statements."""

    def __init__(self, connection: Connection, hook: Hook | None = None) -> None:
        self.connection = connection
        self.dialect: Dialect = dialect(connection)
        self.hook = hook
        self.values: dict[str, object] = {}
        self.statements = 0

    def execute(self, text: str) -> Answer:
        self.statements += 1
        if self.hook is not None:
            self.hook(self.statements)
        used = {name: self.values[name] for name in _parameters(text)}
        (statement,) = parsed(text) if self.dialect == "duckdb" else (text,)
        return self.connection.execute(statement, used or None)

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        return self.execute(text).fetchall()

    def create(self, table: str, select: str) -> int:
        """Makes a temporary table of a query's rows; how many they are."""
        return _count(self.execute(f'CREATE OR REPLACE TEMP TABLE "{table}" AS {select}'))

    def insert(self, table: str, select: str) -> int:
        """Appends a query's rows, in the order of the table's columns; how many they are."""
        return _count(self.execute(f'INSERT INTO "{table}" {select}'))


def _count(answer: Answer) -> int:
    row = answer.fetchone()
    return int(row[0]) if row else 0


@lru_cache(maxsize=4096)
def _parameters(text: str) -> tuple[str, ...]:
    """The names behind a `$`, but for those in text and in quoted names."""
    found = re.findall(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(\w+)", text)
    return tuple(dict.fromkeys(name for name in found if name))


def stored(instant: datetime) -> datetime:
    """An aware instant as the store holds it: UTC, without zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def aware(instant: datetime) -> datetime:
    """An instant of the store as an aware one."""
    return instant.replace(tzinfo=UTC)


def literal(text: str | None) -> str:
    """A text as it stands in a statement."""
    return "CAST(NULL AS VARCHAR)" if text is None else "'" + text.replace("'", "''") + "'"
