"""Tables with a row per version of a customer, each valid until the next one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.sql import build


def following(key: exp.Expr, since: exp.Expr, values: Sequence[exp.Expr] = ()) -> exp.Expr:
    """The instant until which (excluded) the version that holds from `since` on is the one of its
    `key`: that of the next version, `infinity` for the last.

    Of several versions since one instant the smallest by `values` (unknown ones are greatest) comes
    last, so that the others hold for no time."""
    ordered = [exp.Ordered(this=since.copy(), nulls_first=False)]
    ordered += [exp.Ordered(this=value.copy(), desc=True, nulls_first=True) for value in values]
    forever = build.cast(build.text("infinity"), "TIMESTAMP")
    lead = exp.Lead(this=since.copy(), offset=build.whole(1), default=forever)
    return exp.Window(this=lead, partition_by=[key.copy()], order=exp.Order(expressions=ordered))
