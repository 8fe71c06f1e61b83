"""How PostgreSQL reads the shop's tables: tables of its database, and `.sql` files. It creates
nothing; sessions can only read, and reckon in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlglot import exp

from compiler.model.declarations import Field
from compiler.sql import build
from compiler.sql.dialects import Dialect, one_line
from compiler.suggest import nearest
from runtime.postgres import Session, first, session
from runtime.settings import EngineSettings, TableSettings
from runtime.sources.lists import read_list
from runtime.sources.postgres_types import ENUM, POSTGRES
from runtime.sources.raw import place
from runtime.sources.reader import ColumnTypes, Raw, SourceError
from runtime.sources.select import read_select

SEPARATOR = chr(31)
"""Between the keys of a list."""

TYPES = f"""
SELECT CASE WHEN typtype = 'e' THEN '{ENUM}' ELSE '' END || format_type(asked.oid, asked.modifier)
FROM unnest(%s::oid[], %s::int[]) WITH ORDINALITY AS asked(oid, modifier, place)
LEFT JOIN pg_type USING (oid) ORDER BY asked.place
"""
"""The names of types, in order."""


@contextmanager
def connected(engine: EngineSettings) -> Iterator[Session]:
    """A session that can only read. Raises Trouble where there is none to be had."""
    with session(engine.url or "") as connection:
        connection.execute("SET default_transaction_read_only = on")
        if engine.statement_timeout is not None:
            milliseconds = engine.statement_timeout.total_seconds() * 1000
            connection.execute(f"SET statement_timeout = {milliseconds:.0f}")
        yield connection


class PostgresReader:
    """A session of PostgreSQL. Paths of `.sql` files are from the folder `root`."""

    dialect: Dialect = "postgres"
    types: ColumnTypes = POSTGRES
    error: type[Exception] = psycopg.Error

    def __init__(self, connection: Session, root: Path) -> None:
        self._connection = connection
        self._root = root

    def open(self, name: str, settings: TableSettings) -> Raw:
        try:
            source = self._source(settings)
            return Raw(name, source, self._columns(source))
        except psycopg.Error as error:
            said = self.reason(error)
            if isinstance(error, psycopg.errors.UndefinedTable) and settings.table:
                said += self._near(settings.table)
            raise SourceError(f"{place(name, settings)}: {said}") from error

    def open_list(self, item: Field, key: str) -> exp.Expr:
        """Sessions can only read, so the keys are a constant of the queries that look at them."""
        keys = build.text(SEPARATOR.join(read_list(item, key, self._root)))
        between = build.call("CHR", build.whole(ord(SEPARATOR)))
        listed = build.call("UNNEST", build.call("STRING_TO_ARRAY", keys, between))
        return exp.select(build.named(listed, "key")).subquery()

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        text = one_line(query, self.dialect).encode()
        return self._connection.execute(text, prepare=False).fetchall()

    def reason(self, error: Exception, settings: TableSettings | None = None) -> str:
        if isinstance(error, psycopg.errors.QueryCanceled):
            return "a query took longer than the server, or `statement_timeout`, lets it"
        assert isinstance(error, psycopg.Error)
        return (error.diag.message_primary or first(error)).rstrip(" .")

    def _source(self, settings: TableSettings) -> exp.Expr:
        if settings.table is not None:
            *schema, table = _names(settings.table)
            return exp.table_(table, db=".".join(schema) or None, quoted=True)
        assert settings.sql is not None
        select = read_select(settings.sql, self._root, self.dialect)
        query = exp.Subquery(this=exp.var(select + "\n"))
        return exp.alias_(query, "source", table=True, quoted=True)

    def _columns(self, source: exp.Expr) -> dict[str, str]:
        query = exp.select(exp.Star()).from_(source.copy()).limit(0)
        text = one_line(query, self.dialect).encode()
        cursor = self._connection.execute(text, prepare=False)
        described = list(cursor.description or [])
        assert cursor.pgresult is not None
        modifiers = [cursor.pgresult.fmod(place) for place in range(len(described))]
        named = self._connection.execute(TYPES, [[c.type_code for c in described], modifiers])
        kinds = [str(kind) for (kind,) in named.fetchall()]
        return {column.name: kind for column, kind in zip(described, kinds, strict=True)}

    def _near(self, table: str) -> str:
        named = "CASE WHEN pg_table_is_visible(oid) THEN '' ELSE relnamespace::regnamespace || '.' "
        found = self._connection.execute(
            f"SELECT {named} END || quote_ident(relname) FROM pg_class "
            "WHERE relkind IN ('r', 'v', 'm', 'p', 'f') AND relnamespace NOT IN "
            "('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
        ).fetchall()
        near = nearest(table, [name for (name,) in found])
        return f"; did you mean `{near}`?" if near else ""


def _names(table: str) -> list[str]:
    """The parts of a name as PostgreSQL reads it: what stands in quotes as it stands, else in
    small letters."""
    parts = re.findall(r'"((?:[^"]|"")+)"|([^".]+)', table)
    return [exact.replace('""', '"') or plain.lower() for exact, plain in parts]

