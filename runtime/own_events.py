"""What Segue itself did, as events of a customer: read from the rows of the journal that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from compiler.model.offers import CODE, GIVEN, NOT_GIVEN, USED, event_of
from compiler.model.project import Project
from runtime.history import Fields, History, Occurrence
from runtime.interpreter.uses import SEEN_AFTER, uses
from runtime.journal import Kind, Row, message_name

_KINDS = {"entered": Kind.ENTERED, "left": Kind.LEFT, "sent": Kind.PLANNED}


def own_events(project: Project, history: History, rows: Iterable[Row]) -> Iterator[Occurrence]:
    """The events that the project names among those which these rows of a customer are, and those
    which are uses of what they gave."""
    names = {_KINDS[event.own]: event.name for event in project.events.values()
             if event.own in _KINDS}  # fmt: skip
    for row in rows:
        if row.kind in names:
            sent = row.kind is Kind.PLANNED
            yield Occurrence(
                names[row.kind], _name(row), row.at,
                row.at + SEEN_AFTER, _fields(row), row.enrolment if sent else None,
            )  # fmt: skip
        elif row.kind is Kind.GIVEN and row.reason not in NOT_GIVEN:
            yield from _of_gift(project, history, row)


def _of_gift(project: Project, history: History, row: Row) -> Iterator[Occurrence]:
    name, offer = event_of(GIVEN, row.message), project.offers[row.message]
    fields = {"campaign": row.campaign, "step": row.step, CODE: row.reason}
    id = message_name(row.enrolment, row.step)
    gift = Occurrence(name, id, row.at, row.at + SEEN_AFTER, fields)
    if name in project.events:
        yield gift
    if event_of(USED, offer.name) in project.events:
        yield from uses(project, history, gift, offer)


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
    shop = [each for each in history.events if not project.events[each.kind].own]
    alone = replace(history, events=tuple(shop))
    own = own_events(project, alone, (row for row in rows if row.customer == history.key))
    return replace(history, events=tuple(sorted([*shop, *own], key=_order)))


def _order(event: Occurrence) -> tuple[object, ...]:
    return (event.arrival, *event.order)
