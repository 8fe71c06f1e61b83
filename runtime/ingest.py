"""Rows for the events that Segue keeps itself, and the receipts and answers of messages.

All rows of a file come in, or none: the first bad one is named with its line and what is wrong
with it. A row that was brought before (by its id, else by all that it says) comes in once.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TextIO

import duckdb
from sqlglot import exp

from compiler.model.declarations import Event, Field
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.dialects import emit, one_line
from compiler.sql.tables import Table
from compiler.suggest import listed, nearest
from runtime import completing
from runtime.archive.whole import whole_journal
from runtime.completing import SEND, STAGED
from runtime.errors import Trouble
from runtime.settings import FILE_ENDINGS, TableSettings
from runtime.sources import typed
from runtime.sources.civil import UTC_CLOCK
from runtime.sources.duckdb import DUCKDB
from runtime.sources.raw import open_raw, open_text, reason
from runtime.sources.reader import Raw, SourceError
from runtime.store.columns import is_kept, kept_columns, quoted
from runtime.store.connection import Connection
from runtime.store.rows import beside, bring
from runtime.suppression import KEY, MESSAGE, Suppression

OF_ANSWERS = ("button", "reason")
"""What a receipt or an answer says itself; the rest is known from its message."""

class IngestError(Trouble):
    """The file holds something that is no row of the event; nothing of it came in."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many rows were `new`, how many were `known` already, and how many were `passed` over,
    since they are of customers who were forgotten."""

    new: int
    known: int
    passed: int = 0


def ingest(
    connection: Connection,
    project: Project,
    name: str,
    file: Path,
    customers: Table | None = None,
    now: datetime | None = None,
    secret: str | None = None,
) -> Ingested:
    """Bring the rows of a CSV, JSON lines or Parquet file in for the event `name`.

    Columns are `customer`, `time`, those of the event's fields, and `id`. For events about
    messages: `send`, `time`, and where they make sense `button`, `reason`, `id`; `unsubscribed`
    may have `customer` and `channel` in the place of `send`. Rows of others than `customers`, of
    other channels, and of times after `now`, are refused where these are given. Rows of customers
    who were forgotten, whom Segue knows by the `secret`, do not come in (S38).

    The store's tables must be extended to the project (`store.extend`, which `attach` does).
    Raises IngestError."""
    event = _event(project, name)
    with beside(connection) as reading:
        raw = _opened(reading, file)
        items = _items(event, raw)
        rows = _stage(reading, raw, items, file)
        bring(reading, connection, STAGED)
    passed = _pass_over(connection, {item.name for item in items}, Suppression(connection, secret))
    _judge(connection, project, event, {completing.column(item) for item in items}, customers, now)
    completed = completing.completed(
        event, items, whole_journal(connection), named=_all_named(connection, items)
    )
    new = _append(connection, event, completed)
    rows -= passed
    if new < rows:  # some are known, or one is wrong: what the file says itself is said first
        _refuse_bad(connection, file, STAGED)
        _refuse_bad(connection, file, f"({completed})")
    return Ingested(new, rows - new, passed)


def _event(project: Project, name: str) -> Event:
    kept = {event.name: event for event in project.events.values() if is_kept(event)}
    if name in kept:
        return kept[name]
    if name in project.events and project.events[name].own:
        raise IngestError(f"`{name}` is what Segue does itself: a run writes it down")
    if name in project.events:
        table = project.events[name].table
        raise IngestError(f"the rows of `{name}` come from table `{table}`, not from `ingest`")
    near = nearest(name, kept)
    hint = f"did you mean `{near}`?" if near else f"there are {listed(kept)}"
    raise IngestError(f"there is no event `{name}` that Segue keeps itself: {hint}")


def _opened(connection: duckdb.DuckDBPyConnection, file: Path) -> Raw:
    if not file.name.removesuffix(".gz").endswith(FILE_ENDINGS):
        raise IngestError(f"{file}: the name must end in one of {', '.join(FILE_ENDINGS)}")
    if not file.is_file():
        raise IngestError(f"{file}: there is no such file")
    try:
        return open_raw(connection, "ingest", TableSettings(file=file.name), file.parent)
    except SourceError as error:
        said = str(error).replace(f"table `ingest` ({file.name})", file.name)
        raise IngestError(f"{said}; nothing came in") from error


def _items(event: Event, raw: Raw) -> list[Field]:
    """What the file's columns are; `send` or the customer, and the time, must be there."""
    time, id = Field("time", Type.TIME, event.time), Field("id", Type.TEXT, event.id or "id")
    customer = Field("customer", Type.TEXT, event.customer)
    fields = [item for item in event.fields if not event.about_messages or item.name in OF_ANSWERS]
    needed = [customer, time]
    if event.about_messages and (event.name != "unsubscribed" or "send" in raw.columns):
        needed = [SEND, time]
    elif event.about_messages:
        needed = [customer, time, next(i for i in event.fields if i.name == "channel")]
    allowed = {item.column: item for item in (*fields, id, *needed)}
    for item in needed:
        if item.column not in raw.columns:
            raise IngestError(f"the file has no column `{item.column}`")
    return [_item(column, native, allowed) for column, native in raw.columns.items()]


