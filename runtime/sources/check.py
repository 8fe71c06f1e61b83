"""What is wrong with the data, found before anything runs: `segue check --data`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql import build
from compiler.suggest import nearest
from compiler.zones import zone, zone_names
from runtime.settings import Settings
from runtime.sources import typed
from runtime.sources.findings import Finding
from runtime.sources.lists import check_list
from runtime.sources.raw import files, reason
from runtime.sources.reading import CUSTOMERS, Column, Reading, readings


def check_data(
    connection: duckdb.DuckDBPyConnection, project: Project, settings: Settings, root: Path
) -> list[Finding]:
    """Missing tables and columns, types and values that do not fit what is declared, ids and keys
    that occur twice, text not in NFC, time zones that do not exist, events of nobody who is known.
    Every table is read whole."""
    found, findings = readings(connection, project, settings, root)
    for reading in found.values():
        try:
            findings += _values(connection, reading)
            findings += _blank(connection, reading)
            findings += _twice(connection, reading)
            findings += _zones(connection, reading)
            findings += _strangers(connection, reading, found.get(CUSTOMERS))
            findings += _lists(connection, reading)
        except duckdb.Error as error:
            table = settings.tables[reading.raw.name]
            said = reason(error, files(table, root))
            findings.append(
                Finding(reading.what, f"table `{reading.raw.name}`: {said}", stops=True)
            )
    return findings


def _lists(
    connection: duckdb.DuckDBPyConnection, reading: Reading
) -> Iterator[Finding]:
    for column in reading.lists.values():
        key = exp.select(build.named(reading.roles["key"].key, "key"))
        yield from check_list(connection, column.field, key.from_(build.table(reading.raw.view)))


def _values(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Finding]:
    columns = [*reading.roles.values(), *reading.fields.values()]
    needed = _needed(reading)
    asked = [part for column in columns for part in _questions(column)]
    row = _row(connection, exp.select(*asked).from_(build.table(reading.raw.view)))
    for column, place in zip(columns, range(0, len(row), 5), strict=True):
        unfit, example, split, written, empty = row[place : place + 5]
        if unfit:
            yield Finding(
                reading.what,
                f"{_rows(unfit)} with {_a(column)} that is not {typed.described(column.field)}",
                "they are left out" if column in needed else _instead(column),
                unfit, str(example),
            )  # fmt: skip
        if split:
            yield Finding(
                reading.what, f"{_rows(split)} with {_a(column)} not in NFC",
                "the same text written in two ways does not compare as equal: convert it "
                "where it is made", split, str(written),
            )  # fmt: skip
        if empty and column in needed:
            yield Finding(
                reading.what, f"{_rows(empty)} without `{column.field.column}`",
                "they are left out", empty,
            )  # fmt: skip


def _needed(reading: Reading) -> list[Column]:
    needless = ("arrived",) if reading.stands else ("id", "arrived")
    return [column for name, column in reading.roles.items() if name not in needless]


def _instead(column: Column) -> str:
    default = column.field.default
    return "they read as unknown" if default is None else f"they read as {default}"


def _questions(column: Column) -> list[exp.Expr]:
    """How many values do not fit, and one; how many are not in NFC, and one; how many are empty."""
    written, value = column.raw, column.value
    unknown = exp.Is(this=value.copy(), expression=exp.Null())
    empty = exp.Is(this=written.copy(), expression=exp.Null())
    unfit = build.both([build.negated(empty.copy()), unknown])
    split: exp.Expr = exp.false()
    if column.field.type.textual:
        composed = build.call("NFC_NORMALIZE", column.key)
        split = exp.NEQ(this=composed, expression=column.key)
    return [
        _counted(unfit), _example(column.key, unfit), _counted(split), _example(column.key, split),
        _counted(empty),
    ]  # fmt: skip


def _counted(condition: exp.Expr) -> exp.Expr:
    return exp.CountIf(this=condition.copy())


def _example(value: exp.Expr, condition: exp.Expr) -> exp.Expr:
    shown = build.cast(value.copy(), "VARCHAR")
    chosen = exp.Case(ifs=[exp.If(this=condition.copy(), true=shown)])
    return exp.Min(this=chosen)


def _blank(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Finding]:
    """Ids that name nothing: rows without one, and spaces, which are one id for many rows."""
    if "id" not in reading.roles or reading.stands:
        return
    column = reading.roles["id"]
    written = build.call("TRIM", build.coalesce(column.key, build.text("")))
    blank = exp.EQ(this=written, expression=build.text(""))
    (count,) = _row(connection, exp.select(_counted(blank)).from_(build.table(reading.raw.view)))
    if count:
        yield Finding(
            reading.what, f"{_rows(count)} with a blank `{column.field.column}`",
            "repeats of them are not noticed where it is empty, and rows are lost where it is "
            "spaces: give each row an id of its own", count,
        )  # fmt: skip


def _twice(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Finding]:
    name = "key" if "key" in reading.roles else "id"
    if name not in reading.roles:
        return
    column = reading.roles[name]
    ids = exp.select(build.named(column.key, "id")).from_(build.table(reading.raw.view))
    query = (
        f'SELECT count(*), min("id") FROM (SELECT "id" FROM ({ids.sql("duckdb")}) '
        'WHERE "id" IS NOT NULL GROUP BY "id" HAVING count(*) > 1)'
    )
    row = connection.execute(query).fetchone()
    if row is not None and row[0]:
        values, occur = ("1 value", "occurs") if row[0] == 1 else (f"{row[0]:,} values", "occur")
        yield Finding(
            reading.what, f"{values} of `{column.field.column}` {occur} more than once",
            "each may occur once", row[0], row[1],
        )  # fmt: skip


def _zones(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Finding]:
    for column in reading.fields.values():
        if column.field.type is not Type.TIMEZONE:
            continue
        value = build.named(column.value.copy(), "zone")
        query = exp.select(value, build.named(exp.Count(this=exp.Star()), "rows"))
        query = query.from_(build.table(reading.raw.view)).group_by("1").order_by("2 DESC, 1")
        named = connection.execute(query.sql("duckdb")).fetchall()
        wrong = [(name, rows) for name, rows in named if name is not None and zone(name) is None]
        if wrong:
            near = nearest(wrong[0][0], zone_names())
            count = sum(rows for _, rows in wrong)
            yield Finding(
                reading.what, f"{_rows(count)} with a time zone that does not exist",
                f"did you mean `{near}`?" if near else "they count as none", count, wrong[0][0],
            )  # fmt: skip


def _strangers(
    connection: duckdb.DuckDBPyConnection, reading: Reading, customers: Reading | None
) -> Iterator[Finding]:
    if customers is None or "customer" not in reading.roles:
        return
    who = exp.select(build.named(reading.roles["customer"].key, "key"))
    whom = exp.select(build.named(customers.roles["key"].key, "key"))
    events = who.from_(build.table(reading.raw.view)).sql("duckdb")
    known = whom.from_(build.table(customers.raw.view)).sql("duckdb")
    row = connection.execute(
        f'SELECT count("key"), min("key") FROM ({events}) ANTI JOIN ({known}) USING ("key")'
    ).fetchone()
    if row is not None and row[0]:
        table = customers.raw.name
        yield Finding(
            reading.what, f"{_rows(row[0])} of customers who are not in table `{table}`",
            "nothing happens for them until they are", row[0], row[1],
        )  # fmt: skip


def _a(column: Column) -> str:
    name = column.field.column
    return f"{'an' if name[:1].lower() in tuple('aeiou') else 'a'} `{name}`"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _row(connection: duckdb.DuckDBPyConnection, query: exp.Select) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query.sql("duckdb")).fetchone()
    assert row is not None
    return row
