"""Which files a SELECT reads, so that it is known without executing it whether its rows may have
changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb

READERS = {
    "read_parquet", "parquet_scan", "read_csv", "read_csv_auto", "read_json", "read_json_auto",
    "read_ndjson", "read_ndjson_auto",
}  # fmt: skip
"""Functions that read the files which their first argument names."""

MACROS = {"nullif", "ifnull"}
"""The catalogue does not say of macros whether they are constant; these are."""

CLOCKS = ("current_", "local", "today", "now")
"""How the names begin that stand for the clock without being called."""


def read_files(
    connection: duckdb.DuckDBPyConnection, select: str
) -> tuple[str, ...] | None:
    """The files, or patterns of files, whose content alone decides what `select` gives. None where
    something else may: a table of the database, the clock, chance, or what is not understood."""
    row = connection.execute("SELECT json_serialize_sql(?)", [select]).fetchone()
    assert row is not None
    tree = json.loads(row[0])
    if tree["error"]:
        return None
    nodes = list(_nodes(tree))
    files = _files(connection, nodes)
    return files if files is not None and _constant(connection, nodes) else None


def _nodes(part: Any) -> Iterator[dict[str, Any]]:
    """All objects of the tree."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _nodes(each)


def _files(
    connection: duckdb.DuckDBPyConnection, nodes: list[dict[str, Any]]
) -> tuple[str, ...] | None:
    found: set[str] = set()
    steps = {entry["key"] for node in nodes for entry in node.get("cte_map", {}).get("map", ())}
    steps |= {node["cte_name"] for node in nodes if "cte_name" in node}
    tables = {name for (name,) in connection.execute(_TABLES).fetchall()}
    for node in nodes:
        kind = node.get("type")
        if kind == "BASE_TABLE":
            name = node["table_name"]
            if node["schema_name"] or name in tables:
                return None
            if name not in steps:
                found.add(name)
        elif kind == "TABLE_FUNCTION":
            names = _arguments(node["function"])
            if names is None:
                return None
            found |= names
        elif kind == "SHOW_REF":
            return None
    return tuple(sorted(found))


_TABLES = "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views()"


def _arguments(function: dict[str, Any]) -> set[str] | None:
    """The files that a reader is to read; None where they are not written out."""
    if function["function_name"] not in READERS or not function["arguments"]:
        return None
    parts = [function["arguments"][0]["expression"]]
    if parts[0].get("function_name") == "list_value":
        parts = [each["expression"] for each in parts[0]["arguments"]]
    texts = [each.get("literal", {}).get("text") for each in parts]
    return {str(text) for text in texts} if all(texts) else None


def _constant(connection: duckdb.DuckDBPyConnection, nodes: list[dict[str, Any]]) -> bool:
    """Whether nothing in the tree gives another value at another time."""
    called = {node["function_name"] for node in nodes if "function_name" in node}
    columns = [node["column_names"] for node in nodes if node.get("type") == "COLUMN_REF"]
    if any(names[-1].lower().startswith(CLOCKS) for names in columns):
        return False
    if any(node.get("sample") for node in nodes):
        return False
    known = set(connection.execute(_CONSTANT).fetchall())
    return all((name.lower(),) in known for name in called - READERS - MACROS)


_CONSTANT = """
SELECT function_name FROM duckdb_functions() WHERE function_type <> 'macro'
GROUP BY 1 HAVING bool_and(coalesce(stability, '') = 'CONSISTENT')
"""