def _item(column: str, native: str, allowed: dict[str, Field]) -> Field:
    if column not in allowed:
        near = nearest(column, allowed)
        hint = f"did you mean `{near}`?" if near else f"it can have {listed(allowed)}"
        raise IngestError(f"column `{column}` is none of this event: {hint}")
    item = allowed[column]
    if not typed.readable(native, item.type, DUCKDB):
        raise IngestError(f"column `{column}` is {native}, not {typed.described(item)}")
    return item


def _stage(
    connection: duckdb.DuckDBPyConnection, raw: Raw, items: list[Field], file: Path
) -> int:
    """The file's rows, numbered and typed, with what is `wrong` with each; how many there are."""
    columns: list[exp.Expr] = []
    wrong: list[exp.If] = []
    for item in items:
        native = raw.columns[item.column]
        written = typed.raw(item.column, native, DUCKDB)
        value = typed.read(item.column, native, item, UTC_CLOCK, DUCKDB)
        default = item.default
        read = value if default is None else build.coalesce(value, build.literal(default))
        columns.append(build.named(read.copy(), completing.column(item)))
        wrong.append(exp.If(this=_unfit(written, value), true=_complaint(item, written)))
        if item.name in ("customer", "time", "send"):
            empty = exp.Is(this=written.copy(), expression=exp.Null())
            wrong.append(exp.If(this=empty, true=build.text(f"there is no `{item.column}`")))
    said = exp.Case(ifs=wrong, default=exp.Null())
    rows = exp.select("*", "row_number() OVER () AS row").from_(raw.source.copy())
    query = exp.select('"row"', *columns, build.named(said, "wrong")).from_(rows.subquery("rows"))
    text = f"CREATE OR REPLACE TEMP TABLE {STAGED} AS {one_line(query, 'duckdb')}"
    try:
        return _count(connection, text)
    except duckdb.Error as error:
        raise IngestError(f"{file.name}: {reason(error, [file])}; nothing came in") from error


def _pass_over(connection: Connection, items: set[str], suppression: Suppression) -> int:
    """Take out what is of customers who were forgotten, or of messages that they got."""
    passed = 0
    for item, kind, known in _FORGOTTEN:
        if item in items and suppression.used:
            rows = connection.execute(
                f'SELECT DISTINCT nfc_normalize("{item}") FROM {STAGED}'
                f' WHERE nfc_normalize("{item}") NOT IN ({known})'
            ).fetchall()
            theirs = suppression.known(kind, (text for (text,) in rows))
            passed += _count(
                connection,
                f'DELETE FROM {STAGED} WHERE nfc_normalize("{item}") IN'
                " (SELECT unnest($1::VARCHAR[]))",
                [theirs],
            )
    return passed


_FORGOTTEN = (
    ("customer", KEY, 'SELECT "key" FROM "people"'),
    ("send", MESSAGE, 'SELECT "name" FROM "message_rows"'),
)
"""A column, what its texts are, and which of these are nobody's who was forgotten."""


