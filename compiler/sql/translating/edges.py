"""The first and the last of rows, and several values of them at once: PostgreSQL has no `arg_max`,
and of a structure the parts become columns, `last.at` for the part `at` of `last`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.sql import build


def flatten(root: exp.Expr) -> None:
    """In place."""
    known = {}
    for alias in list(root.find_all(exp.Alias)):
        parts = list(_parts(alias.this))
        if parts:
            known[alias.alias] = alias
            alias.replace([build.named(value, f"{alias.alias}.{name}") for name, value in parts])
    for column in list(root.find_all(exp.Column)):
        if column.table in known:
            name = f"{column.table}.{column.name}"
            column.replace(build.column(name, column.args["db"].name if column.db else None))
    for edge in list(root.find_all(exp.ArgMax, exp.ArgMin)):
        edge.replace(_first(edge.this, _keys(edge.expression), isinstance(edge, exp.ArgMax)))


def _parts(edge: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
    """The parts of a structure that an aggregate picks, each picked for itself."""
    if not isinstance(edge, exp.Max | exp.ArgMax | exp.ArgMin) or not _is_structure(edge.this):
        return
    parts = {part.this.name: part.expression for part in edge.this.expressions}
    keys = list(parts.values()) if isinstance(edge, exp.Max) else _keys(edge.expression)
    for name, value in parts.items():
        yield name, _first(value, keys, not isinstance(edge, exp.ArgMin), alone=False)


def _is_structure(value: exp.Expr) -> bool:
    return isinstance(value, exp.Struct)


def _keys(by: exp.Expr) -> list[exp.Expr]:
    return list(by.expressions) if isinstance(by, exp.Tuple) else [by]


def _first(
    value: exp.Expr, keys: list[exp.Expr], descending: bool, *, alone: bool = True
) -> exp.Expr:
    """`alone`: what is unknown is passed over."""
    order = [exp.Ordered(this=key.copy(), desc=descending, nulls_first=False) for key in keys]
    listed: exp.Expr = exp.ArrayAgg(this=exp.Order(this=value.copy(), expressions=order))
    if alone:
        there = build.negated(exp.Is(this=value.copy(), expression=exp.Null()))
        listed = exp.Filter(this=listed, expression=exp.Where(this=there))
    return exp.Bracket(this=build.paren(listed), expressions=[build.whole(1)], offset=1)
