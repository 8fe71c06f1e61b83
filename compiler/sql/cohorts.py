"""Cohorts: who did something first in which month, and did it again in which later ones."""

from __future__ import annotations

from datetime import datetime

from sqlglot import exp

from compiler.model.project import Project
from compiler.sql import build
from compiler.sql.civil import on_the_clock, period
from compiler.sql.tables import Table, Tables


def cohorts_query(
    project: Project, event: str, unit: str, at: datetime, tables: Tables
) -> exp.Query:
    """A row per cohort and period in which somebody of it did it: `cohort` and `period` (the first
    days of months or weeks on the policy's clock) and how many `customers`. The first period of a
    cohort is its own. What lies before the instant counts."""
    found = exp.select("*").from_(build.table("cohorts"))
    return (
        found.with_(exp.to_identifier("active", quoted=True), as_=_active(
            project, tables.events[event], tables, unit, at
        ))
        .with_(exp.to_identifier("begun", quoted=True), as_=_begun())
        .with_(exp.to_identifier("cohorts", quoted=True), as_=_counted())
        .order_by(build.column("cohort"), build.column("period"))
    )  # fmt: skip


def _active(
    project: Project, table: Table, tables: Tables, unit: str, at: datetime
) -> exp.Select:
    """Each customer once in each period in which they did it."""
    assert table.time is not None
    time = build.qualified(table.time, "event")
    arrival = build.qualified(table.arrival if table.arrival is not None else table.time, "event")
    who = build.qualified(tables.customers.customer, "known")
    same = build.compare("=", who, build.qualified(table.customer, "event"))
    rows = exp.Select().from_(table.behind_from("event")).join(
        tables.customers.behind_from("known"), on=same
    )
    found = on_the_clock(rows, time, project.policy.timezone, tables.zones)
    before = build.compare("<", arrival, build.instant(at))
    return found.select(
        build.named(who.copy(), "customer"), build.named(period(unit, time), "period")
    ).where(before).distinct()


def _begun() -> exp.Select:
    """Beside each of a customer's periods the first of them."""
    first = exp.Window(
        this=exp.Min(this=build.column("period")), partition_by=[build.column("customer")]
    )
    return exp.select(build.column("period"), build.named(first, "cohort")).from_(
        build.table("active")
    )


def _counted() -> exp.Select:
    columns = build.column("cohort"), build.column("period")
    counted = build.named(exp.Count(this=exp.Star()), "customers")
    return exp.select(*columns, counted).from_(build.table("begun")).group_by(*columns)
