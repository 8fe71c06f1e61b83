"""How Apache Spark (4 or later) says what engines say differently.

Instants are TIMESTAMP_NTZ, which no session's time zone moves. Spark says where arithmetic does
not fit (ANSI mode), so that what may not fit is tried (S12).
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.sql import build
from compiler.sql.written import civils, instants
from compiler.zones import offsets

SIX = "DECIMAL(38, 6)"
FITS = "DECIMAL(31, 6)"

MILLIONTH = 86_400
"""Microseconds of a millionth of a day."""

LAST = "9999-12-31 23:59:59.999999"
"""Spark's last instant, in the place of `infinity`."""

# Of two decimals of 38 digits with scale 6, Spark computes the product exactly and rounds it once
# to scale 6, half away from zero. A quotient it rounds to scale 38 first; no quotient of such
# numbers is so near to a half that this moves it, as long as the divisor has no more than the 31
# digits of a value.


def _calculation(function: str) -> build.Primitive:
    def calculated(left: exp.Expr, right: exp.Expr) -> exp.Expr:
        return tried(build.call(function, build.cast(left, SIX), build.cast(right, SIX)), FITS)

    return calculated


def tried(value: exp.Expr, kind: str) -> exp.Expr:
    """A cast that gives an unknown where it fails."""
    return exp.TryCast(this=value, to=exp.DataType.build(kind), safe=True)


def in_order(values: exp.Expr) -> exp.Expr:
    """All known values of a group as an array, which `middles` brings into order."""
    return build.call("COLLECT_LIST", values)


def middles(values: exp.Expr) -> exp.Expr:
    """The sum of the two middle ones of an array, which may be the same one."""
    length = build.call("ARRAY_SIZE", values)
    return exp.Add(this=_element(values, length, -1), expression=_element(values, length, 0))


def _element(values: exp.Expr, length: exp.Expr, more: int) -> exp.Expr:
    """GET counts from 0, and gives an unknown where there is none."""
    near = exp.Add(this=length.copy(), expression=build.whole(more)) if more else length.copy()
    half = exp.IntDiv(this=build.paren(near), expression=build.whole(2))
    return build.call("GET", build.call("SORT_ARRAY", values.copy()), build.cast(half, "INT"))


def _edge(function: str) -> build.Primitive:
    def edge(value: exp.Expr, time: exp.Expr, identity: exp.Expr) -> exp.Expr:
        return build.call(function, value, build.call("STRUCT", time, identity))

    return edge


def as_it_is(value: exp.Expr) -> exp.Expr:
    """Text is ordered by its bytes, which in UTF-8 is by code point."""
    return value


def micros(time: exp.Expr) -> exp.Expr:
    return build.call("UNIX_MICROS", build.cast(time, "TIMESTAMPLTZ"))


