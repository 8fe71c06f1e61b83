"""SQL from templates: one statement is parsed once, and its parts are put in as expressions.

`:name` stands for an expression, a list of expressions, a table's name or a whole query; `$name`
for a value that the engine gives when it executes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sqlglot
from sqlglot import exp

Part = exp.Expression | Sequence[exp.Expression] | str | int | bool | None


def query(text: str, **parts: Part) -> exp.Select:
    """The SELECT of a template with its parts put in."""
    found = sql(text, **parts)
    assert isinstance(found, exp.Select)
    return found


def sql(text: str, **parts: Part) -> exp.Expression:
    """The expression of a template with its parts put in. Strings, numbers and truth values
    become literals, but a string in the place of a table is the table's name."""
    tree = _parsed(text).copy()
    for place in list(tree.find_all(exp.Placeholder)):
        if place.this in parts:
            found = _put(place, parts[place.this])
            tree = found if place is tree else tree
    return tree


@lru_cache(maxsize=None)
def _parsed(text: str) -> exp.Expression:
    found = sqlglot.parse_one(text, dialect="duckdb")
    assert isinstance(found, exp.Expression)
    return found


def _put(place: exp.Placeholder, part: Part) -> exp.Expression:
    parent = place.parent
    if isinstance(parent, exp.Table):
        return _put_table(parent, part)
    if isinstance(part, Sequence) and not isinstance(part, str):
        place.replace([each.copy() for each in part])
        return place
    made = _wrapped(_literal(part), parent)
    place.replace(made)
    return made


def _put_table(table: exp.Table, part: Part) -> exp.Expression:
    if isinstance(part, str):
        table.set("this", exp.to_identifier(part, quoted=True))
        return table
    assert isinstance(part, exp.Expression)
    alias = table.alias
    source = part.subquery(copy=True) if isinstance(part, exp.Query) else part.copy()
    made = exp.alias_(source, alias, table=True, quoted=True) if alias else source
    table.replace(made)
    return made


def _literal(part: Part) -> exp.Expression:
    if isinstance(part, exp.Query):
        return part.subquery(copy=True)
    if isinstance(part, exp.Expression):
        return part.copy()
    return exp.convert(part)


def _wrapped(part: exp.Expression, parent: exp.Expression | None) -> exp.Expression:
    """In parentheses where the operators around could take it apart."""
    inside = isinstance(parent, exp.Binary | exp.Not | exp.Cast)
    loose = isinstance(part, exp.Binary | exp.Not | exp.Between | exp.In | exp.Is)
    return exp.paren(part, copy=False) if inside and loose else part


def column(name: str, table: str | None = None) -> exp.Column:
    return exp.column(name, table=table, quoted=True)


def named(expression: exp.Expression, name: str) -> exp.Expression:
    """The expression as a column of that name."""
    return exp.alias_(expression, name, quoted=True)


def both(parts: Sequence[exp.Expression]) -> exp.Expression:
    """All of the parts; true where there are none."""
    return exp.and_(*parts) if parts else exp.true()


def union(parts: Sequence[exp.Query]) -> exp.Query:
    """The rows of all parts, one after another."""
    return exp.union(*parts, distinct=False) if len(parts) > 1 else parts[0].copy()
