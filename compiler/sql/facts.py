"""What is counted from events: the columns of a pass over them, and the values made of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from compiler.model.conditions import HasFollowed, Withdrawn
from compiler.model.values import Aggregate, Edge, Occurrences, Type
from compiler.sql import build
from compiler.sql.labels import describe

Fact = Aggregate | Edge | Occurrences | HasFollowed | Withdrawn
"""A thing to find out from events; bare occurrences stand for whether there is one."""

APART = ("most frequent", "median gap")
"""Aggregates that need their events in a shape of their own."""


@dataclass(frozen=True)
class Raw:
    """One column of a pass: `kind` is count, values, sum, smallest, largest, distinct, sorted,
    gaps, first or last; several facts may be made of one."""

    kind: str
    of: Occurrences
    field: str | None
    ordered: bool = False


Columns = Callable[[Raw], exp.Expr]


def apart(fact: Fact) -> bool:
    whole = isinstance(fact, HasFollowed | Withdrawn)
    return whole or (isinstance(fact, Aggregate) and fact.kind in APART)


def occurrences(fact: Fact) -> Occurrences:
    if isinstance(fact, HasFollowed):
        return fact.first
    return fact if isinstance(fact, Occurrences) else fact.of


def raws(fact: Fact) -> tuple[Raw, ...]:
    """The columns that a fact is made of."""
    if isinstance(fact, Occurrences):
        return (Raw("count", fact, None),)
    assert not isinstance(fact, HasFollowed | Withdrawn)
    if isinstance(fact, Edge):
        return (Raw(fact.which, fact.of, fact.field),)
    ordered = fact.type.textual
    kinds = _RAWS[fact.kind]
    return tuple(Raw(kind, fact.of, fact.field, ordered) for kind in kinds)


_RAWS = {
    "count": ("count",),
    "sum": ("sum",),
    "average": ("sum", "values"),
    "smallest": ("smallest",),
    "largest": ("largest",),
    "median": ("sorted",),
    "median gap": ("gaps",),
    "count distinct": ("distinct",),
}


def finish(fact: Fact, columns: Columns) -> exp.Expr:
    """The fact's value, with what is true over no events at all (S9)."""
    first, *rest = [columns(raw) for raw in raws(fact)]
    if isinstance(fact, Occurrences):
        counted = build.coalesce(first, build.whole(0))
        return build.compare(">", counted, build.whole(0))
    if isinstance(fact, Edge):
        return build.call("SEGUE_PICKED", first) if fact.field is not None else first
    assert isinstance(fact, Aggregate)
    if fact.kind == "average":
        return build.call("SEGUE_QUOTIENT", first, rest[0])
    if fact.kind == "median":
        return middle(first)
    if fact.kind == "median gap":
        return middle_days(first)
    return build.coalesce(first, build.whole(0)) if fact.kind in ZERO else first


ZERO = ("count", "sum", "count distinct")


def middle(values: exp.Expr) -> exp.Expr:
    """The median of a list: half the sum of its two middle ones."""
    return build.call("SEGUE_HALF", build.call("SEGUE_MIDDLES", values))


def middle_days(values: exp.Expr) -> exp.Expr:
    """The median of a list of microseconds, none of them negative, in days."""
    return build.call("SEGUE_HALF_DAYS", build.call("SEGUE_MIDDLES", values))


def label(raw: Raw) -> str:
    """What the column is called."""
    if raw.kind in ("first", "last"):
        return describe(Edge(raw.kind, raw.of, raw.field, Type.TEXT))
    words = {"values": "known", "distinct": "count distinct"}.get(raw.kind, raw.kind)
    return describe(Aggregate(words, raw.of, raw.field, Type.NUMBER))
