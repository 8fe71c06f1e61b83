"""Functions and types that DuckDB calls otherwise than PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.sql import build
from compiler.sql.postgres import PRIMITIVES

WHOLE = r"^\s*[+-]?\d{1,18}\s*$"
TIME = r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?$"
TRUTH = r"^(true|false|yes|no|t|f|1|0)$"


def reword(root: exp.Expr) -> None:
    """In place."""
    for node in reversed(list(root.find_all(exp.Anonymous, *_TYPED))):
        made = _made(node)
        if made is not None:
            node.replace(made)
    for kind in root.find_all(exp.DataType):
        if kind.this in (exp.DType.INT128, exp.DType.UINT128):
            kind.replace(exp.DataType.build("DECIMAL(38, 0)"))


def _made(node: exp.Expr) -> exp.Expr | None:
    if isinstance(node, exp.Anonymous):
        word = _WORDS.get(node.name.upper())
        return word(*node.expressions) if word is not None else None
    return _TYPED[type(node)](*node.iter_expressions())


def _tried(value: exp.Expr, to: exp.DataType, *_: exp.Expr) -> exp.Expr:
    """A cast that gives nothing where the value is none of the type."""
    pattern = _PATTERNS.get(to.this)
    if to.this is exp.DType.DECIMAL:
        digits, scale = (int(each.name) for each in to.expressions)
        pattern = rf"^\s*[+-]?\d{{0,{digits - scale}}}(\.\d*)?\s*$"
    plain = exp.Cast(this=value, to=to)
    if pattern is None:
        return plain
    written = build.cast(value.copy(), "TEXT")
    fits = exp.RegexpLike(this=written, expression=build.text(pattern))
    return exp.Case(ifs=[exp.If(this=fits, true=plain)])


_PATTERNS = {
    exp.DType.BIGINT: WHOLE,
    exp.DType.TIMESTAMP: TIME,
    exp.DType.TIMESTAMPNTZ: TIME,
    exp.DType.DATE: TIME,
    exp.DType.BOOLEAN: TRUTH,
}


def _largest(values: exp.Expr) -> exp.Expr:
    alias = exp.TableAlias(this=exp.to_identifier("of"), columns=[exp.to_identifier("each")])
    listed = exp.Unnest(expressions=[values], alias=alias)
    return exp.select(exp.Max(this=exp.column("each"))).from_(listed).subquery()


def _extracted(values: exp.Expr, place: exp.Expr) -> exp.Expr:
    return exp.Bracket(this=build.paren(values), expressions=[place], offset=1)


def _microseconds(number: exp.Expr) -> exp.Expr:
    return exp.Mul(this=build.interval(1, "microsecond"), expression=build.paren(number))


def _part(name: str) -> Callable[..., exp.Expr]:
    """Of a date or time, as a whole number."""

    def extract(time: exp.Expr) -> exp.Expr:
        return build.cast(exp.Extract(this=exp.var(name), expression=time), "BIGINT")

    return extract


def _contains(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.compare(">", build.call("STRPOS", text, part), build.whole(0))


def _split(parts: exp.Expr, place: exp.Expr) -> exp.Expr | None:
    """One of the parts of a text. The place has been counted from 0."""
    if not isinstance(parts, exp.Split):
        return None
    at = -int(place.this.name) if isinstance(place, exp.Neg) else int(place.name)
    return build.call("SPLIT_PART", parts.this, parts.expression, build.whole(at + 1))


def _binned(width: exp.Expr, time: exp.Expr) -> exp.Expr:
    """The beginning of the stretch in which a time lies; DuckDB counts days and what is shorter
    from a Monday."""
    origin = build.cast(build.text("2000-01-03 00:00:00"), "TIMESTAMP")
    return build.call("DATE_BIN", width, time, origin)


def _seconds(number: exp.Expr) -> exp.Expr:
    return exp.Mul(this=build.interval(1, "second"), expression=build.paren(number))


def _sha256(text: exp.Expr, *_: exp.Expr) -> exp.Expr:
    """In hex digits, as DuckDB gives it."""
    octets = exp.Anonymous(this="CONVERT_TO", expressions=[text, build.text("UTF8")])
    digest = exp.Anonymous(this="SHA256", expressions=[octets])
    return build.call("ENCODE", digest, build.text("hex"))


def _called(name: str) -> Callable[..., exp.Expr]:
    def call(*arguments: exp.Expr) -> exp.Expr:
        return build.call(name, *arguments)

    return call


_WORDS: dict[str, Callable[..., exp.Expr | None]] = {
    "EPOCH_US": PRIMITIVES["SEGUE_MICROS"],
    "HASH": PRIMITIVES["SEGUE_HASH"],
    "LIST_EXTRACT": _extracted,
    "LIST_POSITION": _called("ARRAY_POSITION"),
    "NFC_NORMALIZE": _called("NORMALIZE"),
    "STRLEN": _called("OCTET_LENGTH"),
    "TO_MICROSECONDS": _microseconds,
    "TO_SECONDS": _seconds,
}

_TYPED: dict[type[exp.Expr], Callable[..., exp.Expr | None]] = {
    exp.TryCast: _tried,
    exp.ArrayContains: PRIMITIVES["SEGUE_HAS"],
    exp.ArrayMax: _largest,
    exp.Bracket: _split,
    exp.Contains: _contains,
    exp.DateBin: _binned,
    exp.SHA2: _sha256,
    exp.EndsWith: PRIMITIVES["ENDS_WITH"],
    exp.DayOfWeekIso: _part("ISODOW"),
    exp.Year: _part("YEAR"),
    exp.Month: _part("MONTH"),
    exp.Day: _part("DAY"),
    exp.Hour: _part("HOUR"),
}
"""What sqlglot knows, and puts into words that are not PostgreSQL's."""
