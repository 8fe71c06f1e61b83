"""How PostgreSQL's columns are read. It has no cast that may fail (before version 16 it cannot
even be asked), so that what can be cast is said by patterns, in the order of a CASE."""

from __future__ import annotations

import re

from sqlglot import exp

from compiler.sql import build
from compiler.sql.build import call, cast
from runtime.sources.texts import Made, clean, is_array, is_there

ENUM = "enum "
"""Stands before the name of a type that the shop has made."""

_FAMILIES = {
    **dict.fromkeys(
        ["text", "character varying", "character", '"char"', "name", "citext", "uuid", "json",
         "jsonb"], "text"
    ),
    **dict.fromkeys(["smallint", "integer", "bigint"], "whole"),
    "numeric": "exact", "real": "float", "double precision": "float", "boolean": "truth",
    "date": "date", "timestamp without time zone": "civil", "timestamp with time zone": "instant",
}  # fmt: skip

NUMBER = r"^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\s*$"

_DATE = r"(?!0000)\d{4}[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])"
_CLOCK = r"(([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?|24:00(:00)?)"
_OFFSET = r"( ?Z| UTC|[+-](0\d|1[0-5])(:?[0-5]\d)?)?"
TIME = rf"{_DATE}(( +|T){_CLOCK}{_OFFSET})?"

TRUE, FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")


class PostgresTypes:
    """The column types of PostgreSQL, as `format_type` names them."""

    def family(self, native: str) -> str:
        inner = self.element(native)
        if inner is not None:
            return "other" if self.family(inner) in ("other", "truth") else "texts"
        if native.startswith(ENUM):
            return "text"
        return _FAMILIES.get(re.sub(r"\(.*?\)", "", native), "other")

    def written(self, column: exp.Expr, native: str) -> exp.Expr:
        if native in ("json", "jsonb"):
            return exp.JSONBExtractScalar(this=column, expression=build.text("{}"))
        return column if native == "text" else cast(column, "VARCHAR")

    def attempt(self, value: exp.Expr, native: str, kind: str) -> exp.Expr:
        if kind.startswith("DECIMAL"):
            return self._number(value, native, kind)
        if kind == "BIGINT":
            limit = build.compare("<", call("ABS", value), exp.Literal.number("9e18"))
            return where(limit, cast(value.copy(), kind))
        if self.family(native) != "text":
            return cast(value, kind)
        if kind == "BOOLEAN":
            return _truth(value)
        return _day(value) if kind == "DATE" else _moment(value, kind)

    def element(self, native: str) -> str | None:
        return native.removesuffix("[]") if native.endswith("[]") else None

    def parsed(self, value: exp.Expr) -> exp.Expr:
        texts = exp.select(call("JSONB_ARRAY_ELEMENTS_TEXT", cast(value.copy(), "JSONB")))
        return where(is_array(value), exp.Array(expressions=[texts]))

    def texts(self, values: exp.Expr, made: Made) -> exp.Expr:
        named = exp.TableAlias(this=exp.to_identifier("list"), columns=[exp.to_identifier("each")])
        listed = exp.Unnest(expressions=[values.copy()], alias=named)
        text = clean(made(exp.column("each")))
        kept = exp.select(text).from_(listed).where(is_there(text.copy()))
        return where(is_there(values), exp.Array(expressions=[kept]))

    def _number(self, value: exp.Expr, native: str, kind: str) -> exp.Expr:
        """By way of text where it is a binary float: its shortest digits are those meant."""
        digits, scale = map(int, re.findall(r"\d+", kind))
        if self.family(native) in ("text", "float"):
            written = cast(value, "VARCHAR") if self.family(native) == "float" else value
            exact = cast(written.copy(), "DECIMAL")
            return where(_like(written, NUMBER), _fitting(exact, kind, digits, scale))
        if _fits(native, digits, scale):
            return cast(value, kind)
        return _fitting(cast(value, "DECIMAL"), kind, digits, scale)


POSTGRES = PostgresTypes()


def _fits(native: str, digits: int, scale: int) -> bool:
    declared = re.fullmatch(r"numeric\((\d+),(\d+)\)", native)
    if declared is None:
        return native in ("smallint", "integer")
    return int(declared[2]) <= scale and int(declared[1]) - int(declared[2]) <= digits - scale


def _fitting(value: exp.Expr, kind: str, digits: int, scale: int) -> exp.Expr:
    """The value where it fits, which is not a NaN either: it is greater than all others."""
    size = call("ABS", call("ROUND", value, build.whole(scale)))
    inside = build.compare("<", size, build.whole(10 ** (digits - scale)))
    return where(inside, cast(value.copy(), kind))


def _truth(value: exp.Expr) -> exp.Expr:
    lower = call("LOWER", value)
    ifs = [
        exp.If(this=exp.In(this=lower.copy(), expressions=list(map(build.text, words))), true=said)
        for words, said in ((TRUE, exp.true()), (FALSE, exp.false()))
    ]
    return exp.Case(ifs=ifs)


def _moment(value: exp.Expr, kind: str) -> exp.Expr:
    """To the microsecond, cut off and not rounded."""
    cut = call(
        "REGEXP_REPLACE", value.copy(), build.text(r"(\.\d{6})\d+"), build.text(r"\1")
    )
    return where(_like(value, rf"^{TIME}$"), where(_in_month(value), cast(cut, kind)))


def _day(value: exp.Expr) -> exp.Expr:
    day = call("MAKE_DATE", *(_part(value, place) for place in range(3)))
    return where(_like(value, rf"^\s*{TIME}\s*$"), where(_in_month(value), day))


def _in_month(value: exp.Expr) -> exp.Expr:
    """Whether the month has such a day: counted from its first one, it is still this month."""
    year, month, day = (_part(value, place) for place in range(3))
    first = call("MAKE_DATE", year, month, build.whole(1))
    days = build.paren(exp.Sub(this=day, expression=build.whole(1)))
    counted = exp.Extract(this=exp.var("MONTH"), expression=exp.Add(this=first, expression=days))
    return build.compare("=", counted, month.copy())


def _part(value: exp.Expr, place: int) -> exp.Expr:
    pattern = r"^\s*" + r"\d+[-/]" * place + r"(\d+)"
    return cast(call("SUBSTRING", value.copy(), build.text(pattern)), "INT")


def _like(value: exp.Expr, pattern: str) -> exp.Expr:
    return exp.RegexpLike(this=value.copy(), expression=build.text(pattern))


def where(condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=condition, true=value)])
