"""From sqlglot expressions to the text of one engine.

What engines say in different words stands in the expressions as a call of a primitive,
`SEGUE_…`, and is put into an engine's own words here, by hand, each proved by execution.
sqlglot only prints: it knows syntax, but not that two engines round differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from sqlglot import exp

from compiler.sql import build, duckdb, postgres, spark

Dialect = Literal["duckdb", "postgres", "spark"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)


_PRIMITIVES: Mapping[str, Mapping[str, build.Primitive]] = {
    "duckdb": duckdb.PRIMITIVES,
    "postgres": postgres.PRIMITIVES,
    "spark": spark.PRIMITIVES,
}


def emit(expression: exp.Expr, dialect: Dialect) -> str:
    """The text of a query or an expression, laid out for people. All names are quoted as they
    were built."""
    return native(expression.copy(), dialect).sql(dialect=dialect, pretty=True, copy=False)


def one_line(expression: exp.Expr, dialect: Dialect) -> str:
    """The same text for an engine alone, whatever it holds as it stands."""
    return native(expression.copy(), dialect).sql(dialect=dialect, copy=False)


def native(expression: exp.Expr, dialect: Dialect) -> exp.Expr:
    """The expression itself, in which the engine's own words now stand for the primitives."""
    root = exp.Paren(this=expression)
    words = _PRIMITIVES[dialect]
    for call in reversed(list(root.find_all(exp.Anonymous))):
        primitive = words.get(call.name.upper())
        if primitive is not None:
            call.replace(primitive(*call.expressions))
    if dialect == "spark":
        spark.retype(root)
    if dialect == "postgres":
        postgres.keep_single_rows(root)
        postgres.find_few_anew(root)
    found: exp.Expr = root.this
    return found
