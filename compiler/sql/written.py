"""A zone's clock written out as comparisons, where no table of zones can be looked up (S4).

The changes stand as a tree, so that each value meets only as many as the tree is deep.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlglot import exp

from compiler.sql import build
from compiler.zones import Offset

Leaf = Callable[[exp.Expr, Offset], exp.Expr]


def instants(civil: exp.Expr, rows: Sequence[Offset]) -> exp.Expr:
    """The instants of civil times by these rows of a zone, in order; in a gap, its end."""
    return _tree(civil, rows, lambda row: row.civil_from, _instant)


def civils(instant: exp.Expr, rows: Sequence[Offset]) -> exp.Expr:
    """What the clock shows at instants."""
    return _tree(instant, rows, lambda row: row.utc_from.replace(tzinfo=None), _civil)


def _tree(
    value: exp.Expr, rows: Sequence[Offset], start: Callable[[Offset], datetime], leaf: Leaf
) -> exp.Expr:
    if len(rows) == 1:
        return leaf(value.copy(), rows[0])
    middle = len(rows) // 2
    later = build.compare(">=", value.copy(), _timestamp(start(rows[middle])))
    return exp.Case(
        ifs=[exp.If(this=later, true=_tree(value, rows[middle:], start, leaf))],
        default=_tree(value, rows[:middle], start, leaf),
    )


def _instant(civil: exp.Expr, row: Offset) -> exp.Expr:
    shifted = _moved(exp.Sub, civil, row)
    if row.utc_from.year == 1:
        return shifted
    return build.call("GREATEST", shifted, build.instant(row.utc_from))


def _civil(instant: exp.Expr, row: Offset) -> exp.Expr:
    return _moved(exp.Add, instant, row)


def _moved(kind: type[exp.Binary], value: exp.Expr, row: Offset) -> exp.Expr:
    if row.seconds == 0:
        return value
    return kind(this=value, expression=build.interval(row.seconds, "second"))


def _timestamp(civil: datetime) -> exp.Expr:
    return build.cast(build.text(civil.isoformat(" ")), "TIMESTAMP")
