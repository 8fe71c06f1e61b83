"""How Spark's columns are read. Its casts of text to times take more than a time (`today`, a bare
year), so that what may be one is said by patterns."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build
from compiler.sql.build import call, cast
from compiler.sql.spark import tried
from runtime.sources.postgres_types import FALSE, TIME, TRUE, where

_FAMILIES = {
    **dict.fromkeys(["string", "varchar", "char"], "text"),
    **dict.fromkeys(["tinyint", "smallint", "int", "bigint"], "whole"),
    "decimal": "exact", "float": "float", "double": "float", "boolean": "truth", "date": "date",
    "timestamp_ntz": "civil", "timestamp": "instant",
}  # fmt: skip


class SparkTypes:
    """The column types of Spark, as `simpleString` names them."""

    def family(self, native: str) -> str:
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


SPARK = SparkTypes()


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