def _judge(
    connection: Connection,
    project: Project,
    event: Event,
    columns: set[str],
    customers: Table | None,
    now: datetime | None,
) -> None:
    """Say what is wrong with rows that fit, and yet can never mean anything."""
    if now is not None:
        at = now.astimezone(UTC).replace(tzinfo=None)
        _wrong(connection, '"time" > ?', "concat('`time` is ', \"time\", ' UTC, which has not come "
               "yet')", at)  # fmt: skip
    if customers is None:
        return
    if event.about_messages and "f_channel" in columns:
        strange = 'NOT list_contains(?::VARCHAR[], "f_channel")'
        said = "'there is no channel `' || \"f_channel\" || '`'"
        _wrong(connection, strange, said, list(project.channels))
    if "customer" in columns:
        known = f'SELECT "key" FROM {emit(customers.source, "duckdb")}'
        _wrong(connection, f'"customer" NOT IN ({known})',
               "'there is no customer `' || \"customer\" || '`'")  # fmt: skip


def _wrong(
    connection: Connection, where: str, said: str, *parameters: object
) -> None:
    connection.execute(
        f'UPDATE {STAGED} SET "wrong" = {said} WHERE "wrong" IS NULL AND {where}',
        list(parameters),
    )


def _unfit(written: exp.Expr, value: exp.Expr) -> exp.Expr:
    present = build.negated(exp.Is(this=written.copy(), expression=exp.Null()))
    return build.both([present, exp.Is(this=value.copy(), expression=exp.Null())])


def _complaint(item: Field, written: exp.Expr) -> exp.Expr:
    value = build.cast(written.copy(), "VARCHAR")
    before, behind = f"`{item.column}` is `", f"`, which is not {typed.described(item)}"
    return build.call("CONCAT", build.text(before), value, build.text(behind))


def _all_named(connection: Connection, items: list[Field]) -> bool:
    """Whether every row brings an id, as receipts mostly do."""
    if "id" not in map(completing.column, items):
        return False
    return _count(connection, f'SELECT count(*) FROM {STAGED} WHERE "id" IS NULL') == 0


def _append(connection: Connection, event: Event, completed: str) -> int:
    """Bring in what is new of the rows, if none of them is wrong; how many that were."""
    names = ", ".join(quoted(name) for name in kept_columns(event))
    table = quoted(f"kept_{event.name}")
    return _count(
        connection,
        f"INSERT INTO {table} ({names}) WITH completed AS MATERIALIZED ({completed}) "
        f'SELECT {names} FROM (SELECT * FROM completed ANTI JOIN {table} USING ("id") '
        'QUALIFY row_number() OVER (PARTITION BY "id" ORDER BY "row") = 1) '
        'WHERE NOT EXISTS (SELECT 1 FROM completed WHERE "wrong" IS NOT NULL) ORDER BY "row"',
    )


def _count(connection: Connection, text: str, values: object = None) -> int:
    """The number that the statement gives: of those that write, how many rows it has written."""
    number = connection.execute(text, values).fetchone()
    assert number is not None
    return int(number[0])


def _refuse_bad(connection: Connection, file: Path, rows: str) -> None:
    found = connection.execute(
        f'SELECT "row", "wrong" FROM {rows} WHERE "wrong" IS NOT NULL ORDER BY "row" LIMIT 1'
    ).fetchone()
    if found is not None:
        raise IngestError(f"{file.name}, {_where(file, found[0])}: {found[1]}; nothing came in")


def _where(file: Path, row: int) -> str:
    """`line 3` of a text file, `row 2` of another."""
    ending = file.name.removesuffix(".gz").rpartition(".")[2]
    if ending == "parquet":
        return f"row {row}"
    with open_text(file) as text:
        line = next(islice(_lines(text, ending), row - 1, None), None)
    return f"row {row}" if line is None else f"line {line}"


def _lines(text: TextIO, ending: str) -> Iterator[int]:
    """The lines on which the rows of a file begin, or end where text goes over several."""
    if ending in ("csv", "tsv"):
        reader = csv.reader(text, delimiter="," if ending == "csv" else "\t")
        next(reader, None)
        yield from (reader.line_num for cells in reader if cells)
        return
    for number, line in enumerate(text, 1):
        if number == 1 and line.lstrip().startswith("["):
            return
        if line.strip() and isinstance(json.loads(line), dict):
            yield number
