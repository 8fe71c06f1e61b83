"""A real DuckDB, a real PostgreSQL and a real Spark behind one small face."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import psycopg
from sqlglot import exp

from compiler.sql.dialects import Dialect, emit
from runtime.sources.spark_query import collected

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Cell = Any


class Engine(Protocol):
    dialect: Dialect

    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """A new table with the given columns (`"name" TYPE`) and rows."""

    def rows(self, query: exp.Expr) -> list[dict[str, Cell]]: ...

    def value(self, expression: exp.Expr) -> Cell: ...


class Database(Engine, Protocol):
    """An engine that a store may be in."""

    def run(self, sql: str) -> None: ...


class Duck:
    dialect: Dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})

    def __enter__(self) -> Duck:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def run(self, sql: str) -> None:
        self.connection.execute(sql)

    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        self.run(f'CREATE OR REPLACE TABLE "{table}" ({", ".join(columns)})')
        if rows:
            places = ", ".join("?" for _ in columns)
            one = f"({places})"
            values = [cell for row in rows for cell in row]
            self.connection.execute(
                f'INSERT INTO "{table}" VALUES {", ".join([one] * len(rows))}', values
            )

    def rows(self, query: exp.Expr) -> list[dict[str, Cell]]:
        found = self.connection.execute(emit(query, "duckdb"))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def value(self, expression: exp.Expr) -> Cell:
        return self.rows(exp.select(exp.alias_(expression, "value")))[0]["value"]


class Postgres:
    dialect: Dialect = "postgres"

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self.connection = connection

    def run(self, sql: str) -> None:
        self.connection.execute(sql)

    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        self.run(f'DROP TABLE IF EXISTS "{table}"')
        self.run(f'CREATE TABLE "{table}" ({", ".join(columns)})')
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row([_told(cell) for cell in row])

    def rows(self, query: exp.Expr) -> list[dict[str, Cell]]:
        cursor = self.connection.cursor()
        cursor.execute(emit(query, "postgres"), prepare=False)
        assert cursor.description is not None
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, expression: exp.Expr) -> Cell:
        return self.rows(exp.select(exp.alias_(expression, "value")))[0]["value"]


def _told(cell: Cell) -> Cell:
    return cell.isoformat(" ") if isinstance(cell, datetime) else cell


class Spark:
    dialect: Dialect = "spark"

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """As constants: what Spark makes of them needs no file and no job."""
        kinds = [_kind(column) for column in columns]
        values = ", ".join(
            f"({', '.join(map(_constant, row))})" for row in rows or [[None] * len(kinds)]
        )
        listed = ", ".join(
            f"CAST(col{place} AS {kind}) AS `{name}`" for place, (name, kind) in enumerate(kinds, 1)
        )
        found = self.session.sql(f"SELECT {listed} FROM VALUES {values}")
        found.limit(len(rows)).createOrReplaceTempView(f"`{table}`")

    def rows(self, query: exp.Expr) -> list[dict[str, Cell]]:
        assert isinstance(query, exp.Query)
        names, found = collected(self.session, query)
        return [dict(zip(names, row, strict=True)) for row in found]

    def value(self, expression: exp.Expr) -> Cell:
        return self.rows(exp.select(exp.alias_(expression, "value")))[0]["value"]


def _kind(column: str) -> tuple[str, str]:
    """The name of a column and its type in the words of Spark."""
    name, _, kind = column.removeprefix('"').partition('" ')
    return name, _KINDS.get(kind, kind)


_KINDS = {"VARCHAR": "STRING", "VARCHAR[]": "ARRAY<STRING>", "TIMESTAMP": "TIMESTAMP_NTZ"}


def _constant(cell: Cell) -> str:
    if isinstance(cell, str):
        cell = _ENDS.get(cell, cell)
    if isinstance(cell, datetime | date):
        cell = cell.isoformat()
    return exp.convert(cell).sql(dialect="spark")


_ENDS = {"infinity": datetime.max, "-infinity": datetime.min}
"""Spark has no instants beyond these."""
