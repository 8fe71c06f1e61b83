"""How PostgreSQL says what engines say differently."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build

# NUMERIC is exact, and ROUND goes half away from zero. Only division chooses a scale of its own:
# DIV cuts off exactly, one digit late, before rounding (S12).

LIMIT = 10**25
MILLIONTH = 86_400
"""Microseconds of a millionth of a day."""


def quotient(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    above = exp.Mul(this=build.cast(left, "DECIMAL"), expression=build.whole(10**7))
    below = build.call("NULLIF", right, build.whole(0))
    cut = build.call("DIV", above, build.cast(below, "DECIMAL"))
    exact = exp.Mul(this=cut, expression=exp.Literal.number("0.0000001"))
    return _fitting(build.call("ROUND", exact, build.whole(6)))


def times(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    product = exp.Mul(this=build.cast(left, "DECIMAL"), expression=build.paren(right))
    return _fitting(build.call("ROUND", product, build.whole(6)))


def plus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return _fitting(exp.Add(this=build.cast(left, "DECIMAL"), expression=build.paren(right)))


def minus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return _fitting(exp.Sub(this=build.cast(left, "DECIMAL"), expression=build.paren(right)))


def _fitting(value: exp.Expr) -> exp.Expr:
    """What does not fit is unknown. The value is written once, so that nesting stays small."""
    exact = build.column("exact")
    inside = build.compare("<", build.call("ABS", exact), build.whole(LIMIT))
    kept = exp.Case().when(inside, exact.copy())
    alone = exp.select(build.named(value, "exact")).subquery()
    return exp.select(kept).from_(exp.alias_(alone, "value", table=True, quoted=True)).subquery()


def listed(value: exp.Expr) -> exp.Expr:
    order = exp.Ordered(this=value.copy(), nulls_first=False)
    return exp.ArrayAgg(this=exp.Order(this=value, expressions=[order]))


def folded(text: exp.Expr, old: exp.Expr, new: exp.Expr) -> exp.Expr:
    return build.call("TRANSLATE", text, old, new)


def middles(values: exp.Expr) -> exp.Expr:
    """The sum of the two middle ones of a sorted array, which may be the same one."""
    length = build.call("CARDINALITY", values)
    return exp.Add(
        this=_element(values.copy(), _half(length, 1)),
        expression=_element(values.copy(), _half(length.copy(), 2)),
    )


def half(total: exp.Expr) -> exp.Expr:
    exact = exp.Mul(this=build.paren(total), expression=exp.Literal.number("0.5"))
    return build.call("ROUND", exact, build.whole(6))


def half_days(micros: exp.Expr) -> exp.Expr:
    """A half of so many microseconds in millionths of a day, rounded half away from zero."""
    rounded = build.paren(exp.Add(this=micros, expression=build.whole(MILLIONTH)))
    millionths = build.call("DIV", build.cast(rounded, "DECIMAL"), build.whole(2 * MILLIONTH))
    return exp.Mul(this=millionths, expression=exp.Literal.number("0.000001"))


def _element(values: exp.Expr, place: exp.Expr) -> exp.Expr:
    return exp.Bracket(this=build.paren(values), expressions=[place], offset=1)


def _half(length: exp.Expr, more: int) -> exp.Expr:
    enough = exp.Add(this=length, expression=build.whole(more))
    return build.call("DIV", build.cast(build.paren(enough), "DECIMAL"), build.whole(2))


def _edge(descending: bool) -> build.Primitive:
    """All values in order; the first of them is picked outside, behind a FILTER."""

    def edge(value: exp.Expr, time: exp.Expr, identity: exp.Expr) -> exp.Expr:
        order = [
            exp.Ordered(this=part, desc=descending, nulls_first=descending)
            for part in (time, ordered(identity))
        ]
        return exp.ArrayAgg(this=exp.Order(this=value, expressions=order))

    return edge


def picked(values: exp.Expr) -> exp.Expr:
    return _element(values, build.whole(1))


def micros(time: exp.Expr) -> exp.Expr:
    seconds = exp.Extract(this=exp.var("EPOCH"), expression=time)
    return build.cast(exp.Mul(this=seconds, expression=build.whole(10**6)), "BIGINT")


def days(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    return exp.Sub(this=later, expression=earlier)


def looked_up(found: exp.Expr, *_: exp.Expr) -> exp.Expr:
    """From the table of zones."""
    return found


def unit(text: exp.Expr) -> exp.Expr:
    """The number that S19 takes from the md5 of a text, below 10,000."""
    digits = build.call("SUBSTR", build.call("MD5", text), build.whole(1), build.whole(8))
    bits = build.cast(build.call("CONCAT", build.text("x"), digits), "BIT(32)")
    return exp.Mod(this=build.cast(bits, "BIGINT"), expression=build.whole(10_000))


def ordered(text: exp.Expr) -> exp.Expr:
    """By code point, whatever the database's own order."""
    return build.paren(exp.Collate(this=text, expression=exp.to_identifier("C", quoted=True)))


