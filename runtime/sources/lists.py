"""Files of keys: who is on a declared list.

Such a file holds one key per line. If a column of its first line is called as the customers' key
column is, that line is a head, and the keys stand in that column, beside whatever else there is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
from sqlglot import exp

from compiler.model.declarations import Customers, Field
from compiler.sql import build
from runtime.sources.findings import Finding
from runtime.sources.raw import open_text, ragged
from runtime.sources.reader import Reader, SourceError
from runtime.store.columns import quoted
from runtime.store.embedded import embedded


def list_fields(customers: Customers) -> list[Field]:
    """The fields of the customer that a list's file decides."""
    return [field for field in customers.fields if field.list_file is not None]


def read_list(field: Field, key: str, root: Path) -> list[str]:
    """The keys on a list, as `make_list` reads them."""
    with embedded() as connection:
        make_list(connection, field, key, root)
        rows = connection.execute(f"FROM {quoted(field.name)}").fetchall()
    return [key for (key,) in rows]


def make_list(
    connection: duckdb.DuckDBPyConnection, field: Field, key: str, root: Path
) -> None:
    """Make the temporary view of the keys on a list, as text in NFC; a key that stands there twice
    is there twice. `key`: the customers' key column. Raises SourceError, with the reason in words.
    """
    path = _file(field, root)
    first = _first_line(field, path)
    if key in first:
        column, head = quoted(key), "header = true"
    elif len(first) == 1:
        column, head = '"key"', "header = false, names = ['key']"
    else:
        raise SourceError(
            f"{field.list_file} has {len(first)} columns, and none of them is called `{key}` as "
            "the customers' key is: write its name into the first line, or one key per line"
        )
    read = str(path).replace("'", "''")
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {quoted(field.name)} AS "
            f'SELECT nfc_normalize({column}) AS "key" FROM read_csv(\'{read}\', {head}, '
            "all_varchar = true, delim = ',', quote = '\"', escape = '\"', comment = '') "
            f"WHERE {column} <> ''"
        )
        connection.execute(f"SELECT count(*) FROM {quoted(field.name)}")
    except duckdb.Error as error:
        raise SourceError(f"{field.list_file}: {ragged(path) or error}") from error


def _file(field: Field, root: Path) -> Path:
    path = root / str(field.list_file)
    if not path.is_file():
        raise SourceError(f"there is no file {field.list_file} in the project's folder")
    if not path.stat().st_size:
        raise SourceError(
            f"{field.list_file} is empty: if nobody shall be on the list, leave its first line, "
            "the name of the customers' key column"
        )
    return path


def _first_line(field: Field, path: Path) -> list[str]:
    try:
        with open_text(path) as text:
            return next(csv.reader(text), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{field.list_file}: {ragged(path) or error}") from error


def on_list(keys: exp.Expr, key: exp.Expr) -> exp.Expr:
    """Whether a key, as text, is among the `keys` of a list."""
    found = exp.select(build.column("key")).from_(_as(keys, "listed"))
    return exp.In(this=build.call("SEGUE_NFC", key.copy()), query=exp.Subquery(this=found))


def check_list(
    reader: Reader, field: Field, keys: exp.Expr, customers: exp.Select
) -> Iterator[Finding]:
    """What is odd about the `keys` on a list. `customers`: those there are, as column `key`."""
    what = called(field)
    ((lines, keyed, twice, strangers, stranger),) = reader.rows(_looked_through(keys, customers))
    if not keyed:
        yield Finding(what, f"nobody is on it: {field.list_file} holds no key")
        return
    if twice is not None:
        more = lines - keyed
        told = "1 line" if more == 1 else f"{more:,} lines"
        yield Finding(what, f"{told} too many: a key stands there more than once",
                      "each counts once", more, twice)  # fmt: skip
    if strangers:
        told = "1 key" if strangers == 1 else f"{strangers:,} keys"
        yield Finding(what, f"{told} of nobody who is in the customers' table",
                      "they count once such customers are there", strangers, stranger)  # fmt: skip


def _looked_through(keys: exp.Expr, customers: exp.Select) -> exp.Select:
    """How many lines and how many keys there are, one that stands there twice, how many are no
    customer's, and one of them."""
    key, lines = build.column("key"), build.column("lines")
    there = exp.select(key).from_(_as(customers.subquery(), "customers"))
    there = there.where(build.negated(exp.Is(this=key.copy(), expression=exp.Null())))
    strange = exp.Not(this=exp.In(this=key.copy(), query=exp.Subquery(this=there)))
    counted = exp.select(
        key, build.named(exp.Count(this=exp.Star()), "lines"), build.named(strange, "strange")
    ).from_(_as(keys, "listed")).group_by(key.copy())  # fmt: skip
    all_lines = build.coalesce(exp.Sum(this=lines.copy()), build.whole(0))
    doubled = build.compare(">", lines, build.whole(1))
    return exp.select(
        build.cast(all_lines, "BIGINT"), exp.Count(this=exp.Star()), _least(doubled),
        exp.Filter(this=exp.Count(this=exp.Star()), expression=_where(build.column("strange"))),
        _least(build.column("strange")),
    ).from_(_as(counted.subquery(), "counted"))  # fmt: skip


def _least(condition: exp.Expr) -> exp.Expr:
    """The least key of those for which it holds."""
    least = exp.Min(this=build.call("SEGUE_BYTES", build.column("key")))
    return exp.Filter(this=least, expression=_where(condition))


def _where(condition: exp.Expr) -> exp.Where:
    return exp.Where(this=condition.copy())


def _as(rows: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(rows.copy(), name, table=True, quoted=True)


def called(field: Field) -> str:
    """What messages call a list."""
    return f"list {field.name.removesuffix(' list')}"
