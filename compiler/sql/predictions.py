"""Predictions: what a snapshot knew of each customer's history, and the parameters of the model
that tells from it whether they come back (BG/NBD).

The days of a history are those of the policy's clock. Parameters come from the snapshot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from compiler.model.project import Project
from compiler.model.values import PARAMETERS, Chance
from compiler.sql import build
from compiler.sql.chance import binary
from compiler.sql.civil import day, days_on, on_the_clock
from compiler.sql.frames import Everybody, EverybodyFrame, Frame, frame_of
from compiler.sql.populations import Found, Inline, Populations, always, latest
from compiler.sql.tables import Tables
from compiler.zones import to_civil

if TYPE_CHECKING:
    from compiler.sql.plan import Plan

@dataclass(frozen=True)
class Fitted:
    """`midnight`: the snapshot's instant; None: of each row the latest that it sees. `known`: the
    parameters of predictions by name (None: there are none); others are read from the store."""

    midnight: datetime | None = None
    known: Mapping[str, tuple[Decimal, ...] | None] = field(default_factory=dict)


def fitted(populations: Populations) -> Fitted:
    """Where the parameters are, said beside where population values are."""
    if isinstance(populations, Inline):
        return Fitted(populations.midnight, populations.fitted)
    return Fitted()



def parameters(plan: Plan, need: Chance, below: str) -> Found:
    """The parameters `r`, `alpha`, `a`, `b` of the snapshot, the instant `at` at which it was
    taken and the `day` that began with it."""
    frame, known = plan.frame, plan.fitted
    tables, zone = plan.query.tables, frame.clock.zone
    if known.midnight is not None and need.name in known.known:
        return _written(known.midnight, zone, known.known[need.name]), always
    taken = _taken(need, tables)
    if isinstance(frame, EverybodyFrame):
        at = known.midnight or frame.over.at
        newest = exp.Ordered(this=build.column("at"), desc=True, nulls_first=False)
        seen = build.compare("<=", build.column("at"), build.instant(at))
        return _with_day(taken.where(seen).order_by(newest).limit(1), tables, zone), always
    return _with_day(_spans(taken), tables, zone), lambda label: latest(label, below)


def _written(at: datetime, zone: str, values: tuple[Decimal, ...] | None) -> exp.Select:
    known = [exp.null() for _ in PARAMETERS] if values is None else map(build.number, values)
    return exp.select(
        build.named(build.instant(at), "at"),
        build.named(build.day(to_civil(at, zone).date()), "day"),
        *(build.named(binary(value), name)
          for name, value in zip(PARAMETERS, known, strict=True)),
    )  # fmt: skip


def _taken(need: Chance, tables: Tables) -> exp.Select:
    """A row per snapshot that has the prediction."""
    source = tables.snapshots.copy() if tables.snapshots is not None else build.table("snapshots")
    names = [build.text(need.stored(part)) for part in PARAMETERS]
    ours = exp.In(this=build.column("name"), expressions=names)
    found = exp.select(build.column("at")).from_(source).where(ours).group_by(build.column("at"))
    return found.select(*(
        build.named(binary(_named(name.copy())), part)
        for part, name in zip(PARAMETERS, names, strict=True)
    ))  # fmt: skip


def _named(name: exp.Expr) -> exp.Expr:
    """The number that a snapshot keeps under the name."""
    here = exp.Where(this=build.compare("=", build.column("name"), name))
    return exp.Filter(this=exp.Max(this=build.column("number")), expression=here)


def _spans(taken: exp.Select) -> exp.Select:
    """From when until when each snapshot is the latest."""
    order = exp.Order(expressions=[exp.Ordered(this=build.column("at"), nulls_first=False)])
    earlier = exp.Window(this=exp.Lag(this=build.column("at")), order=order)
    until = exp.Window(this=exp.Lead(this=build.column("at")), order=order.copy())
    return taken.select(
        build.named(build.column("at"), "since"),
        build.named(earlier, "earlier"),
        build.named(until, "until"),
    )


def _with_day(taken: exp.Select, tables: Tables, zone: str) -> exp.Select:
    rows = exp.alias_(taken.subquery(), "taken", table=True, quoted=True)
    at = build.column("at", "taken")
    every = exp.Column(this=exp.Star(), table=exp.to_identifier("taken", quoted=True))
    select = exp.select(every, build.named(day(at), "day")).from_(rows)
    return on_the_clock(select, at, zone, tables.zones)



def history(
    frame: Frame, tables: Tables, need: Chance, below: str | None, joined: tuple[str, exp.Expr]
) -> exp.Select:
    """Per asked row (with `below` None: per customer of the events) with such events: on how many
    days after the first (`repeats`), days from the first to the last (`last`) and to the snapshot's
    day (`age`). Nobody, where there are no parameters."""
    (known, on), event = joined, need.of.event
    table = tables.events[event]
    assert table.time is not None
    time = build.qualified(table.time, event)
    arrival = build.qualified(table.arrival if table.arrival is not None else table.time, event)
    parameters, events = build.table(known), table.behind_from(event)
    if below is None:
        rows, key = exp.Select().from_(events), build.qualified(table.customer, event)
    else:
        rows, key = exp.Select().from_(build.table(below)), build.column(frame.key, below)
        rows = rows.join(events, on=frame.joined(table, event, below))
    rows = rows.join(parameters, on=on.copy())
    found, its_day = days_on(rows, time, frame.clock)
    days = found.where(
        build.compare("<=", arrival, build.column("at", known)),
        build.negated(exp.Is(this=build.column("r", known), expression=exp.null())),
    ).select(
        build.named(key, frame.key),
        build.named(build.column("day", known), "today"),
        build.named(its_day, "day"),
    )
    return _ages(days.distinct(), frame.key)


def _ages(days: exp.Select, key: str) -> exp.Select:
    first, last = (kind(this=build.column("day")) for kind in (exp.Min, exp.Max))
    again = exp.Sub(this=exp.Count(this=exp.Star()), expression=build.whole(1))
    return (
        exp.select(
            build.column(key),
            build.named(again, "repeats"),
            build.named(build.call("SEGUE_DAYS", last, first.copy()), "last"),
            build.named(build.call("SEGUE_DAYS", build.column("today"), first), "age"),
        )
        .from_(exp.alias_(days.subquery(), "days", table=True, quoted=True))
        .group_by(build.column(key), build.column("today"))
    )


def ages_query(project: Project, need: Chance, at: datetime, tables: Tables) -> exp.Query:
    """What the fit of a snapshot at an instant asks for: a row per `repeats`, `last` and `age`
    that occur, with how many `customers` have these."""
    frame = frame_of(project, Everybody(at), tables)
    snapshot = _written(at, frame.clock.zone, (Decimal(1),) * len(PARAMETERS))
    known = history(frame, tables, need, "everybody", ("snapshot", exp.true()))
    columns = [build.column(name) for name in ("repeats", "last", "age")]
    counted = build.named(exp.Count(this=exp.Star()), "customers")
    found = exp.select(*columns, counted).from_(build.table("history")).group_by(*columns)
    for name, part in (("everybody", frame.base({})), ("snapshot", snapshot), ("history", known)):
        found = found.with_(exp.to_identifier(name, quoted=True), as_=part, copy=False)
    return found
