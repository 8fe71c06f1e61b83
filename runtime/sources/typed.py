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
from runtime.store.columns import sql_type

WITH_OFFSET = r":\d\d(\.\d+)?\s*([Zz]|[+-]\d\d(:?\d\d)?)$"
"""A written instant that says its offset from UTC."""


def family(native: str) -> str:
    """What an SQL type is to us: text, whole, exact, float, truth, date, civil, instant; `other`
    for what no declared type can be read from."""
    return _FAMILIES.get(native.partition("(")[0].strip(), "other")


_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_FAMILIES = {
    "VARCHAR": "text", "UUID": "text", "ENUM": "text", "JSON": "text",
    **dict.fromkeys([*_WHOLE, *(f"U{name}" for name in _WHOLE)], "whole"),
    "DECIMAL": "exact", "FLOAT": "float", "DOUBLE": "float", "BOOLEAN": "truth", "DATE": "date",
    "TIMESTAMP": "civil", "TIMESTAMP_S": "civil", "TIMESTAMP_MS": "civil",
    "TIMESTAMP_NS": "civil", "TIMESTAMP WITH TIME ZONE": "instant",
}  # fmt: skip

_NUMERIC = frozenset({"text", "whole", "exact", "float"})
_READABLE = {
    Type.NUMBER: _NUMERIC,
    Type.MONEY: _NUMERIC,
    Type.YES_NO: frozenset({"text", "truth", "whole"}),
    Type.TIME: frozenset({"text", "date", "civil", "instant"}),
    Type.DATE: frozenset({"text", "date", "civil"}),
}


def readable(native: str, kind: Type) -> bool:
    """Whether a column of the SQL type `native` can hold values of the declared type."""
    found = family(native)
    return found in _READABLE[kind] if kind in _READABLE else found not in ("other", "truth")


def described(field: Field) -> str:
    """What a value of the field is, in words: `a number`, `one of `silver`, `gold``."""
    return _DESCRIBED[field.type] if field.type in _DESCRIBED else f"one of {listed(field.options)}"


_DESCRIBED = {
    Type.NUMBER: "a number", Type.MONEY: "an amount of money", Type.YES_NO: "yes or no",
    Type.TIME: "a time", Type.DATE: "a date", Type.TEXT: "text", Type.EMAIL: "an address",
    Type.PHONE: "a telephone number", Type.TIMEZONE: "a time zone", Type.LANGUAGE: "a language",
}  # fmt: skip


def raw(column: str, native: str) -> exp.Expr:
    """The column as it is written: text of JSON and of enumerations, and no empty text."""
    named: exp.Expr = build.column(column)
    if family(native) != "text":
        return named
    if native == "JSON":
        named = call("JSON_EXTRACT_STRING", named, build.text("$"))
    elif native != "VARCHAR":
        named = cast(named, "VARCHAR")
    return exp.Nullif(this=named, expression=build.text(""))


def read(column: str, native: str, field: Field, clock: Clock) -> exp.Expr:
    """The values of `field`, without its `else`; `clock` is that of times without a zone."""
    value = raw(column, native)
    if field.type is Type.TIME:
        return time(value, native, clock)
    if field.type in _READABLE:
        return _plain(value, native, field.type)
    written = call("NFC_NORMALIZE", text(value, native))
    if field.type is not Type.CHOICE:
        return written
    options = [build.text(option) for option in field.options]
    listed = exp.In(this=written, expressions=options)
    return exp.Case(ifs=[exp.If(this=listed, true=written.copy())])


def _plain(value: exp.Expr, native: str, kind: Type) -> exp.Expr:
    if kind is Type.YES_NO and family(native) == "whole":
        cases = [(1, exp.true()), (0, exp.false())]
        return exp.Case(
            this=value, ifs=[exp.If(this=build.whole(number), true=said) for number, said in cases]
        )
    if sql_type(kind) == native:
        return value
    return _try(value, sql_type(kind))


def text(value: exp.Expr, native: str) -> exp.Expr:
    """The value as text. A whole number that a table keeps as a float (as many do where some
    values are missing) is written without its `.0`, so that keys meet."""
    found = family(native)
    if found == "text":
        return value
    if found != "float":
        return cast(value, "VARCHAR")
    whole = _try(value, "BIGINT")
    same = exp.EQ(this=whole, expression=value.copy())
    return exp.Case(
        ifs=[exp.If(this=same, true=cast(whole.copy(), "VARCHAR"))],
        default=cast(value.copy(), "VARCHAR"),
    )


def time(value: exp.Expr, native: str, clock: Clock) -> exp.Expr:
    """Instants in UTC; a zone that a value brings with it goes before the table's."""
    found = family(native)
    if found == "instant":
        return cast(value, "TIMESTAMP")
    if found == "text":
        return _written_time(value, clock)
    return instants(value if native == "TIMESTAMP" else cast(value, "TIMESTAMP"), clock)


def _written_time(value: exp.Expr, clock: Clock) -> exp.Expr:
    instant = cast(_try(value, "TIMESTAMPTZ"), "TIMESTAMP")  # sessions are in UTC
    if clock is UTC_CLOCK:
        return instant
    offset = call("REGEXP_MATCHES", value.copy(), build.text(WITH_OFFSET))
    civil = instants(_try(value.copy(), "TIMESTAMP"), clock)
    return exp.Case(ifs=[exp.If(this=offset, true=instant)], default=civil)


def _try(value: exp.Expr, kind: str) -> exp.Expr:
    return exp.TryCast(this=value, to=exp.DataType.build(kind))
