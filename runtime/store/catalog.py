"""Which tables a store has, and which columns these have."""

from __future__ import annotations

import re

from compiler.sql.translating.names import named as shortened
from runtime.store.connection import Connection, dialect

Kinds = dict[str, str]
"""The type of each column, in DuckDB's words."""


def tables(connection: Connection, beginning: str = "") -> list[str]:
    """The names of the store's own tables that begin so."""
    if dialect(connection) == "postgres":
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    else:
        query = (
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary "
            "AND database_name = current_database() ORDER BY 1"
        )
    return [name for (name,) in connection.execute(query).fetchall() if name.startswith(beginning)]


def columns(connection: Connection) -> dict[str, Kinds]:
    """The columns of all the store's own tables and views."""
    query = _POSTGRES if dialect(connection) == "postgres" else _DUCKDB
    found: dict[str, Kinds] = {}
    for table, column, kind in connection.execute(query).fetchall():
        found.setdefault(table, {})[column] = _in_our_words(kind)
    return found


_DUCKDB = """
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
"""
_POSTGRES = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'v')
ORDER BY c.relname, a.attnum
"""


def named(connection: Connection, name: str) -> str:
    """Under which name the store has the table or column that is called so."""
    return shortened(name) if dialect(connection) == "postgres" else name


def _in_our_words(kind: str) -> str:
    decimal = re.fullmatch(r"numeric\((\d+),(\d+)\)", kind)
    if decimal is not None:
        return f"DECIMAL({decimal[1]},{decimal[2]})"
    return _WORDS.get(kind, kind)


_WORDS = {
    "text": "VARCHAR", "text[]": "VARCHAR[]", "bigint": "BIGINT", "boolean": "BOOLEAN",
    "date": "DATE", "integer": "INTEGER", "timestamp without time zone": "TIMESTAMP",
}  # fmt: skip
