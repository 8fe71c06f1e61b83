"""A column of the shop, whatever its SQL type, read as the type that is declared.

What does not fit becomes unknown and never an error, so that one bad value stops nobody else;
`segue check --data` counts and shows such values.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.model.declarations import Field
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.build import call, cast
from compiler.suggest import listed
from runtime.sources.civil import UTC_CLOCK, Clock, instants
from runtime.sources.reader import ColumnTypes
from runtime.store.columns import sql_type

WITH_OFFSET = r":\d\d(\.\d+)?\s*([Zz]|[+-]\d\d(:?\d\d)?)$"
"""A written instant that says its offset from UTC."""


_NUMERIC = frozenset({"text", "whole", "exact", "float"})
_READABLE = {
    Type.NUMBER: _NUMERIC,
    Type.MONEY: _NUMERIC,
    Type.YES_NO: frozenset({"text", "truth", "whole"}),
    Type.TIME: frozenset({"text", "date", "civil", "instant"}),
    Type.DATE: frozenset({"text", "date", "civil"}),
    Type.TEXTS: frozenset({"text", "texts"}),
}


def readable(native: str, kind: Type, types: ColumnTypes) -> bool:
    """Whether a column of the SQL type `native` can hold values of the declared type."""
    found = types.family(native)
    if kind in _READABLE:
        return found in _READABLE[kind]
    return found not in ("other", "truth", "texts")


def described(field: Field) -> str:
    """What a value of the field is, in words: `a number`, `one of `silver`, `gold``."""
    return _DESCRIBED[field.type] if field.type in _DESCRIBED else f"one of {listed(field.options)}"


_DESCRIBED = {
    Type.NUMBER: "a number", Type.MONEY: "an amount of money", Type.YES_NO: "yes or no",
    Type.TIME: "a time", Type.DATE: "a date", Type.TEXT: "text", Type.EMAIL: "an address",
    Type.PHONE: "a telephone number", Type.TIMEZONE: "a time zone", Type.LANGUAGE: "a language",
    Type.TEXTS: "a list of texts",
}  # fmt: skip


def raw(column: str, native: str, types: ColumnTypes) -> exp.Expr:
    """The column as it is written: text of JSON and of enumerations, and no empty text."""
    named = build.column(column)
    if types.family(native) != "text":
        return named
    return exp.Nullif(this=types.written(named, native), expression=build.text(""))


def read(
    column: str, native: str, field: Field, clock: Clock, types: ColumnTypes
) -> exp.Expr:
    """The values of `field`, without its `else`; `clock` is that of times without a zone."""
    value = raw(column, native, types)
    if field.type is Type.TIME:
        return time(value, native, clock, types)
    if field.type is Type.TEXTS:
        return texts(value, native, types)
    if field.type in _READABLE:
        return _plain(value, native, field.type, types)
    written = call("SEGUE_NFC", text(value, native, types))
    if field.type is not Type.CHOICE:
        return written
    options = [build.text(option) for option in field.options]
    listed = exp.In(this=written, expressions=options)
    return exp.Case(ifs=[exp.If(this=listed, true=written.copy())])


def _plain(value: exp.Expr, native: str, kind: Type, types: ColumnTypes) -> exp.Expr:
    if kind is Type.YES_NO and types.family(native) == "whole":
        cases = [(1, exp.true()), (0, exp.false())]
        return exp.Case(
            this=value, ifs=[exp.If(this=build.whole(number), true=said) for number, said in cases]
        )
    return types.attempt(value, native, sql_type(kind))


def texts(value: exp.Expr, native: str, types: ColumnTypes) -> exp.Expr:
    """A list of text: a list, each of which is read as text, or a JSON array written as text."""
    inner = types.element(native)
    if inner is None:
        return types.texts(types.parsed(value), lambda one: one)

    def made(one: exp.Expr) -> exp.Expr:
        written = types.written(one, inner) if types.family(inner) == "text" else one
        return text(written, inner, types)

    return types.texts(value, made)


def text(value: exp.Expr, native: str, types: ColumnTypes) -> exp.Expr:
    """The value as text. A whole number that a table keeps as a float (as many do where some
    values are missing) is written without its `.0`, so that keys meet."""
    found = types.family(native)
    if found == "text":
        return value
    if found != "float":
        return cast(value, "VARCHAR")
    whole = types.attempt(value, native, "BIGINT")
    same = exp.EQ(this=whole, expression=value.copy())
    return exp.Case(
        ifs=[exp.If(this=same, true=cast(whole.copy(), "VARCHAR"))],
        default=cast(value.copy(), "VARCHAR"),
    )


def time(value: exp.Expr, native: str, clock: Clock, types: ColumnTypes) -> exp.Expr:
    """Instants in UTC; a zone that a value brings with it goes before the table's."""
    found = types.family(native)
    if found == "instant":
        return cast(value, "TIMESTAMP")  # sessions are in UTC
    if found == "text":
        return _written_time(value, native, clock, types)
    return instants(value if native == "TIMESTAMP" else cast(value, "TIMESTAMP"), clock)


def _written_time(
    value: exp.Expr, native: str, clock: Clock, types: ColumnTypes
) -> exp.Expr:
    instant = cast(types.attempt(value, native, "TIMESTAMPTZ"), "TIMESTAMP")
    if clock is UTC_CLOCK:
        return instant
    offset = exp.RegexpLike(this=value.copy(), expression=build.text(WITH_OFFSET))
    civil = instants(types.attempt(value.copy(), native, "TIMESTAMP"), clock)
    return exp.Case(ifs=[exp.If(this=offset, true=instant)], default=civil)
