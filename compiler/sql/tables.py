"""Where the data stand: the columns of customers and events, in the store or in the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from compiler.model.declarations import AFTER, BEFORE
from compiler.model.project import Project
from compiler.sql import build


@dataclass(frozen=True)
class Table:
    """`source`: what stands behind FROM, without alias. All columns are expressions over the
    source's own, unqualified columns.

    `customer`: the key by which customers and events are joined; both sides must be of one type,
    no cast is added. `key` (customers only): that key as people read it, None: the same.
    Events have `time` and `id`; `arrival` None is the same as `time`; `seq` None: no sequence, all
    that arrived at an instant is visible at it; `enrolment` None: not about messages. Customers and
    records have `since` and `until` (excluded) where there is a row per version; records have no
    `time`.
    """

    source: exp.Expr
    customer: exp.Expr
    fields: Mapping[str, exp.Expr] = field(default_factory=dict)
    time: exp.Expr | None = None
    id: exp.Expr | None = None
    arrival: exp.Expr | None = None
    seq: exp.Expr | None = None
    enrolment: exp.Expr | None = None
    since: exp.Expr | None = None
    until: exp.Expr | None = None
    key: exp.Expr | None = None

    def behind_from(self, alias: str) -> exp.Expr:
        return exp.alias_(self.source.copy(), alias, table=True, quoted=True)


@dataclass(frozen=True)
class Tables:
    """`zones`, `snapshots` and `people` are tables of the store; `zones` None: there is none, and
    the policy's zone is written out where a query needs it; `people` None: the table of customers
    has their keys. `lived_in`: the names of the zones of customers; None: they are not at hand,
    and `zones` is looked at."""

    customers: Table
    events: Mapping[str, Table]
    zones: exp.Expr | None = None
    snapshots: exp.Expr | None = None
    people: exp.Expr | None = None
    records: Mapping[str, Table] = field(default_factory=dict)
    lived_in: frozenset[str] | None = None

    def several(self, name: str) -> Table:
        """The table of an event or record."""
        return self.events[name] if name in self.events else self.records[name]


def store_tables(project: Project) -> Tables:
    """The tables of the store, with a column `f_<field>` for each declared field."""
    return Tables(
        customers=Table(
            source=build.table("customers"),
            customer=build.column("cid"),
            fields=_fields(field.name for field in project.customers.fields),
            since=build.column("since"),
            until=build.column("until"),
        ),
        events={name: _event(project, name) for name in project.events}
        | {name: _movement(name) for name in project.movements},
        zones=build.table("zones"),
        snapshots=build.table("snapshots"),
        people=build.table("people"),
        records={name: _record(project, name) for name in project.records},
    )


def _event(project: Project, name: str) -> Table:
    event = project.events[name]
    return Table(
        source=build.table(f"event_{name}"),
        customer=build.column("cid"),
        fields=_fields(field.name for field in event.fields),
        time=build.column("time"),
        id=build.column("id"),
        arrival=build.column("arrival"),
        seq=build.column("seq"),
        enrolment=build.column("enrolment") if event.about_messages else None,
    )


def _movement(name: str) -> Table:
    return Table(
        source=build.table(name),
        customer=build.column("cid"),
        fields=_fields((BEFORE, AFTER)),
        time=build.column("time"),
        id=build.column("id"),
        arrival=build.column("arrival"),
        seq=build.column("seq"),
    )


def _record(project: Project, name: str) -> Table:
    return Table(
        source=build.table(f"record_{name}"),
        customer=build.column("cid"),
        fields=_fields(field.name for field in project.records[name].fields),
        since=build.column("since"),
        until=build.column("until"),
    )


def _fields(names: Iterable[str]) -> dict[str, exp.Expr]:
    return {name: build.column(f"f_{name}") for name in names}
