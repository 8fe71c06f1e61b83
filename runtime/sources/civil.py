"""A column of civil times as instants, by the pinned zone tables and not the engine's own (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlglot import exp

from compiler.sql import build
from compiler.zones import Offset, offsets


def instants(civil: exp.Expr, zone: str) -> exp.Expr:
    """The instants of `civil` in `zone`: after a gap, the first of two.

    The zone's changes are written out as a tree of comparisons, so that each value meets only as
    many as the tree is deep (eight for New York) and no join is needed."""
    return _tree(civil, offsets(zone))


def _tree(civil: exp.Expr, rows: Sequence[Offset]) -> exp.Expr:
    if len(rows) == 1:
        return _shifted(civil, rows[0])
    middle = len(rows) // 2
    later = build.compare(">=", civil.copy(), _timestamp(rows[middle].civil_from))
    return exp.Case(
        ifs=[exp.If(this=later, true=_tree(civil, rows[middle:]))],
        default=_tree(civil, rows[:middle]),
    )


def _shifted(civil: exp.Expr, row: Offset) -> exp.Expr:
    if row.seconds == 0:
        shifted = civil.copy()
    else:
        shifted = exp.Sub(this=civil.copy(), expression=_seconds(row.seconds))
    if row.utc_from.year == 1:
        return shifted
    return build.call("GREATEST", shifted, build.instant(row.utc_from))


def _seconds(seconds: int) -> exp.Expr:
    return build.call("TO_SECONDS", build.paren(build.whole(seconds)))


def _timestamp(civil: datetime) -> exp.Expr:
    return build.cast(build.text(civil.isoformat(" ")), "TIMESTAMP")
