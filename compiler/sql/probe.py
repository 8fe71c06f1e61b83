"""Probes: the value of conditions for everybody at an instant, or for rows at their own.

A probe is the one primitive of the SQL side: counting a segment is the probe of everybody, a
journey's branch the probe of those who stand there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlglot import exp

from compiler.model.conditions import All, Condition
from compiler.model.project import Project
from compiler.model.values import Population, Value
from compiler.sql import build
from compiler.sql.candidates import by_the_calendar, candidates, without
from compiler.sql.expressions import holds, truth, value
from compiler.sql.frames import TIMER, Everybody, Rows, frame_of
from compiler.sql.labels import AT_MIDNIGHT
from compiler.sql.needs import Needs, Taken
from compiler.sql.plan import CALENDAR, Plan, Query, new_query
from compiler.sql.populations import (
    Elsewhere,
    Inline,
    Placed,
    Populations,
    Shared,
    Snapshots,
    Source,
    Stored,
    across,
    stored_columns,
)
from compiler.sql.predictions import Fitted, fitted
from compiler.sql.required import required
from compiler.sql.scope import CannotWrite, Scope
from compiler.sql.tables import Tables

__all__ = [
    "TIMER",
    "CannotWrite",
    "Everybody",
    "Inline",
    "Rows",
    "Stored",
    "members",
    "population_values",
    "probe",
]


def probe(
    project: Project,
    wanted: Mapping[str, Condition | Value],
    over: Everybody | Rows,
    tables: Tables,
    populations: Populations,
) -> exp.Query:
    """One row per asked one: `customer` (everybody; as `Table.customer` gives it) or `row`, what
    stands `beside` it, and a column per wanted condition (BOOLEAN, never NULL) or value (NULL:
    unknown).

    Raises `CannotWrite` where something is looked at that the place has no columns for.
    """
    query = _query(project, tables, over)
    plan = _plan(query, tuple(wanted.values()), over, populations)
    last = plan.run()
    scope = plan.scope()
    columns = (build.named(_write(of, scope), name) for name, of in wanted.items())
    given = [plan.frame.key, *(over.beside if isinstance(over, Rows) else ())]
    own = (build.named(build.column(name, last), name) for name in given)
    return query.finish(exp.select(*own, *columns).from_(build.table(last)))


def members(
    project: Project,
    condition: Condition,
    over: Everybody,
    tables: Tables,
    populations: Populations,
) -> exp.Query:
    """A row per customer for whom the condition holds: `customer`, as `Table.customer` gives it.

    What it says of customers' own fields alone decides first who is looked at at all.
    """
    query = _query(project, tables, over)
    chosen = candidates(project, condition)
    plan = _plan(query, (condition,), over, populations, few=chosen.few)
    if not plan.across_those_asked and (tables.people is None or not plan.keyed):
        condition = All(chosen.rest)
        query = _query(project, tables, over)
        plan = _plan(query, (condition,), over, populations, few=chosen.few)
        plan.only, plan.few = chosen.where(tables.customers, plan.frame.clock), chosen.few
    plan.outside = plan.asked_once()
    if not plan.across_those_asked:
        plan.required = required(project, condition)
        plan.today = by_the_calendar(condition) if plan.needs.height > CALENDAR else ()
    last = plan.run()
    found = exp.select(build.column(plan.frame.key, last)).from_(build.table(last))
    rest = without(condition, plan.today)
    if rest != All(()):
        found = found.where(*build.conjuncts(truth(rest, plan.scope())))
    return plan.query.finish(found)


def _write(of: Condition | Value, scope: Scope) -> exp.Expr:
    return value(of, scope) if isinstance(of, Value) else holds(of, scope)


def population_values(
    project: Project, names: Sequence[str], at: datetime, tables: Tables
) -> exp.Query:
    """A row per named population at a snapshot's instant: `name`, `number`, `text`, of which the
    one that the value is not stands NULL, and both where the value is unknown."""
    over = Everybody(at)
    query = _query(project, tables, over)
    needs = tuple(project.populations[name] for name in names)
    found = _across(query, needs, over, "", Fitted(at))
    return query.finish(_one_below_another([_stored(need, found[need]) for need in needs]))


def _stored(need: Population, found: Placed) -> exp.Select:
    """Also where the query for the value gives no row, there is one here."""
    number, text = stored_columns(need, build.column(found.column, found.part))
    one = exp.select(build.named(build.whole(1), "one")).subquery()
    alone = exp.alias_(one, "alone", table=True, quoted=True)
    return (
        exp.select(
            build.named(build.text(need.name), "name"),
            build.named(number, "number"),
            build.named(text, "text"),
        )
        .from_(alone)
        .join(build.table(found.part), on=exp.true(), join_type="left")
    )


def _one_below_another(selects: list[exp.Select]) -> exp.Query:
    return exp.union(*selects, distinct=False) if len(selects) > 1 else selects[0]


def _query(project: Project, tables: Tables, over: Everybody | Rows) -> Query:
    return new_query(project, tables, [over.table] if isinstance(over, Rows) else [])


def _plan(
    query: Query,
    wanted: tuple[object, ...],
    over: Everybody | Rows,
    populations: Populations,
    *,
    few: bool = False,
) -> Plan:
    taken = _taken(query.tables, over, populations, few=few)
    needs = Needs(query.project, wanted, taken)
    source = _source(query, needs, populations)
    plan = Plan(query, frame_of(query.project, over, query.tables), needs, source,
                fitted(populations))  # fmt: skip
    if taken is Taken.EARLIER and isinstance(populations, Inline):
        midnight = Everybody(populations.midnight)
        plan.then = frame_of(query.project, midnight, query.tables, AT_MIDNIGHT)
    return plan


def _taken(
    tables: Tables, over: Everybody | Rows, populations: Populations, *, few: bool
) -> Taken:
    """Customers of whom there are versions are others at another instant, and where a `few` are
    asked, nothing is found out of everybody but what the population values need."""
    if isinstance(populations, Stored) or isinstance(over, Rows):
        return Taken.ELSEWHERE
    if populations.midnight == over.at:
        return Taken.NOW
    same = tables.customers.since is None and populations.midnight < over.at
    return Taken.EARLIER if same and not few else Taken.ELSEWHERE


def _source(query: Query, needs: Needs, populations: Populations) -> Source:
    if needs.taken is not Taken.ELSEWHERE:
        return Shared()
    if isinstance(populations, Stored):
        return Snapshots()
    asked = tuple(need for need in needs.layer_of if isinstance(need, Population))
    if not asked:
        return Snapshots()
    over = Everybody(populations.midnight)
    return Elsewhere(_across(query, asked, over, AT_MIDNIGHT, fitted(populations)))


def _across(
    query: Query,
    populations: tuple[Population, ...],
    over: Everybody,
    suffix: str,
    known: Fitted,
) -> dict[Population, Placed]:
    """Defines the values over everybody, and says where each stands."""
    inside = tuple(
        part
        for need in populations
        for part in Needs(query.project, (), Taken.NOW).before(need)
    )
    needs = Needs(query.project, inside, Taken.NOW)
    frame = frame_of(query.project, over, query.tables, suffix)
    plan = Plan(query, frame, needs, Shared(), known)
    plan.run()
    return {need: across(plan, need) for need in populations}