def days(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    return build.call("DATEDIFF", later, earlier)


# A subquery of Spark sees the query around it, but nothing beyond that: clocks are written out.


def instant(_: exp.Expr, civil: exp.Expr, zone: exp.Expr) -> exp.Expr:
    return _let(civil, lambda shown: instants(shown, offsets(zone.name)))


def stepped(_: exp.Expr, at: exp.Expr, zone: exp.Expr, step: exp.Expr) -> exp.Expr:
    """An instant moved by `step` on the clock of a zone, in which that shows a column."""
    rows = offsets(zone.name)

    def moved(shown: exp.Expr) -> exp.Expr:
        return step.copy().transform(lambda node: shown if isinstance(node, exp.Column) else node)

    there = _let(at, lambda now: civils(now, rows))
    return _let(_let(there, moved), lambda shown: instants(shown, rows))


def _let(value: exp.Expr, made: Callable[[exp.Expr], exp.Expr]) -> exp.Expr:
    """What is made of a value, which is computed once: as the only one of an array."""
    name = exp.to_identifier("each")
    function = exp.Lambda(this=made(exp.column("each")), expressions=[name])
    array = build.call("TRANSFORM", build.call("ARRAY", value), function)
    return build.call("GET", array, build.whole(0))


def unit(text: exp.Expr) -> exp.Expr:
    """The number that S19 takes from the md5 of a text, below 10,000."""
    digits = build.call("SUBSTR", build.call("MD5", text), build.whole(1), build.whole(8))
    number = build.call("CONV", digits, build.whole(16), build.whole(10))
    return exp.Mod(this=build.cast(number, "BIGINT"), expression=build.whole(10_000))


def isodow(day: exp.Expr) -> exp.Expr:
    """Spark's weeks of WEEKDAY begin on Monday, with 0."""
    weekday = build.call("WEEKDAY", day)
    return build.paren(exp.Add(this=weekday, expression=build.whole(1)))


def matches(text: exp.Expr, pattern: exp.Expr) -> exp.Expr:
    """The whole text; `s`: a `.` is any character, a new line too."""
    return exp.RegexpLike(this=text, expression=build.text(rf"(?s)\A(?:{pattern.name})\z"))


def place(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.call("INSTR", text, part)


def starts(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.call("STARTSWITH", text, part)


def ends(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.call("ENDSWITH", text, part)


def has(texts: exp.Expr, text: exp.Expr) -> exp.Expr:
    """Whether one of a list's texts is this one."""
    return build.call("ARRAY_CONTAINS", texts, text)


def joined(texts: exp.Expr, between: exp.Expr) -> exp.Expr:
    """A list of text as one text."""
    return build.call("ARRAY_JOIN", texts, between)


COMPOSED = r"[^\x00-\x{2FF}\x{AC00}-\x{D7A3}]"
"""A character that may be part of a text that is not NFC."""


def composed(text: exp.Expr) -> exp.Expr:
    """In NFC (S10). Spark has no function for it, but brings ICU; most texts need neither."""
    suspect = exp.RegexpLike(this=text, expression=build.text(COMPOSED))
    icu = [build.text(word) for word in ("com.ibm.icu.text.Normalizer", "compose")]
    normal = build.call("REFLECT", *icu, text.copy(), exp.false())
    return exp.Case(ifs=[exp.If(this=suspect, true=normal)], default=text.copy())


def folded(text: exp.Expr, old: exp.Expr, new: exp.Expr) -> exp.Expr:
    return build.call("TRANSLATE", text, old, new)


def half(total: exp.Expr) -> exp.Expr:
    return _calculation("TRY_MULTIPLY")(total, build.text("0.5"))


def half_days(length: exp.Expr) -> exp.Expr:
    """A half of so many microseconds in millionths of a day, rounded half away from zero."""
    rounded = build.paren(exp.Add(this=length, expression=build.whole(MILLIONTH)))
    millionths = exp.IntDiv(this=rounded, expression=build.whole(2 * MILLIONTH))
    unit = build.cast(build.text("0.000001"), "DECIMAL(6, 6)")
    return exp.Mul(this=build.cast(millionths, "DECIMAL(18, 0)"), expression=unit)


PRIMITIVES: dict[str, build.Primitive] = {
    "SEGUE_QUOTIENT": _calculation("TRY_DIVIDE"),
    "SEGUE_TIMES": _calculation("TRY_MULTIPLY"),
    "SEGUE_PLUS": _calculation("TRY_ADD"),
    "SEGUE_MINUS": _calculation("TRY_SUBTRACT"),
    "SEGUE_LISTED": in_order,
    "SEGUE_FOLDED": folded,
    "SEGUE_HALF": half,
    "SEGUE_HALF_DAYS": half_days,
    "SEGUE_MIDDLES": middles,
    "SEGUE_FIRST": _edge("MIN_BY"),
    "SEGUE_LAST": _edge("MAX_BY"),
    "SEGUE_PICKED": as_it_is,
    "SEGUE_MICROS": micros,
    "SEGUE_DAYS": days,
    "SEGUE_INSTANT": instant,
    "SEGUE_STEPPED": stepped,
    "SEGUE_UNIT": unit,
    "SEGUE_BYTES": as_it_is,
    "SEGUE_ISODOW": isodow,
    "SEGUE_MATCHES": matches,
    "SEGUE_NFC": composed,
    "SEGUE_HAS": has,
    "SEGUE_JOINED": joined,
    "STRPOS": place,
    "STARTS_WITH": starts,
    "ENDS_WITH": ends,
}


def retype(root: exp.Expr) -> None:
    """Instants as Spark has them, in place."""
    for kind in root.find_all(exp.DataType):
        if kind.this == exp.DataType.Type.TIMESTAMP:
            kind.set("this", exp.DataType.Type.TIMESTAMPNTZ)
            text = kind.parent.this if isinstance(kind.parent, exp.Cast) else None
            if isinstance(text, exp.Literal) and text.this == "infinity":
                text.set("this", LAST)
