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
    ranked = plan.shared(
        ("share", end, need.value, need.segment), f"{need.name.partition(',')[0]}, ranked",
        lambda: _ranked(plan, members, top=end == "top"),
    )  # fmt: skip
    label = plan.shared(
        ("last", end, need.value, need.segment, need.place), f"{need.name.partition(',')[0]}, last",
        lambda: exp.select(build.column("value"), build.column("hash"))
        .from_(build.table(ranked)).where(_is_last(need)),
    )  # fmt: skip
    return label, "hash" if hashed else "value"


def _ranked(plan: Plan, members: exp.Select, *, top: bool) -> exp.Select:
    """Those with a value, numbered from the best (or the worst) on: equals by their hash."""
    value, hashed = build.column("value"), build.column("hash")
    rows = members.select(build.named(plan.scope().write(KeyHash()), "hash")).subquery()
    order = [
        exp.Ordered(this=by, desc=top, nulls_first=False)
        for by in (value.copy(), build.call("SEGUE_BYTES", hashed.copy()))
    ]
    place = exp.Window(this=exp.RowNumber(), order=exp.Order(expressions=order))
    return (
        exp.select(
            value,
            hashed,
            build.named(place, "place"),
            build.named(exp.Window(this=exp.Count(this=exp.Star())), "of"),
        )
        .from_(exp.alias_(rows, "members", table=True, quoted=True))
        .where(build.negated(exp.Is(this=value.copy(), expression=exp.null())))
    )


def _is_last(need: Population) -> exp.Expr:
    """Whether `place` is `of` · k / n, rounded to a whole number, halves up; without dividing."""
    assert need.place is not None
    part, whole = need.place
    wanted = exp.Add(this=_times(2 * part, build.column("of")), expression=build.whole(whole))
    after = build.paren(exp.Add(this=build.column("place"), expression=build.whole(1)))
    return build.both(
        [
            build.compare("<=", _times(2 * whole, build.column("place")), wanted),
            build.compare(">", _times(2 * whole, after), wanted.copy()),
        ]
    )


def _times(factor: int, by: exp.Expr) -> exp.Expr:
    return exp.Mul(this=build.whole(factor), expression=by)
