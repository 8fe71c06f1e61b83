"""Which columns a query gives: what has to be known where an engine has no `* EXCLUDE`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlglot import exp

Columns = Callable[[str], Sequence[str]]
"""The names of a stored table's columns, in their order."""


def names(query: exp.Expr, columns: Columns) -> list[str]:
    """The names of a query's columns, in their order."""
    if isinstance(query, exp.SetOperation | exp.Subquery):
        return names(query.this, columns)
    assert isinstance(query, exp.Select), query.sql()
    return [name for part in query.expressions for name in _projected(query, part, columns)]


def relations(select: exp.Select) -> Iterator[exp.Expr]:
    """What stands behind FROM and JOIN, but for what only picks rows."""
    start = select.args.get("from_")
    if start is not None:
        yield start.this
    for join in select.args.get("joins") or ():
        if join.kind not in ("SEMI", "ANTI"):
            yield join.this


def is_star(part: exp.Expr) -> bool:
    return isinstance(part, exp.Star) or (
        isinstance(part, exp.Column) and isinstance(part.this, exp.Star)
    )


def starred(select: exp.Select, part: exp.Expr, columns: Columns) -> list[tuple[str, str]]:
    """The relation and the name of each column that a star stands for, without what it leaves
    out."""
    star = part if isinstance(part, exp.Star) else part.this
    of = part.args.get("table") if isinstance(part, exp.Column) else None
    left_out = {each.name for each in star.args.get("except_") or ()}
    found = [
        (each.alias_or_name, name)
        for each in relations(select)
        if of is None or each.alias_or_name == of.name
        for name in _of(each, columns)
        if name not in left_out
    ]
    return found if of is not None else _once(found)


def _once(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of columns by which relations are joined, which have one name, the first."""
    first: dict[str, tuple[str, str]] = {}
    for relation, name in found:
        first.setdefault(name, (relation, name))
    return list(first.values())


def _projected(select: exp.Select, part: exp.Expr, columns: Columns) -> list[str]:
    if is_star(part):
        return [name for _, name in starred(select, part, columns)]
    name = part.alias_or_name or part.key
    return [name]


def _of(relation: exp.Expr, columns: Columns) -> list[str]:
    """The columns of what stands behind FROM or JOIN."""
    alias = relation.args.get("alias")
    if isinstance(alias, exp.TableAlias) and alias.columns:
        return [each.name for each in alias.columns]
    if isinstance(relation, exp.Table):
        part = _part(relation)
        return names(part, columns) if part is not None else list(columns(relation.name))
    return names(relation, columns)


def _part(table: exp.Table) -> exp.Expr | None:
    """The part (WITH) that a table's name stands for, if it does."""
    inside: exp.Expr | None = table
    while inside is not None:
        parts = inside.args.get("with_")
        for part in parts.expressions if parts is not None else ():
            if part.alias == table.name and not _within(table, part):
                found: exp.Expr = part.this
                return found
        inside = inside.parent
    return None


def _within(node: exp.Expr, part: exp.Expr) -> bool:
    above: exp.Expr | None = node
    while above is not None and above is not part:
        above = above.parent
    return above is part
