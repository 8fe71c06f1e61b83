"""A store in a schema of a PostgreSQL database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import sql

from compiler.sql.dialects import Dialect
from compiler.sql.translating.names import named
from compiler.sql.translating.statements import Translated, translated
from runtime.errors import Trouble
from runtime.postgres import Session, first, session
from runtime.store.columns import quoted
from runtime.store.fenced import Fenced
from runtime.store.migrate import migrate
from runtime.store.postgres_values import KINDS, filled, known, read_as_duckdb_does
from runtime.store.temporary import Temporary

SETTINGS = (
    "SET client_min_messages = 'warning'",
    "SET jit = off",  # a tick's queries are long and short-lived: to compile one takes a second
)

MANY = 200
"""Rows of a temporary table, from which on PostgreSQL is told how they lie: it would guess."""

MUCH = 0.2
"""By which part of what is known to be in it a table grows until PostgreSQL looks anew."""

NAME = r'("(?:[^"]|"")+")'
"""A quoted name."""

COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 "
    "AND NOT attisdropped ORDER BY attnum"
)


class Refused(Trouble):
    """The database does not do what it is told: it cannot be reached any more, or does not let."""


class Lost(Refused):
    """The session with the database is over, and nobody ended it here."""

    def __init__(self, error: psycopg.Error) -> None:
        super().__init__(
            f"the connection to PostgreSQL is lost ({first(error)}): what was under way is done as "
            "a whole or not at all; start again when the server is there, and it goes on from "
            "where it stood"
        )


def trouble(error: Exception) -> Refused | None:
    """What an error of the database's client means, in words; None: it is none."""
    if not isinstance(error, psycopg.Error):
        return None
    if isinstance(error, psycopg.OperationalError) and _is_over(error.sqlstate):
        return Lost(error)
    return Refused(f"PostgreSQL refuses: {first(error)}")


def _is_over(state: str | None) -> bool:
    """Whether no session is left: the server said so, or could not say anything."""
    return state is None or state.startswith(("08", "57P"))


class Rows:
    """What a statement gave."""

    def __init__(
        self, rows: list[tuple[Any, ...]], names: Sequence[tuple[str, str]], changed: int = 0
    ) -> None:
        """`changed`: how many rows the statement changed."""
        self.description, self.changed = names, changed
        self._next = iter(rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._next, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._next)


