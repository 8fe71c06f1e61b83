"""What Segue itself did, as events of a customer: read from the rows of the journal that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from compiler.model import offers
from compiler.model.declarations import Event
from compiler.model.project import Earlier, Project, remembered
from compiler.model.staff import colleague_of
from compiler.model.steps import Keep
from compiler.model.values import Plain
from compiler.walk import steps
from runtime.history import Fields, History, Occurrence
from runtime.interpreter.uses import SEEN_AFTER, uses
from runtime.journal import Kind, Row, message_name
from runtime.kept import read

GIVEN = "given "
"""How the id of what a test says was set begins; no campaign's name has a space."""

ORDER_DIGITS = 6
"""What one enrolment sets at one instant is in the order of its steps, by id."""

_KINDS = {"entered": Kind.ENTERED, "left": Kind.LEFT, "sent": Kind.PLANNED}


def own_events(project: Project, history: History, rows: Iterable[Row]) -> Iterator[Occurrence]:
    """The events that the project names among those which these rows of a customer are, and those
    which are uses of what they gave."""
    names = {_KINDS[event.own]: event.name for event in project.events.values()
             if event.own in _KINDS}  # fmt: skip
    orders = _orders(project)
    for row in rows:
        if row.kind is Kind.SET:
            yield _set(project, row, orders)
        elif row.kind in names and not _is_to_colleague(row):
            sent = row.kind is Kind.PLANNED
            yield Occurrence(
                names[row.kind], _name(row), row.at,
                row.at + SEEN_AFTER, _fields(row), row.enrolment if sent else None,
            )  # fmt: skip
        elif row.kind is Kind.GIVEN and row.reason not in offers.NOT_GIVEN:
            yield from _of_gift(project, history, row)


def _is_to_colleague(row: Row) -> bool:
    """What goes to a colleague is not sent to the customer."""
    return row.kind is Kind.PLANNED and colleague_of(row.reason) is not None


def _of_gift(project: Project, history: History, row: Row) -> Iterator[Occurrence]:
    name, offer = offers.event_of(offers.GIVEN, row.message), project.offers[row.message]
    fields: Fields = {"campaign": row.campaign, "step": row.step, offers.CODE: row.reason}
    if offer.points is not None:
        points = Decimal(row.reason)
        fields = {"campaign": row.campaign, "step": row.step, offers.POINTS: points}
    id = message_name(row.enrolment, row.step)
    gift = Occurrence(name, id, row.at, row.at + SEEN_AFTER, fields)
    if name in project.events:
        yield gift
    if offers.event_of(offers.USED, offer.name) in project.events:
        yield from uses(project, history, gift, offer)


Orders = Mapping[tuple[str, str, str], int]


@remembered
def _orders(project: Project) -> Orders:
    """The order of each step that sets something, by campaign, version (today's: the empty text)
    and step."""
    today = (Earlier(each, "") for each in project.campaigns.values())
    return {
        (each.campaign.name, each.version, step.id): step.order
        for each in (*today, *project.earlier)
        for step in steps(each.campaign) if isinstance(step, Keep)
    }  # fmt: skip


def _set(project: Project, row: Row, orders: Orders) -> Occurrence:
    event = project.events[f"set {row.message}"]
    earlier = orders.get((row.campaign, row.version, row.step))
    order = orders[row.campaign, "", row.step] if earlier is None else earlier
    fields: Fields = {
        "value": read(row.reason, event.fields[0].type), "campaign": row.campaign,
        "step": row.step,
    }  # fmt: skip
    name = f"{row.enrolment}/{order:0{ORDER_DIGITS}}"
    return Occurrence(event.name, name, row.at, row.at + SEEN_AFTER, fields)


def given(event: Event, number: int, at: datetime, value: Plain | None) -> Occurrence:
    """What a test says was set, as the line of that number."""
    fields: Fields = {"value": value, "campaign": None, "step": None}
    return Occurrence(event.name, f"{GIVEN}{number:0{ORDER_DIGITS}}", at, at, fields)


def _name(row: Row) -> str:
    sent = row.kind is Kind.PLANNED
    return message_name(row.enrolment, row.step) if sent else row.enrolment


def _fields(row: Row) -> Fields:
    if row.kind is Kind.PLANNED:
        return {"message": row.message, "channel": row.channel, "campaign": row.campaign,
                "step": row.step}  # fmt: skip
    reason = {"campaign": row.campaign, "reason": row.reason or None}
    return reason if row.kind is Kind.LEFT else {**reason, "arm": row.arm or None}


def with_own_events(project: Project, history: History, rows: Iterable[Row] = ()) -> History:
    """The customer's history with what these rows of theirs say, and no more, of what Segue did."""
    if not any(event.own for event in project.events.values()):
        return history
    shop = [
        each for each in history.events
        if not project.events[each.kind].own or _is_given(project.events[each.kind], each)
    ]  # fmt: skip
    alone = replace(history, events=tuple(shop))
    own = own_events(project, alone, (row for row in rows if row.customer == history.key))
    return replace(history, events=tuple(sorted([*shop, *own], key=_order)))


def _is_given(event: Event, each: Occurrence) -> bool:
    """Whether a test says that it was set."""
    return bool(event.keeps) and each.id.startswith(GIVEN)


def _order(event: Occurrence) -> tuple[object, ...]:
    return (event.arrival, *event.order)
