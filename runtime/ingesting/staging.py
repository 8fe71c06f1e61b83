"""The rows of a file, typed, each with what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import duckdb
from sqlglot import exp

from compiler.model.declarations import Event, Field
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.dialects import one_line
from compiler.suggest import listed, nearest
from runtime.ingesting import completing
from runtime.ingesting.completing import SEND, STAGED
from runtime.ingesting.errors import IngestError
from runtime.settings import FILE_ENDINGS, TableSettings
from runtime.sources import typed
from runtime.sources.civil import UTC_CLOCK
from runtime.sources.duckdb import DUCKDB
from runtime.sources.raw import open_raw, reason
from runtime.sources.reader import Raw, SourceError
from runtime.store.connection import Connection

OF_ANSWERS = ("button", "reason")
"""What a receipt or an answer says itself; the rest is known from its message."""


def opened(connection: duckdb.DuckDBPyConnection, file: Path) -> Raw:
    if not file.name.removesuffix(".gz").endswith(FILE_ENDINGS):
        raise IngestError(f"{file}: the name must end in one of {', '.join(FILE_ENDINGS)}")
    if not file.is_file():
        raise IngestError(f"{file}: there is no such file")
    try:
        return open_raw(connection, "ingest", TableSettings(file=file.name), file.parent)
    except SourceError as error:
        said = str(error).replace(f"table `ingest` ({file.name})", file.name)
        raise IngestError(f"{said}; nothing came in") from error


def items_of(event: Event, raw: Raw) -> list[Field]:
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


def stage(
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
        return count(connection, text)
    except duckdb.Error as error:
        raise IngestError(f"{file.name}: {reason(error, [file])}; nothing came in") from error


def _unfit(written: exp.Expr, value: exp.Expr) -> exp.Expr:
    present = build.negated(exp.Is(this=written.copy(), expression=exp.Null()))
    return build.both([present, exp.Is(this=value.copy(), expression=exp.Null())])


def _complaint(item: Field, written: exp.Expr) -> exp.Expr:
    value = build.cast(written.copy(), "VARCHAR")
    before, behind = f"`{item.column}` is `", f"`, which is not {typed.described(item)}"
    return build.call("CONCAT", build.text(before), value, build.text(behind))


def count(connection: Connection, text: str, values: object = None) -> int:
    """The number that the statement gives: of those that write, how many rows it has written."""
    number = connection.execute(text, values).fetchone()
    assert number is not None
    return int(number[0])
