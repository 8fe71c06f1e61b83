"""How DuckDB reads the shop's tables: files, tables of its own, `.sql` files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from compiler.model.declarations import Field
from compiler.sql.build import call, cast, table, text
from compiler.sql.dialects import Dialect, one_line
from runtime.settings import TableSettings
from runtime.sources.lists import make_list
from runtime.sources.raw import files, open_raw, reason
from runtime.sources.reader import ColumnTypes, Raw
from runtime.sources.texts import Made, clean, each, is_array, is_there

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_FAMILIES = {
    "VARCHAR": "text", "UUID": "text", "ENUM": "text", "JSON": "text",
    **dict.fromkeys([*_WHOLE, *(f"U{name}" for name in _WHOLE)], "whole"),
    "DECIMAL": "exact", "FLOAT": "float", "DOUBLE": "float", "BOOLEAN": "truth", "DATE": "date",
    "TIMESTAMP": "civil", "TIMESTAMP_S": "civil", "TIMESTAMP_MS": "civil",
    "TIMESTAMP_NS": "civil", "TIMESTAMP WITH TIME ZONE": "instant",
}  # fmt: skip


class DuckTypes:
    """The column types of DuckDB."""

    def family(self, native: str) -> str:
        inner = self.element(native)
        if inner is not None:
            return "other" if self.family(inner) in ("other", "truth", "texts") else "texts"
        return _FAMILIES.get(native.partition("(")[0].strip(), "other")

    def written(self, column: exp.Expr, native: str) -> exp.Expr:
        if native == "JSON":
            return call("JSON_EXTRACT_STRING", column, text("$"))
        return column if native == "VARCHAR" else cast(column, "VARCHAR")

    def attempt(self, value: exp.Expr, native: str, kind: str) -> exp.Expr:
        if native == kind:
            return value
        return exp.TryCast(this=value, to=exp.DataType.build(kind))

    def element(self, native: str) -> str | None:
        found = re.fullmatch(r"(.*)\[\d*\]", native, re.DOTALL)
        return found[1] if found else None

    def parsed(self, value: exp.Expr) -> exp.Expr:
        array = self.attempt(self.attempt(value, "VARCHAR", "JSON"), "JSON", "VARCHAR[]")
        return exp.Case(ifs=[exp.If(this=is_array(value), true=array)])

    def texts(self, values: exp.Expr, made: Made) -> exp.Expr:
        written = each("LIST_TRANSFORM", values, lambda one: clean(made(one)))
        return each("LIST_FILTER", written, is_there)


DUCKDB = DuckTypes()


class DuckReader:
    """A session of DuckDB. Relative paths are from the folder `root`."""

    dialect: Dialect = "duckdb"
    types: ColumnTypes = DUCKDB
    error: type[Exception] = duckdb.Error

    def __init__(self, connection: duckdb.DuckDBPyConnection, root: Path) -> None:
        self._connection = connection
        self._root = root
        connection.execute("SET file_search_path = ?", [str(root)])

    def open(self, name: str, settings: TableSettings) -> Raw:
        return open_raw(self._connection, name, settings, self._root)

    def open_list(self, item: Field, key: str) -> exp.Expr:
        make_list(self._connection, item, key, self._root)
        return table(item.name)

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        return self._connection.execute(one_line(query, self.dialect)).fetchall()

    def stream(self, text: str, many: int) -> Iterator[tuple[Any, ...]]:
        """The rows of a query's text, so many at once."""
        found = self._connection.execute(text)
        while rows := found.fetchmany(many):
            yield from rows

    def reason(self, error: Exception, settings: TableSettings | None = None) -> str:
        assert isinstance(error, duckdb.Error)
        return reason(error, None if settings is None else files(settings, self._root))