class PostgresConnection:
    """A session with a store; takes the statements of any store, in DuckDB's words. `alone`: its
    transactions come one after another, whoever else has such ones. `epoch`: as which of those who
    lead one after another it leads; None: it does not."""

    dialect: Dialect = "postgres"

    def __init__(self, session: Session, schema: str) -> None:
        self.session = session
        self.schema = schema
        self.alone = False
        self.epoch: int | None = None
        self.before: list[Callable[[], None]] = []
        self._starred: dict[str, Translated] = {}
        self._grown: dict[str, tuple[int, int]] = {}
        self._temporary = Temporary()
        read_as_duckdb_does(session)
        for statement in SETTINGS:
            session.execute(statement.encode())
        self._into_schema()

    def execute(self, query: str, parameters: Any = None) -> Rows:
        pieces = self._translated(query)
        if pieces[0].startswith(("DROP", "ALTER")) and "CREATE" not in pieces[0]:
            self._temporary.forget()
        whole = known(parameters)  # a column of what is not known has no type of its own
        chosen = self._temporary.statement(pieces) if whole else pieces
        found = self.own(filled(chosen, parameters, self.session))
        if whole:
            self._temporary.note(pieces, found.changed)
        return found

    def executemany(self, query: str, parameters: Sequence[Sequence[object]] = ()) -> None:
        for row in parameters:
            self.execute(query, row)

    def own(self, text: str) -> Rows:
        """A statement, or several, in PostgreSQL's own words."""
        try:
            cursor = self.session.execute(text.encode(), prepare=False)
        except psycopg.Error as error:
            raise trouble(error) or error from error
        changed = cursor.rowcount
        while cursor.nextset():
            changed = max(changed, cursor.rowcount)
        if changed >= MANY:
            self._tell(text, changed)
        if cursor.description is None:
            return Rows([(changed,)], [("Count", "BIGINT")], changed)
        names = [(each.name, KINDS.get(each.type_code, "")) for each in cursor.description]
        return Rows(cursor.fetchall(), names)

    def _tell(self, text: str, changed: int) -> None:
        """Let PostgreSQL look how rows lie: in a new table, and in one that has grown by much."""
        made = re.search(rf"(?:CREATE TEMPORARY TABLE {NAME} AS|^TRUNCATE {NAME})", text)
        filled = re.match(rf"INSERT INTO {NAME}", text)
        if made is not None:
            self.session.execute(f"ANALYZE {made[1] or made[2]}".encode(), prepare=False)
        elif filled is not None:
            rows, new = self._grown.get(filled[1], (0, 0))
            new += changed
            if new > rows * MUCH:
                self.session.execute(f"ANALYZE {filled[1]}".encode(), prepare=False)
                rows, new = rows + new, 0
            self._grown[filled[1]] = rows, new

    def copy(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table, whose name stands as in SQL."""
        with (
            self.session.cursor() as cursor,
            cursor.copy(f"COPY {table} FROM STDIN".encode()) as copying,
        ):
            for row in rows:
                copying.write_row(row)

    def begin(self) -> None:
        """All statements of a transaction see the shop's tables as they are now. Where it is to be
        `alone`, it waits for the end of others that are, before it looks at anything. What is to
        be done `before` it begins is done outside of any."""
        try:
            for each in self.before:
                each()
        except psycopg.Error as error:
            raise trouble(error) or error from error
        self.own("BEGIN ISOLATION LEVEL REPEATABLE READ")
        if self.alone:
            self.own('LOCK TABLE "progress" IN EXCLUSIVE MODE')
        self._refuse_fenced()

    def _refuse_fenced(self) -> None:
        """Raises Fenced where another came to lead since."""
        if self.epoch is None:
            return
        row = self.own('SELECT "epoch", "who" FROM "leaders" ORDER BY 1 DESC LIMIT 1').fetchone()
        if row is not None and row[0] != self.epoch:
            self.own("ROLLBACK")
            raise Fenced(row[1])

    def commit(self) -> None:
        self.own("COMMIT")

    def rollback(self) -> None:
        """Where the session is over, the server has rolled back already."""
        self._temporary.forget()
        if not self.session.closed:
            self.own("ROLLBACK")

    def close(self) -> None:
        self.session.close()

    @contextmanager
    def of_the_shop(self) -> Iterator[Session]:
        """The session, in which names are those of the shop's tables, not of the store's."""
        self.session.execute("SET search_path TO DEFAULT")
        try:
            yield self.session
        finally:
            self._into_schema()

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """While one opens a store, others who open it wait."""
        key = "hashtextextended('opening ' || %s, 0)"
        self.session.execute(f"SELECT pg_advisory_lock({key})".encode(), [self.schema])
        try:
            yield
        finally:
            self.session.execute(f"SELECT pg_advisory_unlock({key})".encode(), [self.schema])

    def _into_schema(self) -> None:
        self.session.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(self.schema)))

    def _translated(self, text: str) -> Translated:
        """What hangs on which columns a table has is kept until tables change."""
        if re.match(r"\s*(ALTER|CREATE TABLE|CREATE OR REPLACE TEMP VIEW)", text):
            self._starred.clear()
            self._temporary.forget()
        found = self._starred.get(text) or _without_columns(text)
        if found is None:
            found = self._starred[text] = translated(text, self._columns)
        return found

    def _columns(self, table: str) -> Sequence[str]:
        quoted = sql.Identifier(named(table)).as_string(self.session)
        return [name for (name,) in self.session.execute(COLUMNS, [quoted]).fetchall()]


class _Unknown(Exception):
    """A table's columns must be known."""


@lru_cache(maxsize=8192)
def _without_columns(text: str) -> Translated | None:
    def unknown(table: str) -> Sequence[str]:
        raise _Unknown

    try:
        return translated(text, unknown)
    except _Unknown:
        return None


def opened(url: str, schema: str) -> PostgresConnection:
    """A session with the store in a schema (made where there is none), with the layout of this
    version of Segue."""
    connection = PostgresConnection(session(url), schema)
    try:
        with connection.one_at_a_time():
            connection.own(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}")
            migrate(connection)
        connection.alone = True
    except BaseException:
        connection.close()
        raise
    return connection


def exists(url: str, schema: str) -> bool:
    """Whether there is a store in the schema."""
    with session(url) as found:
        row = found.execute("SELECT to_regclass(%s)", [f'{quoted(schema)}."progress"']).fetchone()
    return row is not None and row[0] is not None

