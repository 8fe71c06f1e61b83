"""A query as the text of a dialect in which it is printed and not executed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlglot import exp

from compiler.sql.printed import shapes
from compiler.sql.printed.bigquery import BIGQUERY
from compiler.sql.printed.clickhouse import CLICKHOUSE
from compiler.sql.printed.databricks import DATABRICKS
from compiler.sql.printed.redshift import REDSHIFT
from compiler.sql.printed.snowflake import SNOWFLAKE
from compiler.sql.printed.trino import TRINO
from compiler.sql.printed.words import Words

Printed = Literal["bigquery", "snowflake", "databricks", "redshift", "clickhouse", "trino"]

PRINTED: Mapping[Printed, Words] = {
    "bigquery": BIGQUERY,
    "snowflake": SNOWFLAKE,
    "databricks": DATABRICKS,
    "redshift": REDSHIFT,
    "clickhouse": CLICKHOUSE,
    "trino": TRINO,
}


def printed(query: exp.Query, dialect: Printed) -> str:
    """The text of a query, laid out for people. Raises CannotPrint, which names the dialect and
    the construct that it has no words for."""
    words = PRINTED[dialect]
    root = exp.Paren(this=query.copy())
    _shape(root, words)
    _say(root, words)
    if words.plain_names:
        shapes.name_plainly(root)
    text: str = root.this.sql(dialect=words.reads, pretty=True, copy=False)
    told = ", ".join(f"{name} = {value}" for name, value in words.settings.items())
    return f"{text}\nSETTINGS {told}" if told else text


def _shape(root: exp.Expr, words: Words) -> None:
    shapes.plainly(root)
    shapes.list_in_order(root)
    shapes.keep_bounds(root, words)
    shapes.subtract_days(root, words)
    shapes.move_instants(root, words)
    if not words.filters:
        shapes.filter_inside(root)
    if not words.values:
        shapes.select_values(root)


def _say(root: exp.Expr, words: Words) -> None:
    """The dialect's own words for every function that it calls otherwise."""
    for call in reversed(list(root.find_all(exp.Anonymous, exp.Min, exp.Max, exp.Sum))):
        said = _said(call, words)
        if said is not None:
            call.replace(said)


def _said(call: exp.Expr, words: Words) -> exp.Expr | None:
    if not isinstance(call, exp.Anonymous):
        return words.function(call.key.upper(), [call.this])
    name, arguments = call.name, call.expressions
    if name == "SEGUE_MATCHES":
        arguments = [arguments[0], exp.Literal.string(words.pattern.format(arguments[1].name))]
    if name == "DATE_TRUNC" and words.truncated:
        unit = words.truncated[arguments[0].name]
        return words.say(words.functions[name].format(unit=unit), *arguments)
    return words.function(name if name.startswith("SEGUE_") else name.upper(), arguments)
