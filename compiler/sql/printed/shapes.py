"""What dialects write in another shape: instants that are moved, aggregates over some rows, rows
that are written out, names. Each function changes the query that it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

from sqlglot import exp

from compiler.sql import build
from compiler.sql.labels import Labels
from compiler.sql.printed.words import Words


def move_instants(query: exp.Expr, words: Words) -> None:
    """`time + INTERVAL '1' DAY`, and so many of them, by the dialect's own function."""
    for node in reversed(list(query.find_all(exp.Add, exp.Sub))):
        found = _interval(node.expression)
        if found is not None:
            unit, amount = found
            signed = _negative(amount) if isinstance(node, exp.Sub) else amount
            template = words.moved.format(unit=unit)
            node.replace(words.say(template, _bare(node.this), signed))


def _interval(by: exp.Expr) -> tuple[str, exp.Expr] | None:
    """The unit, and how many of it."""
    if isinstance(by, exp.Mul) and isinstance(by.this, exp.Interval):
        return str(by.this.args["unit"].name), by.expression
    if isinstance(by, exp.Interval):
        return str(by.args["unit"].name), exp.Literal.number(by.this.name)
    return None


def _negative(amount: exp.Expr) -> exp.Expr:
    if isinstance(amount, exp.Literal | exp.Column | exp.Paren):
        return exp.Neg(this=amount)
    return exp.Neg(this=build.paren(amount))


def _bare(part: exp.Expr) -> exp.Expr:
    return part.this if isinstance(part, exp.Paren) else part


def plainly(query: exp.Expr) -> None:
    """What only engines that execute have words of their own for: halves, days between dates, and
    instants that are found in the table of zones."""
    for call in reversed(list(query.find_all(exp.Anonymous))):
        said = _PLAINLY.get(call.name)
        if said is not None:
            call.replace(said(*call.expressions))


def _half(total: exp.Expr) -> exp.Expr:
    return build.call("SEGUE_QUOTIENT", total, build.whole(2))


def _half_days(micros: exp.Expr) -> exp.Expr:
    return build.call("SEGUE_QUOTIENT", micros, build.whole(2 * 86_400_000_000))


def _days(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    return exp.Sub(this=later, expression=earlier)


def _looked_up(found: exp.Expr, *_: exp.Expr) -> exp.Expr:
    return found


_PLAINLY: Mapping[str, Callable[..., exp.Expr]] = {
    "SEGUE_HALF": _half,
    "SEGUE_HALF_DAYS": _half_days,
    "SEGUE_DAYS": _days,
    "SEGUE_INSTANT": _looked_up,
    "SEGUE_STEPPED": _looked_up,
}


def subtract_days(query: exp.Expr, words: Words) -> None:
    """Dates are subtracted where a prediction counts the days between them, and nowhere else."""
    for node in list(query.find_all(exp.Sub)):
        sides = [{column.name for column in side.find_all(exp.Column)}
                 for side in (node.this, node.expression)]  # fmt: skip
        if all(names and names <= {"day", "today"} for names in sides):
            node.replace(words.say(words.days, node.this, node.expression))


def list_in_order(query: exp.Expr) -> None:
    """All values in their own order, which is one thing to say."""
    for node in list(query.find_all(exp.ArrayAgg)):
        value = node.this.this if isinstance(node.this, exp.Order) else node.this
        node.replace(build.call("SEGUE_LISTED", value.copy()))


def keep_bounds(query: exp.Expr, words: Words) -> None:
    """Times without zone, up to the last that there is; decimals in a type that holds them."""
    timestamp = exp.DataType.build(words.timestamp, dialect=words.reads)
    for node in query.find_all(exp.Cast):
        if node.to.is_type("timestamp"):
            node.set("to", timestamp.copy())
            if isinstance(node.this, exp.Literal):
                node.set("this", build.text(_within(node.this.name, words)))
        elif words.wide and node.to.is_type("decimal"):
            node.set("to", exp.DataType.build(words.wide, dialect=words.reads))


def _within(moment: str, words: Words) -> str:
    if moment == "infinity":
        return words.last
    return min(max(moment, words.first), words.last)


def filter_inside(query: exp.Expr) -> None:
    """`COUNT(*) FILTER (WHERE c)` as `COUNT(CASE WHEN c THEN 1 END)`, and so on."""
    for node in list(query.find_all(exp.Filter)):
        aggregate, condition = node.this.copy(), node.expression.this
        if isinstance(aggregate, exp.Anonymous) and aggregate.name in ("SEGUE_FIRST", "SEGUE_LAST"):
            where = build.call(f"{aggregate.name} where", *aggregate.expressions, condition.copy())
            node.replace(where)
            continue
        counted = aggregate.expressions[0] if aggregate.expressions else aggregate.this
        if isinstance(counted, exp.Distinct):
            counted = counted.expressions[0]
        kept = build.whole(1) if isinstance(counted, exp.Star) else counted.copy()
        counted.replace(exp.Case().when(condition.copy(), kept))
        node.replace(aggregate)


def select_values(query: exp.Expr) -> None:
    """Rows that are written out as selects, one below another."""
    for node in list(query.find_all(exp.Values)):
        alias = node.args["alias"]
        names = [column.name for column in alias.columns]
        rows: list[exp.Query] = [
            exp.select(*(build.named(value.copy(), name)
                         for value, name in zip(row.expressions, names, strict=True)))
            for row in node.expressions
        ]  # fmt: skip
        every = reduce(lambda above, below: exp.union(above, below, distinct=False), rows)
        node.replace(exp.alias_(every.subquery(), alias.name, table=True, quoted=True))


def name_plainly(query: exp.Expr) -> None:
    """What the query itself gives a name, without dots, and each still with one of its own."""
    given = {node.alias for node in query.find_all(exp.Alias, exp.CTE, exp.Subquery, exp.Table)}
    labels = Labels(name for name in given if "." not in name)
    plain = {name: labels.new(name.replace(".", " ")) for name in sorted(given) if "." in name}
    for node in query.find_all(exp.Identifier):
        if node.this in plain:
            node.set("this", plain[node.this])
