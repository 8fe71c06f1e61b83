"""Tables as the campaign files declare them: for reading a query, not for running it.

A project's own data may need more (a conversion, a time zone); that stands in its settings.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.model.declarations import AFTER, BEFORE, Customers, Field
from compiler.model.project import Project
from compiler.sql import build
from compiler.sql.tables import Table, Tables
from compiler.sql.versions import following


def declared_tables(project: Project) -> Tables:
    """The tables under the names and with the columns that stand behind `from`. Events that
    Segue keeps itself stand in a table of their name."""
    return Tables(
        customers=_customers(project.customers),
        events={name: _event(project, name) for name in project.events}
        | {name: _movement(name) for name in project.movements},
        records={name: _record(project, name) for name in project.records},
    )


def _customers(customers: Customers) -> Table:
    source, since, until = _source(customers.table), None, None
    if customers.version is not None:
        since, until = build.column(customers.version), build.column(UNTIL)
        ends = build.named(following(build.column(customers.key), since), UNTIL)
        versions = exp.select(exp.Star(), ends).from_(source)
        source = exp.alias_(versions.subquery(), "versions", table=True, quoted=True)
    return Table(
        source=source,
        customer=build.column(customers.key),
        fields={field.name: _field(customers, field) for field in customers.fields},
        since=since,
        until=until,
    )


UNTIL = "until the next version"


def _field(customers: Customers, field: Field) -> exp.Expr:
    """A list's file reads as a table of one column, which is called as the customers' key is."""
    if field.list_file is None:
        return build.column(field.column)
    keys = exp.select(build.column(customers.key, field.list_file)).from_(
        exp.table_(field.list_file, quoted=True)
    )
    return exp.In(this=build.column(customers.key), query=exp.Subquery(this=keys))


def _event(project: Project, name: str) -> Table:
    event = project.events[name]
    return Table(
        source=_source(event.table or name),
        customer=build.column(event.customer),
        fields={field.name: build.column(field.column) for field in event.fields},
        time=build.column(event.time),
        id=build.column(event.id) if event.id else build.column(event.time),
        arrival=build.column(event.arrived) if event.arrived else None,
        enrolment=build.column("enrolment") if event.about_messages else None,
    )


def _movement(name: str) -> Table:
    """What Segue keeps of it, under its name."""
    return Table(
        source=_source(name),
        customer=build.column("customer"),
        fields={name: build.column(name) for name in (BEFORE, AFTER)},
        time=build.column("time"),
        id=build.column("time"),
    )


def _record(project: Project, name: str) -> Table:
    record = project.records[name]
    return Table(
        source=_source(record.table),
        customer=build.column(record.customer),
        fields={field.name: build.column(field.column) for field in record.fields},
    )


def _source(name: str) -> exp.Expr:
    """`shop.orders`: a schema and a table."""
    *schema, table = name.split(".")
    return exp.table_(table, db=".".join(schema) or None, quoted=True)
