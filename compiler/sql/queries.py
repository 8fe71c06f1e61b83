"""The queries that people ask for: who is in a segment, and how many in each group."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from sqlglot import exp

from compiler.model.project import Project
from compiler.model.values import GroupValue
from compiler.sql import build
from compiler.sql.frames import Everybody, standing_at
from compiler.sql.populations import Populations
from compiler.sql.probe import members, probe
from compiler.sql.tables import Tables


class Key(Enum):
    """How a query shows its customers: only how many they are, or their keys in order."""

    COUNT = "count"
    SHOW = "show"


def segment_query(
    project: Project,
    name: str,
    at: datetime,
    tables: Tables,
    populations: Populations,
    key: Key = Key.COUNT,
) -> exp.Query:
    """The members of a segment at an instant: one row with the column `customers`, or a row per
    member with its key as `customer`, ordered by it."""
    asked = members(
        project, project.segments[name].condition, Everybody(at), tables, populations
    )
    if key is Key.COUNT:
        counted = build.named(exp.Count(this=exp.Star()), "customers")
        return asked.select(counted, append=False)
    return _shown(_onto(asked, exp.Select()), tables, at)


def groups_query(
    project: Project,
    name: str,
    at: datetime,
    tables: Tables,
    populations: Populations,
    key: Key = Key.COUNT,
) -> exp.Query:
    """How many customers are in each group at an instant: `group` (NULL: in none) and
    `customers`, or a row per customer with its key and `group`."""
    asked = probe(project, {"group": GroupValue(name)}, Everybody(at), tables, populations)
    group = build.column("group", ASKED)
    if key is Key.SHOW:
        return _shown(_onto(asked, exp.Select()), tables, at).select(group)
    counted = build.named(exp.Count(this=exp.Star()), "customers")
    return _onto(asked, exp.select(group, counted)).group_by(group.copy())


ASKED = "asked"


def _onto(asked: exp.Query, select: exp.Select) -> exp.Select:
    """The probe becomes the last of the query's own common table expressions."""
    ctes = list(asked.ctes)
    asked.set("with_", None)
    for cte in ctes:
        select = select.with_(cte.args["alias"], as_=cte.this, copy=False)
    rows = exp.alias_(asked.subquery(), ASKED, table=True, quoted=True)
    return select.from_(rows)


def _shown(select: exp.Select, tables: Tables, at: datetime) -> exp.Select:
    """Joins the key as people read it, where customers are joined by another; of versions that
    which holds at the instant."""
    joined, key = build.column("customer", ASKED), tables.customers.key
    if key is None:
        return select.select(joined).order_by(exp.Ordered(this=joined.copy(), nulls_first=False))
    customers = tables.customers
    same = build.both([
        build.compare("=", build.qualified(customers.customer, "shown"), joined),
        *standing_at(customers, at, "shown"),
    ])  # fmt: skip
    read = build.qualified(key, "shown")
    order = exp.Ordered(this=build.call("SEGUE_BYTES", read.copy()), nulls_first=False)
    return (
        select.join(customers.behind_from("shown"), on=same)
        .select(build.named(read, "customer"))
        .order_by(order)
    )
