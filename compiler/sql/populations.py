"""Values across a population, `average of revenue across loyal`, as of a snapshot (S8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from sqlglot import exp

from compiler.model.conditions import InSegment
from compiler.model.values import SHARES, Population, Type
from compiler.sql import build
from compiler.sql.best import last_one
from compiler.sql.facts import middle
from compiler.sql.frames import EverybodyFrame, RowsFrame, before
from compiler.sql.scope import unknown

if TYPE_CHECKING:
    from compiler.sql.plan import Plan


@dataclass(frozen=True)
class Inline:
    """Computed in the query itself, over everybody at the snapshot's instant `midnight`. What
    predictions were fitted to is given; of those that are not in `fitted` the parameters are read
    from the store's snapshots."""

    midnight: datetime
    fitted: Mapping[str, tuple[Decimal, ...] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Stored:
    """Read from the store's snapshots: for each row the latest one that it sees."""


Populations = Inline | Stored

Found = tuple[exp.Query, Callable[[str], exp.Expr]]
"""A query with a column `value`, and by what it is joined, given the name it goes by."""


@dataclass(frozen=True)
class Placed:
    """The column of a part of the query that has one row or, where it is not `certain`, none."""

    part: str
    column: str = "value"
    certain: bool = True


class Source(Protocol):
    def value(self, plan: Plan, need: Population, below: str) -> Found | Placed:
        """Where the value of a population comes from, in the layer above `below`."""


class Shared:
    """Those asked are everybody whom the snapshot sees too, so that one pass serves both."""

    def value(self, plan: Plan, need: Population, below: str) -> Placed:
        return across(plan, need)


@dataclass(frozen=True)
class Elsewhere:
    """Everybody at another instant, in layers of their own; `known` names where each value is."""

    known: dict[Population, Placed]

    def value(self, plan: Plan, need: Population, below: str) -> Placed:
        return self.known[need]


class Snapshots:
    def value(self, plan: Plan, need: Population, below: str) -> Found:
        table = plan.query.tables.snapshots
        source = table.copy() if table is not None else build.table("snapshots")
        numeric = need.type.numeric
        stored = build.column("number" if numeric else "text")
        column = stored if numeric else _as_type(stored, need.type)
        rows = exp.select(build.named(column, "value")).from_(source)
        rows = rows.where(build.compare("=", build.column("name"), build.text(need.name)))
        if isinstance(plan.frame, EverybodyFrame):
            at = build.compare("<=", build.column("at"), build.instant(plan.frame.over.at))
            newest = exp.Ordered(this=build.column("at"), desc=True, nulls_first=False)
            return rows.where(at).order_by(newest).limit(1), always
        assert isinstance(plan.frame, RowsFrame)
        order = exp.Order(expressions=[exp.Ordered(this=build.column("at"), nulls_first=False)])
        earlier = exp.Window(this=exp.Lag(this=build.column("at")), order=order)
        until = exp.Window(this=exp.Lead(this=build.column("at")), order=order.copy())
        found = rows.select(
            build.named(build.column("at"), "since"),
            build.named(earlier, "earlier"),
            build.named(until, "until"),
        )
        return found, lambda label: latest(label, below)


def across(plan: Plan, need: Population) -> Placed:
    """Defines the aggregate over the members, from the last layer defined."""
    scope = plan.members()
    members = exp.select(build.named(scope.write(need.value), "value")).from_(
        build.table(plan.current)
    )
    if need.segment is not None:
        members = members.where(scope.look_up(InSegment(need.segment)))
    if need.kind in SHARES:
        return Placed(*last_one(plan, need, members), certain=False)
    if need.place is not None:
        return _border(plan, need, members)
    label = plan.query.add(need.name, _aggregate(need, members))
    return Placed(label, certain=need.kind != "most frequent")


def _aggregate(need: Population, members: exp.Select) -> exp.Select:
    rows = exp.alias_(members.subquery(), "members", table=True, quoted=True)
    if need.kind == "most frequent":
        return _most_frequent(rows, textual=need.value.type.textual)
    counted = exp.select(
        *(build.named(part, name) for name, part in _parts(need))
    ).from_(rows)
    return exp.select(build.named(_whole(need.kind), "value")).from_(
        exp.alias_(counted.subquery(), "counted", table=True, quoted=True)
    )


def _border(plan: Plan, need: Population, members: exp.Select) -> Placed:
    """The smallest value that has the score `place` (k of n). All borders of a value are found
    in one look at one ranking."""
    assert need.place is not None
    score, best = need.place
    name = need.name.partition(" from ")[0]
    ranking = plan.shared(
        ("ranking", need.value, need.known), f"{name} ranked",
        lambda: _ranking(members.where(*_known(need, plan))),
    )  # fmt: skip
    label = plan.shared(
        ("borders", need.value, need.known, best), f"borders of {name}",
        lambda: _borders(ranking, best),
    )  # fmt: skip
    return Placed(label, f"from {score} on")


def _borders(ranking: str, best: int) -> exp.Select:
    """Of so many values, at least (k - 1) / n are smaller than the border of the score k."""
    found = exp.Select().from_(build.table(ranking))
    for score in range(2, best + 1):
        smaller = exp.Mul(this=build.column("smaller"), expression=build.whole(best))
        wanted = exp.Mul(this=build.whole(score - 1), expression=build.column("values"))
        there = exp.Where(this=build.compare(">=", smaller, wanted))
        least = exp.Filter(this=exp.Min(this=build.column("value")), expression=there)
        found = found.select(build.named(least, f"from {score} on"))
    return found


def _known(need: Population, plan: Plan) -> list[exp.Expr]:
    scope = plan.members()
    return [
        exp.Not(this=exp.Is(this=scope.write(each), expression=exp.null())) for each in need.known
    ]


def _ranking(members: exp.Select) -> exp.Select:
    """How many values are smaller than each, and how many there are."""
    value = build.column("value")
    order = exp.Order(expressions=[exp.Ordered(this=value.copy(), nulls_first=False)])
    rank = exp.Window(this=exp.Anonymous(this="rank"), order=order)
    smaller = exp.Sub(this=rank, expression=build.whole(1))
    rows = exp.alias_(members.subquery(), "members", table=True, quoted=True)
    return exp.select(
        value,
        build.named(smaller, "smaller"),
        build.named(exp.Window(this=exp.Count(this=exp.Star())), "values"),
    ).from_(rows)


def _parts(need: Population) -> list[tuple[str, exp.Expr]]:
    value = build.column("value")
    ordered = build.call("SEGUE_BYTES", value) if need.value.type.textual else value
    match need.kind:
        case "count":
            return [("value", exp.Count(this=value))]
        case "count distinct":
            return [("value", exp.Count(this=exp.Distinct(expressions=[value])))]
        case "sum":
            return [("value", build.coalesce(exp.Sum(this=value), build.whole(0)))]
        case "average":
            return [("sum", exp.Sum(this=value)), ("known", exp.Count(this=value.copy()))]
        case "median":
            return [("sorted", _sorted(value))]
        case "smallest":
            return [("value", exp.Min(this=ordered))]
        case _:
            return [("value", exp.Max(this=ordered))]


def _sorted(value: exp.Expr) -> exp.Expr:
    known = exp.Not(this=exp.Is(this=value.copy(), expression=exp.null()))
    return exp.Filter(this=build.call("SEGUE_LISTED", value), expression=exp.Where(this=known))


def _whole(kind: str) -> exp.Expr:
    if kind == "average":
        return build.call("SEGUE_QUOTIENT", build.column("sum"), build.column("known"))
    if kind == "median":
        return middle(build.column("sorted"))
    return build.column("value")


def _most_frequent(rows: exp.Expr, *, textual: bool) -> exp.Select:
    """Members have no order in time; among equals the smallest value is taken."""
    value = build.column("value")
    ordered = build.call("SEGUE_BYTES", value.copy()) if textual else value.copy()
    often = exp.Ordered(this=exp.Count(this=exp.Star()), desc=True, nulls_first=False)
    return (
        exp.select(value)
        .from_(rows)
        .where(exp.Not(this=exp.Is(this=value.copy(), expression=exp.null())))
        .group_by(value)
        .order_by(often, exp.Ordered(this=ordered, nulls_first=False))
        .limit(1)
    )


def stored_columns(need: Population, value: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """The value as a snapshot keeps it: a number, or text."""
    if need.type.numeric:
        return build.cast(value, "DECIMAL(38, 6)"), build.cast(unknown(), "TEXT")
    return build.cast(unknown(), "DECIMAL(38, 6)"), build.cast(value, "TEXT")


def _as_type(stored: exp.Expr, type: Type) -> exp.Expr:
    kinds = {Type.YES_NO: "BOOLEAN", Type.TIME: "TIMESTAMP", Type.DATE: "DATE"}
    return build.cast(stored, kinds[type]) if type in kinds else stored


def latest(label: str, below: str) -> exp.Expr:
    """A snapshot is a timer: an event at its instant still sees the one before (S7). Where there
    is none before, the first was made for the project's beginning."""
    since, until = build.column("since", label), build.column("until", label)
    begun = build.either([before(since, below), _is_null(build.column("earlier", label))])
    over = build.negated(before(until, below))
    return build.both([begun, build.either([_is_null(until.copy()), over])])


def _is_null(of: exp.Expr) -> exp.Expr:
    return exp.Is(this=of, expression=exp.null())


def always(label: str) -> exp.Expr:
    return exp.true()
