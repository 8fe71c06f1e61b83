"""How Spark's columns are read. Its casts of text to times take more than a time (`today`, a bare
year), so that what may be one is said by patterns."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build
from compiler.sql.build import call, cast
from compiler.sql.spark import tried
from runtime.sources.postgres_types import FALSE, TIME, TRUE, where
from runtime.sources.texts import Made, each

_FAMILIES = {
    **dict.fromkeys(["string", "varchar", "char"], "text"),
    **dict.fromkeys(["tinyint", "smallint", "int", "bigint"], "whole"),
    "decimal": "exact", "float": "float", "double": "float", "boolean": "truth", "date": "date",
    "timestamp_ntz": "civil", "timestamp": "instant",
}  # fmt: skip


class SparkTypes:
    """The column types of Spark, as `simpleString` names them."""

    def family(self, native: str) -> str:
        inner = self.element(native)
        if inner is not None:
            return "other" if self.family(inner) in ("other", "truth", "texts") else "texts"
        return _FAMILIES.get(native.partition("(")[0], "other")

    def written(self, column: exp.Expr, native: str) -> exp.Expr:
        return column if native == "string" else cast(column, "VARCHAR")

    def attempt(self, value: exp.Expr, native: str, kind: str) -> exp.Expr:
        if self.family(native) != "text" or kind.startswith(("DECIMAL", "BIGINT")):
            return tried(value, kind)
        if kind == "BOOLEAN":
            return _truth(value)
        if kind == "DATE":
            return where(_like(value, rf"^\s*{TIME}\s*$"), tried(_day(value), kind))
        return where(_like(value, f"^{TIME}$"), _moment(value, kind))

    def element(self, native: str) -> str | None:
        return native[len("array<") : -1] if native.startswith("array<") else None

    def parsed(self, value: exp.Expr) -> exp.Expr:
        schema = call("SCHEMA_OF_VARIANT", call("TRY_PARSE_JSON", value.copy()))
        kinds = [build.text("ARRAY<STRING>"), build.text("ARRAY<VOID>")]
        return where(
            build.both([exp.In(this=schema, expressions=kinds), _ends_at_once(value)]),
            _read(value.copy()),
        )

    def texts(self, values: exp.Expr, made: Made) -> exp.Expr:
        written = call("TO_JSON", each("TRANSFORM", values, made))
        return each("FILTER", _read(call("SEGUE_NFC", written)), _not_empty)


SPARK = SparkTypes()


# A pattern of a whole JSON array would go so deep in Java that a long array stops Spark, so that it
# is parsed. What the parser overlooks is what stands behind the array. And ICU, which makes text
# NFC, cannot be called for each of an array, but for the array written as JSON: no mark of that
# melts into a letter.


def _ends_at_once(value: exp.Expr) -> exp.Expr:
    """Whether nothing stands behind the first bracket that closes, outside of texts."""
    bare = value.copy()
    for pattern in (r"(?s)\\.", '"[^"]*"'):
        bare = call("REGEXP_REPLACE", bare, build.text(pattern), build.text(""))
    return exp.RegexpLike(this=bare, expression=build.text(r"^[^\]]*\]\s*$"))


def _read(array: exp.Expr) -> exp.Expr:
    return call("FROM_JSON", array, build.text("ARRAY<STRING>"))


def _not_empty(text: exp.Expr) -> exp.Expr:
    return exp.NEQ(this=text, expression=build.text(""))


def _truth(value: exp.Expr) -> exp.Expr:
    lower = call("LOWER", value)
    ifs = [
        exp.If(this=exp.In(this=lower.copy(), expressions=list(map(build.text, words))), true=said)
        for words, said in ((TRUE, exp.true()), (FALSE, exp.false()))
    ]
    return exp.Case(ifs=ifs)


def _day(value: exp.Expr) -> exp.Expr:
    """Its day as Spark reads one."""
    day = call("REGEXP_EXTRACT", value.copy(), build.text(r"\d+[-/]\d+[-/]\d+"), build.whole(0))
    return call("REPLACE", day, build.text("/"), build.text("-"))


def _moment(value: exp.Expr, kind: str) -> exp.Expr:
    """24:00 is the next day's 00:00, which Spark does not read."""
    clock = call("REGEXP_EXTRACT", value.copy(), build.text(r"^[\d/-]+[ T]*(.*)$"), build.whole(1))
    begun = call("REGEXP_REPLACE", clock, build.text("^24:"), build.text("00:"))
    moment = tried(call("TRIM", call("CONCAT_WS", build.text(" "), _day(value), begun)), kind)
    late = _like(value, r"[ T]24:")
    next_day = exp.Add(this=moment, expression=build.interval(1, "day"))
    return exp.Case(ifs=[exp.If(this=late, true=next_day)], default=moment.copy())


def _like(value: exp.Expr, pattern: str) -> exp.Expr:
    return exp.RegexpLike(this=value.copy(), expression=build.text(pattern))
