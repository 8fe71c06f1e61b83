"""How DuckDB says what engines say differently."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build

# DuckDB divides decimals and averages them as binary floats. Whole numbers of 128 bits are exact,
# and cutting a quotient off one digit late and then rounding it half away from zero is the same
# as rounding it at once. TRY makes what does not fit unknown (S12).

SIX = "DECIMAL(38, 6)"
FITS = "DECIMAL(31, 6)"
MILLIONTH = 86_400
"""Microseconds of a millionth of a day."""


def quotient(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    above = exp.Mul(this=_scaled(left), expression=build.cast(build.whole(10**7), "INT128"))
    below = build.call("NULLIF", _scaled(right), build.whole(0))
    return _fitting(_rounded(exp.IntDiv(this=above, expression=below), 7))


def times(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return _fitting(_rounded(exp.Mul(this=_scaled(left), expression=_scaled(right)), 12))


def plus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return _fitting(exp.Add(this=build.cast(left, SIX), expression=build.cast(right, SIX)))


def minus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return _fitting(exp.Sub(this=build.cast(left, SIX), expression=build.cast(right, SIX)))


def _scaled(value: exp.Expr) -> exp.Expr:
    """In millionths, whole."""
    if isinstance(value, exp.Literal) and value.is_int:
        return build.cast(build.whole(int(value.name) * 10**6), "INT128")
    millionths = exp.Mul(this=build.cast(value, SIX), expression=build.whole(10**6))
    return build.cast(millionths, "INT128")


def _rounded(value: exp.Expr, scale: int) -> exp.Expr:
    """A whole number of 10⁻ˢ, rounded to scale 6."""
    unit = build.cast(build.text(f"0.{'1'.zfill(scale)}"), f"DECIMAL({scale}, {scale})")
    exact = exp.Mul(this=build.cast(value, "DECIMAL(38, 0)"), expression=unit)
    return build.call("ROUND", exact, build.whole(6))


def _fitting(value: exp.Expr) -> exp.Expr:
    return build.call("TRY", build.cast(value, FITS))


def listed(value: exp.Expr) -> exp.Expr:
    """Sorted afterwards, all lists at once: a sort per group takes twice as long."""
    return build.call("LIST", value)


def middles(values: exp.Expr) -> exp.Expr:
    """The sum of the two middle ones of a list, which may be the same one."""
    length, in_order = build.call("LEN", values), build.call("LIST_SORT", values.copy())
    return exp.Add(
        this=build.call("LIST_EXTRACT", in_order, _half(length, 1)),
        expression=build.call("LIST_EXTRACT", in_order.copy(), _half(length.copy(), 2)),
    )


def half(total: exp.Expr) -> exp.Expr:
    exact = exp.Mul(
        this=build.cast(total, "DECIMAL(36, 6)"),
        expression=build.cast(build.text("0.5"), "DECIMAL(1, 1)"),
    )
    return _fitting(build.call("ROUND", exact, build.whole(6)))


def half_days(micros: exp.Expr) -> exp.Expr:
    """A half of so many microseconds in millionths of a day, rounded half away from zero."""
    rounded = build.paren(exp.Add(this=micros, expression=build.whole(MILLIONTH)))
    millionths = exp.IntDiv(this=rounded, expression=build.whole(2 * MILLIONTH))
    unit = build.cast(build.text("0.000001"), "DECIMAL(6, 6)")
    return exp.Mul(this=build.cast(millionths, "DECIMAL(18, 0)"), expression=unit)


def _half(length: exp.Expr, more: int) -> exp.Expr:
    enough = build.paren(exp.Add(this=length, expression=build.whole(more)))
    return exp.IntDiv(this=enough, expression=build.whole(2))


def _edge(function: str) -> build.Primitive:
    def edge(
        value: exp.Expr, time: exp.Expr, identity: exp.Expr
    ) -> exp.Expr:
        return build.call(function, value, build.call("ROW", time, identity))

    return edge


def picked(value: exp.Expr) -> exp.Expr:
    return value


def micros(time: exp.Expr) -> exp.Expr:
    return build.call("EPOCH_US", time)


def days(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    return exp.Sub(this=later, expression=earlier)


def looked_up(found: exp.Expr, *_: exp.Expr) -> exp.Expr:
    """From the table of zones."""
    return found


def unit(text: exp.Expr) -> exp.Expr:
    """The number that S19 takes from the md5 of a text, below 10,000."""
    digits = build.call("SUBSTR", build.call("MD5", text), build.whole(1), build.whole(8))
    number = build.cast(build.call("CONCAT", build.text("0x"), digits), "BIGINT")
    return exp.Mod(this=number, expression=build.whole(10_000))


def ordered(text: exp.Expr) -> exp.Expr:
    """DuckDB orders text by its bytes, which in UTF-8 is by code point."""
    return text


def folded(text: exp.Expr, old: exp.Expr, new: exp.Expr) -> exp.Expr:
    """Letters replaced by others; where all is ASCII, as most is, by what is far faster. (The
    letters folded are all the capitals that can matter, so more in small letters do no harm.)"""
    plain = build.compare("=", build.call("STRLEN", text), build.call("LENGTH", text.copy()))
    slow = build.call("TRANSLATE", text.copy(), old, new)
    return exp.Case().when(plain, build.call("LOWER", text.copy())).else_(slow)


def isodow(day: exp.Expr) -> exp.Expr:
    return build.call("ISODOW", day)


def matches(text: exp.Expr, pattern: exp.Expr) -> exp.Expr:
    """The whole text; `s`: a `.` is any character, a new line too."""
    return build.call("REGEXP_FULL_MATCH", text, pattern, build.text("s"))


def has(texts: exp.Expr, text: exp.Expr) -> exp.Expr:
    """Whether one of a list's texts is this one."""
    return build.call("LIST_CONTAINS", texts, text)


def joined(texts: exp.Expr, between: exp.Expr) -> exp.Expr:
    """A list of text as one text."""
    return build.call("ARRAY_TO_STRING", texts, between)


def hashed(*values: exp.Expr) -> exp.Expr:
    """A number by which rows of one store can be told apart."""
    return build.call("HASH", *values)


def composed(text: exp.Expr) -> exp.Expr:
    """In NFC (S10)."""
    return build.call("NFC_NORMALIZE", text)


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
    "SEGUE_FIRST": _edge("ARG_MIN_NULL"),
    "SEGUE_LAST": _edge("ARG_MAX_NULL"),
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
}
