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
from runtime.sources.raw import SourceError, open_text, ragged
from runtime.store.columns import quoted


def list_fields(customers: Customers) -> list[Field]:
    """The fields of the customer that a list's file decides."""
    return [field for field in customers.fields if field.list_file is not None]


def open_list(
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


def on_list(field: Field, key: exp.Expr) -> exp.Expr:
    """Whether a key, as text, is on the list."""
    keys = exp.select(build.column("key")).from_(build.table(field.name))
    composed = build.call("NFC_NORMALIZE", key.copy())
    return exp.In(this=composed, query=exp.Subquery(this=keys))


def check_list(
    connection: duckdb.DuckDBPyConnection, field: Field, customers: exp.Select
) -> Iterator[Finding]:
    """What is odd about the keys on a list. `customers`: the keys there are, as column `key`."""
    what = called(field)
    counted = connection.execute(
        f'SELECT count(DISTINCT "key"), count(*) FROM {quoted(field.name)}'
    ).fetchone() or (0, 0)
    if not counted[0]:
        yield Finding(what, f"nobody is on it: {field.list_file} holds no key")
    if counted[1] > counted[0]:
        example = _one(connection, f"SELECT min(\"key\") FROM (SELECT \"key\" FROM "
                       f'{quoted(field.name)} GROUP BY "key" HAVING count(*) > 1)')  # fmt: skip
        more = counted[1] - counted[0]
        yield Finding(what, f"{_lines(more)} too many: a key stands there more than once",
                      "each counts once", more, example)  # fmt: skip
    strangers = connection.execute(
        f'SELECT count(DISTINCT "key"), min("key") FROM {quoted(field.name)} '
        f'ANTI JOIN (SELECT nfc_normalize("key") AS "key" FROM ({customers.sql("duckdb")})) '
        'USING ("key")'
    ).fetchone() or (0, "")
    if strangers[0]:
        keys = "1 key" if strangers[0] == 1 else f"{strangers[0]:,} keys"
        yield Finding(what, f"{keys} of nobody who is in the customers' table",
                      "they count once such customers are there", *strangers)  # fmt: skip


def called(field: Field) -> str:
    """What messages call a list."""
    return f"list {field.name.removesuffix(' list')}"


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else ""
