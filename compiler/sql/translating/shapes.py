"""Shapes of queries that DuckDB has and PostgreSQL has not, put into ones that both have."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql.translating.relations import Columns, is_star, names, starred

KEPT = "kept row"
"""Whether a QUALIFY keeps a row."""


def reshape(root: exp.Expr, columns: Columns) -> None:
    """In place. `root` is no query itself, but something that holds queries."""
    for union in list(root.find_all(exp.SetOperation)):
        if union.args.get("by_name"):
            _in_one_order(union, columns)
    for select in list(root.find_all(exp.Select)):
        _spell_out_stars(select, columns)
    for select in reversed(list(root.find_all(exp.Select))):
        if select.args.get("qualify") is not None:
            _qualify(select, columns)
    _name_subqueries(root)
    for select in list(root.find_all(exp.Select)):
        _group_by_all(select)
        _pick_by_existence(select)
        _count_apart(select)


def _in_one_order(union: exp.SetOperation, columns: Columns) -> None:
    """Columns of both sides by their names: those that a side lacks are unknown."""
    sides = [union.this, union.expression]
    known = [names(side, columns) for side in sides]
    wanted = list(dict.fromkeys(name for each in known for name in each))
    for at, (side, has) in enumerate(zip(sides, known, strict=True)):
        chosen = [
            column(name) if name in has else exp.alias_(exp.Null(), name, quoted=True)
            for name in wanted
        ]
        inner = exp.Subquery(this=side.copy(), alias=exp.TableAlias(this=identifier(f"side {at}")))
        union.set("this" if at == 0 else "expression", exp.select(*chosen).from_(inner))
    union.set("by_name", False)


def _spell_out_stars(select: exp.Select, columns: Columns) -> None:
    """Where a star leaves something out or puts something in the place of a column."""
    for part in list(select.expressions):
        star = part if isinstance(part, exp.Star) else part.this
        if not is_star(part) or not (star.args.get("except_") or star.args.get("replace")):
            continue
        instead = {each.alias: each for each in star.args.get("replace") or ()}
        part.replace(
            [
                instead.get(name) or exp.column(name, table=of or None, quoted=True)
                for of, name in starred(select, part, columns)
            ]
        )


def _qualify(select: exp.Select, columns: Columns) -> None:
    qualify = select.args["qualify"].pop()
    first = _first_of_each(qualify.this)
    if first is not None and not (select.args.get("order") or select.args.get("distinct")):
        _distinct_on(select, first)
        return
    _name_columns(select)
    given = names(select, columns)
    inner = select.copy().select(exp.alias_(qualify.this, KEPT, quoted=True), copy=False)
    outer = exp.select(*map(column, given)).from_(inner.subquery("qualified", copy=False))
    select.replace(outer.where(column(KEPT), copy=False))


def _name_columns(select: exp.Select) -> None:
    """What has no name of its own gets one, by which it can be asked for from outside."""
    for number, part in enumerate(list(select.expressions)):
        if not part.alias_or_name and not is_star(part):
            part.replace(exp.alias_(part.copy(), f"column {number}", quoted=True))


def _first_of_each(condition: exp.Expr) -> exp.Window | None:
    """The window whose first row each is asked for, if nothing else is."""
    window = condition.this
    if not (isinstance(condition, exp.EQ) and isinstance(window, exp.Window)):
        return None
    first = condition.expression.is_int and condition.expression.name == "1"
    numbers = isinstance(window.this, exp.RowNumber) and window.args.get("partition_by")
    return window if first and numbers and window.args.get("order") else None


def _distinct_on(select: exp.Select, window: exp.Window) -> None:
    """What PostgreSQL does in one sort, and without a column more."""
    of = window.args["partition_by"]
    select.set("distinct", exp.Distinct(on=exp.Tuple(expressions=[each.copy() for each in of])))
    first = [exp.Ordered(this=each.copy(), nulls_first=False) for each in of]
    select.set("order", exp.Order(expressions=[*first, *window.args["order"].expressions]))
    if isinstance(select.parent, exp.SetOperation):
        select.replace(exp.Subquery(this=select.copy()))


def _group_by_all(select: exp.Select) -> None:
    places = range(1, len(select.expressions) + 1)
    group, order = select.args.get("group"), select.args.get("order")
    if group is not None and group.args.get("all"):
        plain = [at for at in places if not _aggregates(select.expressions[at - 1])]
        select.set("group", exp.Group(expressions=[whole(at) for at in plain]))
    if order is not None and order.expressions[0].this.name == "ALL":
        ordered = [exp.Ordered(this=whole(at), nulls_first=False) for at in places]
        select.set("order", exp.Order(expressions=ordered))


def _aggregates(part: exp.Expr) -> bool:
    return any(each.find_ancestor(exp.Window) is None for each in part.find_all(exp.AggFunc))


def _pick_by_existence(select: exp.Select) -> None:
    """SEMI and ANTI joins."""
    for join in list(select.args.get("joins") or ()):
        if join.kind not in ("SEMI", "ANTI"):
            continue
        of, left = join.this, select.args["from_"].this.alias_or_name
        condition = join.args.get("on") or exp.and_(
            *(
                exp.column(each.name, table=of.alias_or_name, quoted=True).eq(
                    exp.column(each.name, table=left, quoted=True)
                )
                for each in join.args["using"]
            )
        )
        there = exp.Exists(this=exp.select("1").from_(of.copy()).where(condition.copy()))
        join.pop()
        select.where(there if join.kind == "SEMI" else exp.Not(this=there), copy=False)


def _count_apart(select: exp.Select) -> None:
    """How many different values a whole table has. PostgreSQL sorts them for an aggregate, and
    hashes them in a query of their own."""
    source = select.args.get("from_")
    plain = not any(select.args.get(part) for part in ("joins", "where", "group", "with_"))
    if source is None or not isinstance(source.this, exp.Table) or not plain:
        return
    for distinct in list(select.find_all(exp.Distinct)):
        count = distinct.parent
        if not isinstance(count, exp.Count) or count.parent_select is not select:
            continue
        outer = count.parent if isinstance(count.parent, exp.Filter) else count
        (value,) = distinct.expressions
        rows = exp.select(exp.alias_(value.copy(), "value", quoted=True)).distinct()
        rows = rows.from_(source.this.copy()).where(value.copy().is_(exp.null()).not_())
        if isinstance(outer, exp.Filter):
            rows = rows.where(outer.expression.this.copy())
        outer.replace(exp.select(exp.Count(this=exp.Star())).from_(rows.subquery("values")).subquery())


def _name_subqueries(root: exp.Expr) -> None:
    """Before version 16, PostgreSQL wants a name for each."""
    for number, query in enumerate(root.find_all(exp.Subquery)):
        if isinstance(query.parent, exp.From | exp.Join) and not query.alias:
            query.set("alias", exp.TableAlias(this=identifier(f"query {number}")))


def column(name: str) -> exp.Column:
    return exp.column(name, quoted=True)


def identifier(name: str) -> exp.Identifier:
    return exp.to_identifier(name, quoted=True)


def whole(number: int) -> exp.Expr:
    return exp.Literal.number(number)