def isodow(day: exp.Expr) -> exp.Expr:
    return exp.Extract(this=exp.var("ISODOW"), expression=day)


def matches(text: exp.Expr, pattern: exp.Expr) -> exp.Expr:
    """The whole text. Ranges of letters are by code point, whatever the database's own order."""
    whole = build.text(f"^(?:{pattern.name})$")
    return exp.RegexpLike(this=ordered(text), expression=whole)


def ends(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    tail = build.call("RIGHT", text, build.call("LENGTH", part))
    return build.compare("=", tail, part.copy())


def has(texts: exp.Expr, text: exp.Expr) -> exp.Expr:
    """Whether one of a list's texts is this one."""
    return exp.EQ(this=text, expression=exp.Any(this=build.paren(texts)))


def joined(texts: exp.Expr, between: exp.Expr) -> exp.Expr:
    """A list of text as one text."""
    return build.call("ARRAY_TO_STRING", texts, between)


def hashed(*values: exp.Expr) -> exp.Expr:
    """A number by which rows of one store can be told apart."""
    row = build.cast(build.call("ROW", *values), "TEXT")
    return build.call("HASHTEXTEXTENDED", row, build.whole(0))


def composed(text: exp.Expr) -> exp.Expr:
    """In NFC (S10)."""
    return build.call("NORMALIZE", text)


def keep_single_rows(root: exp.Expr) -> None:
    """What is joined to every row as it stands, such as a value across everybody, is computed
    once, in place: PostgreSQL would write its expression where its column is read, and compute
    it for each row."""
    joined = {join.this.name for join in root.find_all(exp.Join) if _to_every_row(join)}
    for part in root.find_all(exp.CTE):
        if part.alias in joined and part.this.args.get("from_") is not None:
            part.set("materialized", True)


def find_few_anew(root: exp.Expr) -> None:
    """Who is on a list is looked up wherever they are asked for, by the indexes of customers and
    of their events: PostgreSQL would keep those that several parts look at, forget that they are
    few and in order, and read all events to find theirs."""
    for part in root.find_all(exp.CTE):
        if _is_of_a_list(part.this):
            part.set("materialized", False)


def _is_of_a_list(part: exp.Expr) -> bool:
    where = part.args.get("where")
    conditions = build.conjuncts(where.this) if where is not None else []
    listed = any(isinstance(each, exp.In) and each.args.get("query") for each in conditions)
    return listed and not part.args.get("joins") and not part.args.get("group")


def _to_every_row(join: exp.Join) -> bool:
    return join.kind == "CROSS" or join.args.get("on") == exp.true()


PRIMITIVES: dict[str, build.Primitive] = {
    "SEGUE_QUOTIENT": quotient,
    "SEGUE_TIMES": times,
    "SEGUE_PLUS": plus,
    "SEGUE_MINUS": minus,
    "SEGUE_LISTED": listed,
    "SEGUE_MIDDLES": middles,
    "SEGUE_FOLDED": folded,
    "SEGUE_HALF": half,
    "SEGUE_HALF_DAYS": half_days,
    "SEGUE_FIRST": _edge(descending=False),
    "SEGUE_LAST": _edge(descending=True),
    "SEGUE_PICKED": picked,
    "SEGUE_MICROS": micros,
    "SEGUE_DAYS": days,
    "SEGUE_INSTANT": looked_up,
    "SEGUE_STEPPED": looked_up,
    "SEGUE_UNIT": unit,
    "SEGUE_BYTES": ordered,
    "SEGUE_ISODOW": isodow,
    "SEGUE_MATCHES": matches,
    "SEGUE_HASH": hashed,
    "SEGUE_NFC": composed,
    "SEGUE_HAS": has,
    "SEGUE_JOINED": joined,
    "ENDS_WITH": ends,
}
