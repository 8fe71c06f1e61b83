"""What is wrong with the data, found before anything runs: `segue check --data`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
from runtime.sources.reader import Reader
from runtime.sources.reading import CUSTOMERS, Column, Reading, readings


def check_data(
    reader: Reader, project: Project, settings: Settings, of_files: Reader | None = None
) -> list[Finding]:
    """Missing tables and columns, types and values that do not fit what is declared, ids and keys
    that occur twice, text not in NFC, time zones that do not exist, events of nobody who is known.
    Every table is read whole. `of_files` reads those that are files, where the engine does not;
    then nothing is said of events in the one whose customers are in the other."""
    if of_files is None:
        return _checked(reader, project, settings, None)
    return [
        *_checked(reader, project, settings, files=False),
        *_checked(of_files, project, settings, files=True),
    ]


def _checked(
    reader: Reader, project: Project, settings: Settings, files: bool | None
) -> list[Finding]:
    found, findings = readings(reader, project, settings, files=files)
    for reading in found.values():
        try:
            findings += _values(reader, reading)
            findings += _blank(reader, reading)
            findings += _twice(reader, reading)
            findings += _zones(reader, reading)
            findings += _strangers(reader, reading, found.get(CUSTOMERS))
            findings += _lists(reader, reading)
        except reader.error as error:
            said = reader.reason(error, settings.tables[reading.raw.name])
            findings.append(
                Finding(reading.what, f"table `{reading.raw.name}`: {said}", stops=True)
            )
    return findings


def _lists(reader: Reader, reading: Reading) -> Iterator[Finding]:
    for item in reading.lists.values():
        key = build.named(build.call("SEGUE_NFC", reading.roles["key"].key), "key")
        customers = exp.select(key).from_(reading.raw.source.copy())
        yield from check_list(reader, item.field, item.keys, customers)


def _values(reader: Reader, reading: Reading) -> Iterator[Finding]:
    columns = [*reading.roles.values(), *reading.fields.values()]
    needed = _needed(reading)
    looked = [part for place, column in enumerate(columns) for part in _looked_at(column, place)]
    asked = [part for place, column in enumerate(columns) for part in _questions(column, place)]
    rows = exp.select(*looked).from_(reading.raw.source.copy())
    row = _row(reader, exp.select(*asked).from_(_as(rows, "rows")))
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


def _looked_at(column: Column, place: int) -> list[exp.Expr]:
    """What questions need of a column, of each row."""
    found = {"written": column.raw, "value": column.value, "key": column.key}
    if _of_text(column):
        found["composed"] = build.call("SEGUE_NFC", column.key)
    return [build.named(part.copy(), f"{word} {place}") for word, part in found.items()]


def _questions(column: Column, place: int) -> list[exp.Expr]:
    """How many values do not fit, and one; how many are not in NFC, and one; how many are empty."""
    written, value, key = (build.column(f"{word} {place}") for word in ("written", "value", "key"))
    unknown = exp.Is(this=value.copy(), expression=exp.Null())
    empty = exp.Is(this=written.copy(), expression=exp.Null())
    unfit = build.both([build.negated(empty.copy()), unknown])
    split: exp.Expr = exp.false()
    if _of_text(column):
        split = exp.NEQ(this=build.column(f"composed {place}"), expression=key.copy())
    return [
        _counted(unfit), _example(key, unfit), _counted(split), _example(key, split),
        _counted(empty),
    ]  # fmt: skip


def _of_text(column: Column) -> bool:
    return column.field.type.textual or column.field.type is Type.TEXTS


def _counted(condition: exp.Expr) -> exp.Expr:
    where = exp.Where(this=condition.copy())
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=where)


def _example(value: exp.Expr, condition: exp.Expr) -> exp.Expr:
    shown = build.cast(value.copy(), "VARCHAR")
    chosen = exp.Case(ifs=[exp.If(this=condition.copy(), true=shown)])
    return _least(chosen)


def _least(text: exp.Expr) -> exp.Expr:
    return exp.Min(this=build.call("SEGUE_BYTES", text))


def _blank(reader: Reader, reading: Reading) -> Iterator[Finding]:
    """Ids that name nothing: rows without one, and spaces, which are one id for many rows."""
    if "id" not in reading.roles or reading.stands:
        return
    column = reading.roles["id"]
    written = build.call("TRIM", build.coalesce(column.key, build.text("")))
    blank = exp.EQ(this=written, expression=build.text(""))
    (count,) = _row(reader, exp.select(_counted(blank)).from_(reading.raw.source.copy()))
    if count:
        yield Finding(
            reading.what, f"{_rows(count)} with a blank `{column.field.column}`",
            "repeats of them are not noticed where it is empty, and rows are lost where it is "
            "spaces: give each row an id of its own", count,
        )  # fmt: skip


def _twice(reader: Reader, reading: Reading) -> Iterator[Finding]:
    name = "key" if "key" in reading.roles else "id"
    if name not in reading.roles:
        return
    column, version = reading.roles[name], reading.roles.get("version")
    id = build.column("id")
    rows = exp.select(build.named(column.key, "id")).from_(reading.raw.source.copy())
    if version is not None:
        rows = rows.select(build.named(version.value.copy(), "since"))
    apart = [id.copy(), *([build.column("since")] if version is not None else [])]
    repeated = (
        exp.select(id)
        .from_(_as(rows, "rows"))
        .where(*(build.negated(exp.Is(this=part.copy(), expression=exp.Null())) for part in apart))
        .group_by(*apart)
        .having(build.compare(">", exp.Count(this=exp.Star()), build.whole(1)))
    )
    (count, example) = _row(reader, _how_many(id).from_(_as(repeated, "repeated")))
    if count:
        values, occur = ("1 value", "occurs") if count == 1 else (f"{count:,} values", "occur")
        with_one = f" with one `{version.field.column}`" if version is not None else ""
        yield Finding(
            reading.what, f"{values} of `{column.field.column}` {occur} more than once{with_one}",
            "each may occur once", count, example,
        )  # fmt: skip


def _how_many(text: exp.Expr) -> exp.Select:
    """How many rows there are, and the least text in them."""
    return exp.select(exp.Count(this=exp.Star()), _least(text.copy()))


def _as(rows: exp.Select, name: str) -> exp.Expr:
    return exp.alias_(rows.subquery(), name, table=True, quoted=True)


def _zones(reader: Reader, reading: Reading) -> Iterator[Finding]:
    for column in reading.fields.values():
        if column.field.type is not Type.TIMEZONE:
            continue
        named = reader.rows(_values_of(column, reading))
        wrong = [(name, rows) for name, rows in named if name is not None and zone(name) is None]
        if wrong:
            near = nearest(wrong[0][0], zone_names())
            count = sum(rows for _, rows in wrong)
            yield Finding(
                reading.what, f"{_rows(count)} with a time zone that does not exist",
                f"did you mean `{near}`?" if near else "they count as none", count, wrong[0][0],
            )  # fmt: skip


def _values_of(column: Column, reading: Reading) -> exp.Select:
    """Each value with how many rows have it, the most frequent first."""
    value = build.column("value")
    rows = exp.select(build.named(column.value.copy(), "value")).from_(reading.raw.source.copy())
    often = exp.Ordered(this=exp.Count(this=exp.Star()), desc=True, nulls_first=False)
    last = exp.Ordered(this=build.call("SEGUE_BYTES", value.copy()), nulls_first=False)
    found = exp.select(value, exp.Count(this=exp.Star())).from_(_as(rows, "rows"))
    return found.group_by(value.copy()).order_by(often, last)


def _strangers(
    reader: Reader, reading: Reading, customers: Reading | None
) -> Iterator[Finding]:
    if customers is None or "customer" not in reading.roles:
        return
    who = exp.select(build.named(reading.roles["customer"].key, "key"))
    whom = exp.select(build.named(customers.roles["key"].key, "key"))
    known = whom.from_(customers.raw.source.copy())
    key = build.column("key", "events")
    same = build.compare("=", build.column("key", "known"), key)
    there = exp.Exists(this=exp.select(build.whole(1)).from_(_as(known, "known")).where(same))
    strangers = _how_many(key).from_(_as(who.from_(reading.raw.source.copy()), "events"))
    named = build.negated(exp.Is(this=key.copy(), expression=exp.Null()))
    (count, example) = _row(reader, strangers.where(named, exp.Not(this=there)))
    if count:
        table = customers.raw.name
        yield Finding(
            reading.what, f"{_rows(count)} of customers who are not in table `{table}`",
            "nothing happens for them until they are", count, example,
        )  # fmt: skip


def _a(column: Column) -> str:
    name = column.field.column
    return f"{'an' if name[:1].lower() in tuple('aeiou') else 'a'} `{name}`"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _row(reader: Reader, query: exp.Select) -> tuple[Any, ...]:
    (row,) = reader.rows(query)
    return row
