"""A message as one customer would get it now, by each of its channels, before anybody does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlglot import exp

from compiler.model.campaigns import Campaign
from compiler.model.entries import OnDate, OnEvent
from compiler.model.offers import CODE, ENDS, POINTS, Offer
from compiler.model.project import Project
from compiler.model.steps import Send
from compiler.model.values import EventField, Plain
from compiler.sql import build
from compiler.sql.dialects import emit
from compiler.sql.tables import Table, Tables
from compiler.suggest import nearest
from compiler.walk import steps
from runtime.dispatch.reach import Fields, Person, Unsubscribed, Version, why_not
from runtime.errors import Trouble
from runtime.interpreter.clock import exact
from runtime.pools import made_up
from runtime.render.liquid import Unrenderable
from runtime.render.message import Rendered, Subject, render
from runtime.store.columns import plain
from runtime.store.connection import Connection

_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Preview:
    """`why_not`: why the channel would not reach the customer, or why there is no text
    (`content` None)."""

    channel: str
    to: str
    why_not: str | None
    content: Rendered | None


def preview(
    project: Project,
    connection: Connection,
    tables: Tables,
    message: str,
    key: str,
    now: datetime,
) -> list[Preview]:
    """By every channel of the message, in the order of its variants. The entry is taken to be the
    customer's latest event of those by which the first campaign that sends the message lets in;
    codes of offers are made up.

    Raises Trouble where there is no such message or customer.
    """
    if message not in project.messages:
        near = nearest(message, project.messages)
        hint = f": did you mean `{near}`?" if near else ""
        raise Trouble(f"there is no message `{message}`{hint}")
    person = _person(project, connection, tables, key)
    about = _subject(project, connection, tables, person, message, now)
    channels = dict.fromkeys(each.channel for each in project.messages[message].variants)
    return [_by_channel(project, message, channel, person, about, now) for channel in channels]


def _by_channel(
    project: Project, message: str, channel: str, person: Person, about: Subject, now: datetime
) -> Preview:
    declared = project.channels[channel]
    cannot = why_not(declared, project.messages[message].service, person, now)
    to = str(about.customer.get(declared.address) or "")
    try:
        content = render(project, message, channel, about, strict=True)
    except Unrenderable as error:
        return Preview(channel, to, str(error), None)
    return Preview(channel, to, cannot, content)


def _subject(
    project: Project,
    connection: Connection,
    tables: Tables,
    person: Person,
    message: str,
    now: datetime,
) -> Subject:
    customer, campaign = person.fields(now), _sender(project, message)
    gifts = {offer.name: _made_up(offer, now) for offer in project.offers.values()}
    if campaign is None or not isinstance(campaign.entry, OnEvent):
        name = campaign.name if campaign else None
        records = _records(connection, tables, campaign, person.key)
        return Subject(customer, entry_time=now, campaign=name, gifts=gifts, records=records)
    entry, time = _entering(connection, tables, campaign.entry, person.key)
    return Subject(customer, entry, time, campaign.name, gifts)


def _entering(
    connection: Connection, tables: Tables, entry: OnEvent, key: str
) -> tuple[Fields, datetime | None]:
    """The latest of the customer's events that let in."""
    found = [
        each for kind in entry.on.kinds
        for each in _events(connection, tables, tables.events[kind], key, latest=True)
    ]  # fmt: skip
    return max(found, key=lambda each: each[1]) if found else ({}, None)


def _records(
    connection: Connection, tables: Tables, campaign: Campaign | None, key: str
) -> dict[str, Fields]:
    """The record that a message of the campaign is taken to be about: of those that the customer
    has, the one with the last date."""
    if campaign is None or not isinstance(campaign.entry, OnDate) or not campaign.entry.record:
        return {}
    table, date = tables.records[campaign.entry.record], campaign.entry.around.value
    assert isinstance(date, EventField)
    query = _of_customer(tables, table, key, *_fields(table))
    last = exp.Ordered(this=table.fields[date.name].copy(), desc=True, nulls_first=False)
    rows = _rows(connection, query.order_by(last).limit(1))
    found = dict(zip(table.fields, rows[0], strict=True)) if rows else {}
    return {campaign.entry.record: found}


def _made_up(offer: Offer, now: datetime) -> Fields:
    """A gift of now: a preview gives nothing away."""
    ends = now + exact(offer.valid) if offer.valid else None
    if offer.points is not None:
        return {POINTS: Decimal(offer.points), ENDS: ends}
    return {CODE: offer.code or made_up(offer)[0], ENDS: ends}


def _sender(project: Project, message: str) -> Campaign | None:
    """The first campaign that sends the message."""
    for campaign in project.campaigns.values():
        if any(isinstance(step, Send) and step.message == message for step in steps(campaign)):
            return campaign
    return None


def _person(
    project: Project, connection: Connection, tables: Tables, key: str
) -> Person:
    table = tables.customers
    query = exp.select(*_fields(table)).from_(table.behind_from("c")).where(_is(table, key))
    if table.until is not None:
        query = query.order_by(exp.Ordered(this=table.until.copy(), desc=True))
    row = _rows(connection, query.limit(1))
    if not row:
        raise Trouble(f"there is no customer `{key}`")
    fields = dict(zip(table.fields, row[0], strict=True))
    left = []
    if "unsubscribed" in tables.events:
        events = _events(connection, tables, tables.events["unsubscribed"], key)
        left = [Unsubscribed(_channel(event), time) for event, time in events]
    return Person(key, [Version(*_EVER, fields)], left)


def _channel(event: Fields) -> str | None:
    channel = event.get("channel")
    return channel if isinstance(channel, str) else None


def _events(
    connection: Connection,
    tables: Tables,
    table: Table,
    key: str,
    latest: bool = False,
) -> list[tuple[Fields, datetime]]:
    """The customer's events with their times; only the last of them where `latest`."""
    assert table.time is not None and table.id is not None
    query = _of_customer(tables, table, key, table.time.copy(), *_fields(table)).order_by(
        *(exp.Ordered(this=by.copy(), desc=True) for by in (table.time, table.id))
    )
    rows = _rows(connection, query.limit(1) if latest else query)
    return [(dict(zip(table.fields, row[1:], strict=True)), _instant(row[0])) for row in rows]


def _of_customer(tables: Tables, table: Table, key: str, *columns: exp.Expr) -> exp.Select:
    """The customer's rows of the table."""
    people = tables.customers
    this = exp.select(people.customer.copy()).from_(people.behind_from("c")).where(_is(people, key))
    return (
        exp.select(*columns)
        .from_(table.behind_from("e"))
        .where(exp.In(this=table.customer.copy(), query=this.subquery()))
    )


def _instant(value: Plain | None) -> datetime:
    assert isinstance(value, datetime)
    return value


def _fields(table: Table) -> list[exp.Expr]:
    return [build.named(value.copy(), f"f_{name}") for name, value in table.fields.items()]


def _is(table: Table, key: str) -> exp.Expr:
    column = table.key if table.key is not None else table.customer
    return exp.EQ(this=build.cast(column.copy(), "VARCHAR"), expression=build.text(key))


def _rows(
    connection: Connection, query: exp.Select
) -> list[tuple[Plain | None, ...]]:
    rows = connection.execute(emit(query, "duckdb")).fetchall()
    return [tuple(map(plain, row)) for row in rows]
