"""The small vocabulary with which all SQL is built: quoted names, literals, casts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import reduce

from sqlglot import exp

from compiler.model.values import Plain

Primitive = Callable[..., exp.Expr]
"""From the arguments of a primitive to how an engine says it."""


def column(name: str, table: str | None = None) -> exp.Column:
    return exp.column(name, table=table, quoted=True)


def table(name: str, alias: str | None = None) -> exp.Expr:
    named = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(named, alias, table=True, quoted=True) if alias else named


def select_all(source: str) -> exp.Select:
    return exp.select(exp.Star()).from_(table(source))


def qualified(expression: exp.Expr, alias: str) -> exp.Expr:
    """A copy in which every column without a table belongs to `alias`."""
    copy = expression.copy()
    for found in list(copy.find_all(exp.Column)):
        if not found.table:
            found.set("table", exp.to_identifier(alias, quoted=True))
    return copy


def named(expression: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(expression, name, quoted=True)


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A function by its name; primitives of `dialects` look like this until they are emitted."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def cast(expression: exp.Expr, type: str) -> exp.Expr:
    return exp.Cast(this=expression, to=exp.DataType.build(type))


def text(value: str) -> exp.Expr:
    return exp.Literal.string(value)


def whole(value: int) -> exp.Expr:
    return number(Decimal(value))


def number(value: Decimal) -> exp.Expr:
    """Written out, so that engines read an exact decimal and never a binary float."""
    literal = exp.Literal.number(format(abs(value), "f"))
    return exp.Neg(this=literal) if value < 0 else literal


def instant(moment: datetime) -> exp.Expr:
    """An instant (aware), as the UTC timestamp that engines store."""
    return cast(text(moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")), "TIMESTAMP")


def day(value: date) -> exp.Expr:
    return cast(text(value.isoformat()), "DATE")


def literal(value: Plain) -> exp.Expr:
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, datetime):
        return instant(value)
    assert not isinstance(value, tuple), "no condition has a list written in it"
    return day(value) if isinstance(value, date) else text(value)


def interval(amount: int, unit: str) -> exp.Expr:
    return exp.Interval(this=text(str(amount)), unit=exp.var(unit.upper()))


def paren(expression: exp.Expr) -> exp.Expr:
    return exp.paren(expression, copy=False)


def both(parts: Iterable[exp.Expr]) -> exp.Expr:
    """All of the parts; true where there are none."""
    return _chain(exp.And, [_wrapped(part, exp.Or) for part in parts], exp.true())


def either(parts: Iterable[exp.Expr]) -> exp.Expr:
    """Any of the parts; false where there are none."""
    return _chain(exp.Or, [_wrapped(part, exp.And) for part in parts], exp.false())


def negated(part: exp.Expr) -> exp.Expr:
    if isinstance(part, exp.Exists):
        return exp.Not(this=part)
    return exp.Not(this=_wrapped(part, exp.Binary, exp.Predicate, exp.Not))


def _wrapped(part: exp.Expr, *kinds: type[exp.Expr]) -> exp.Expr:
    return paren(part) if isinstance(part, kinds) else part


def _chain(
    kind: type[exp.Binary], parts: list[exp.Expr], empty: exp.Expr
) -> exp.Expr:
    return reduce(lambda left, right: kind(this=left, expression=right), parts) if parts else empty


def compare(op: str, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`op` is one of = < <= > >=."""
    return _COMPARISONS[op](this=left, expression=right)


_COMPARISONS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def coalesce(expression: exp.Expr, default: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=expression, expressions=[default])


def conjuncts(expression: exp.Expr) -> list[exp.Expr]:
    """The parts of which an expression is the `and`."""
    if isinstance(expression, exp.And):
        return [*conjuncts(expression.this), *conjuncts(expression.expression)]
    if isinstance(expression, exp.Paren) and isinstance(expression.this, exp.And):
        return conjuncts(expression.this)
    return [expression]
