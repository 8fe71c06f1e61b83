"""SQL from templates: one statement is parsed once, and its parts are put in as expressions.

`:name` stands for an expression, a list of expressions, a table's name or a whole query; `$name`
for a value that the engine gives when it executes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import sqlglot
from sqlglot import exp

Part = exp.Expr | Sequence[exp.Expr] | str | int | bool | None


def query(text: str, **parts: Part) -> exp.Select:
    """The SELECT of a template with its parts put in."""
    found = sql(text, **parts)
    assert isinstance(found, exp.Select)
    return found


def sql(text: str, **parts: Part) -> exp.Expr:
    """The expression of a template with its parts put in. Strings, numbers and truth values
    become literals, but a string in the place of a table is the table's name."""
    tree = _parsed(text).copy()
    for place in list(tree.find_all(exp.Placeholder)):
        if place.this in parts:
            found = _put(place, parts[place.this])
            tree = found if place is tree else tree
    return tree


@cache
def _parsed(text: str) -> exp.Expr:
    found = sqlglot.parse_one(text, dialect="duckdb")
    assert isinstance(found, exp.Expr)
    for node in found.walk():
        node.meta.clear()  # where in the template a part stood: of no use, and dear to copy
    return found


def _put(place: exp.Placeholder, part: Part) -> exp.Expr:
    parent = place.parent
    if isinstance(parent, exp.Table):
        return _put_table(parent, part)
    if isinstance(part, Sequence) and not isinstance(part, str):
        place.replace([own(each) for each in part])
        return place
    made = _wrapped(_literal(part), parent)
    place.replace(made)
    return made


def _put_table(table: exp.Table, part: Part) -> exp.Expr:
    if isinstance(part, str):
        table.set("this", exp.to_identifier(part, quoted=True))
        return table
    assert isinstance(part, exp.Expr)
    alias = table.alias
    source = _literal(part)
    made = exp.alias_(source, alias, table=True, quoted=True, copy=False) if alias else source
    table.replace(made)
    return made


def _literal(part: Part) -> exp.Expr:
    if isinstance(part, exp.Query):
        alone = part if part.parent is None else part.copy()
        return alone.subquery(copy=False)
    return own(part) if isinstance(part, exp.Expr) else exp.convert(part)


def _wrapped(part: exp.Expr, parent: exp.Expr | None) -> exp.Expr:
    """In parentheses where the operators around could take it apart."""
    inside = isinstance(parent, exp.Binary | exp.Not | exp.Cast)
    loose = isinstance(part, exp.Binary | exp.Not | exp.Between | exp.In | exp.Is)
    return exp.paren(part, copy=False) if inside and loose else part


def own(part: exp.Expr) -> exp.Expr:
    """The expression itself, or a copy where it already stands in another: queries are built in
    place, since copying them at every step costs more than all else."""
    return part if part.parent is None else part.copy()


def with_part(found: exp.Select, name: str, part: exp.Query) -> exp.Select:
    """The query with a part of its own, which is computed once and by itself. DuckDB 2.0 fails on
    some joins that are fed by another join directly (its issue 24807), and plans badly where it
    has to guess how much a join gives; a part that stands by itself avoids both."""
    named_so = exp.to_identifier(name, quoted=True)
    return found.with_(named_so, as_=own(part), materialized=True, copy=False)


def column(name: str, table: str | None = None) -> exp.Column:
    return exp.column(name, table=table, quoted=True)


def field(name: str, alias: str) -> exp.Column:
    """The store's column of a declared field."""
    return column(f"f_{name}", alias)


def named(expression: exp.Expr, name: str) -> exp.Expr:
    """The expression as a column of that name."""
    return exp.alias_(own(expression), name, quoted=True, copy=False)


def both(parts: Sequence[exp.Expr]) -> exp.Expr:
    """All of the parts; true where there are none."""
    return exp.and_(*map(own, parts), copy=False) if parts else exp.true()


def union(parts: Sequence[exp.Query]) -> exp.Query:
    """The rows of all parts, one after another."""
    return exp.union(*parts, distinct=False, copy=False) if len(parts) > 1 else parts[0]
