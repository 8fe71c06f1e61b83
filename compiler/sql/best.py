"""The last one in a share of a population, `in top 10% by revenue`: its value and its hash (S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from compiler.model.values import KeyHash, Population
from compiler.sql import build

if TYPE_CHECKING:
    from compiler.sql.plan import Plan


def last_one(plan: Plan, need: Population, members: exp.Select) -> tuple[str, str]:
    """What the snapshot keeps of the last of the `members` (whose value is `value`) in the share:
    the part with a row of it, none where nobody is in it, and the column, value or hash."""
    end, _, hashed = need.kind.partition(" ")
    top = end == "top"
    name, share = need.name.partition(",")[0], (end, need.value, need.segment)
    ranked = plan.shared(
        ("share", *share), f"{name}, ranked", lambda: _ranked(plan, members, top=top)
    )
    equals = plan.shared(
        ("equals", *share, need.place), f"{name}, equals", lambda: _equals(ranked, need, top=top)
    )
    last = ("last", *share, need.place)
    label = plan.shared(last, f"{name}, last", lambda: _last(equals, need))
    return label, "hash" if hashed else "value"


def hash_of(key: exp.Expr) -> exp.Expr:
    """By what those are ordered whose values are equal."""
    return build.call("MD5", key)


def _ranked(plan: Plan, members: exp.Select, *, top: bool) -> exp.Select:
    """Those with a value; `place`: at which one they and their equals begin, from the best (or the
    worst) on. Whose turn it is among equals is found out for those of one value only."""
    value, key = build.column("value"), build.column(plan.names[KeyHash()], plan.current)
    order = exp.Order(expressions=[exp.Ordered(this=value.copy(), desc=top, nulls_first=False)])
    place = exp.Window(this=exp.Anonymous(this="rank"), order=order)
    rows = members.select(build.named(key, "key")).subquery()
    return (
        exp.select(
            value,
            build.column("key"),
            build.named(place, "place"),
            build.named(exp.Window(this=exp.Count(this=exp.Star())), "of"),
        )
        .from_(exp.alias_(rows, "members", table=True, quoted=True))
        .where(build.negated(exp.Is(this=value.copy(), expression=exp.null())))
    )


def _equals(ranked: str, need: Population, *, top: bool) -> exp.Select:
    """Those who have the value of the last one, each at their own place: by their hash."""
    hashed, place = hash_of(build.column("key")), build.column("place")
    begin = exp.select(exp.Max(this=place)).from_(build.table(ranked)).where(_is_in(place, need))
    lot = build.call("SEGUE_BYTES", hashed.copy())
    order = exp.Order(expressions=[exp.Ordered(this=lot, desc=top, nulls_first=False)])
    number = exp.Window(this=exp.RowNumber(), order=order)
    own = exp.Sub(this=exp.Add(this=place.copy(), expression=number), expression=build.whole(1))
    return (
        exp.select(build.column("value"), build.named(hashed, "hash"), build.named(own, "place"))
        .select(build.column("of"))
        .from_(build.table(ranked))
        .where(build.compare("=", place.copy(), begin.subquery()))
    )


def _last(equals: str, need: Population) -> exp.Select:
    place = build.column("place")
    after = build.paren(exp.Add(this=place.copy(), expression=build.whole(1)))
    return (
        exp.select(build.column("value"), build.column("hash"))
        .from_(build.table(equals))
        .where(_is_in(place, need), exp.Not(this=build.paren(_is_in(after, need))))
    )


def _is_in(place: exp.Expr, need: Population) -> exp.Expr:
    """Whether a place is one of the first `of` · k / n, rounded to a whole number, halves up;
    without dividing."""
    assert need.place is not None
    part, whole = need.place
    wanted = exp.Add(this=_times(2 * part, build.column("of")), expression=build.whole(whole))
    return build.compare("<=", _times(2 * whole, place.copy()), wanted)


def _times(factor: int, by: exp.Expr) -> exp.Expr:
    return exp.Mul(this=build.whole(factor), expression=by)
