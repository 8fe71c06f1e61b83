"""A column of civil times as instants, by the pinned zone tables and not the engine's own (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlglot import exp

from compiler.sql import build
from compiler.sql.written import instants
from compiler.zones import Offset, offsets
from runtime.sources.reader import ColumnTypes, Raw, Reader

__all__ = ["UTC_CLOCK", "Clock", "clock_of", "instants"]

Clock = Sequence[Offset]
"""The rows of a zone that the times of a table can meet, in order."""

BEGINNING = offsets("UTC")[0].utc_from
UTC_CLOCK: Clock = offsets("UTC")
BESIDE = timedelta(days=2 * 366)
"""A table grows while it is open; its clock is good for so long beyond the times it holds."""


def clock_of(reader: Reader, raw: Raw, columns: Sequence[str], zone: str) -> Clock:
    """The clock of `zone` for the times in these columns of a table.

    Only the changes near the table's own times: a query has the clock written out for every
    column that it reads, and to plan it with all changes of a century costs more than to run it.
    Of a table that is still empty nobody knows which times will stand in it: all of them."""
    rows = offsets(zone)
    if len(rows) == 1 or not columns:
        return rows
    times = [_time_of(name, raw.columns[name], reader.types) for name in columns]
    least, greatest = (_one(word, times) for word in ("LEAST", "GREATEST"))
    ends = (exp.Min(this=least), exp.Max(this=greatest))
    query = exp.select(*(build.cast(end, "VARCHAR") for end in ends)).from_(raw.source.copy())
    (found,) = reader.rows(query)
    if found[0] is None:
        return rows
    low, high = _moment(found[0], -BESIDE), _moment(found[1], BESIDE)
    until = [row.civil_from for row in rows[1:]] + [datetime.max]
    near = [row for row, end in zip(rows, until, strict=True) if row.civil_from <= high
            and end > low]  # fmt: skip
    return (_open(near[0]), *near[1:])


def _time_of(column: str, native: str, types: ColumnTypes) -> exp.Expr:
    """By way of text: a bare TRY_CAST of a column would go into DuckDB's reader of CSV files,
    which fails at a wrong value."""
    named = build.column(column)
    if types.family(native) != "text":
        return build.cast(named, "TIMESTAMP")
    written = exp.Nullif(this=build.cast(named, "VARCHAR"), expression=build.text(""))
    return types.attempt(written, native, "TIMESTAMP")


def _one(word: str, values: Sequence[exp.Expr]) -> exp.Expr:
    """A single column stays bare, so that an engine may look its ends up in an index."""
    copies = [value.copy() for value in values]
    return copies[0] if len(copies) == 1 else build.call(word, *copies)


def _moment(written: str, beside: timedelta) -> datetime:
    """What an engine wrote, and some time further out; what lies beyond any date is its end."""
    try:
        return datetime.fromisoformat(written) + beside
    except (ValueError, OverflowError):
        return datetime.max if beside > timedelta(0) else datetime.min


def _open(row: Offset) -> Offset:
    """The row as the first of all: it reaches back for ever."""
    return replace(row, utc_from=BEGINNING, civil_from=BEGINNING.replace(tzinfo=None))
