"""What Segue itself did, as events of a customer: read from the rows of the journal that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from compiler.model.project import Project
from runtime.history import Fields, History, Occurrence
from runtime.journal import Kind, Row, message_name

SEEN_AFTER = timedelta(microseconds=1)
"""What happens at an instant is seen by all that comes later, and by nothing at it."""

_KINDS = {"entered": Kind.ENTERED, "left": Kind.LEFT, "sent": Kind.PLANNED}


def own_events(project: Project, rows: Iterable[Row]) -> Iterator[Occurrence]:
    """The events that the project names among those which these rows are."""
    names = {_KINDS[event.own]: event.name for event in project.events.values() if event.own}
    for row in rows:
        if row.kind in names:
            sent = row.kind is Kind.PLANNED
            yield Occurrence(
                names[row.kind], _name(row), row.at,
                row.at + SEEN_AFTER, _fields(row), row.enrolment if sent else None,
            )  # fmt: skip


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
    own = own_events(project, (row for row in rows if row.customer == history.key))
    return replace(history, events=tuple(sorted([*shop, *own], key=_order)))


def _order(event: Occurrence) -> tuple[object, ...]:
    return (event.arrival, *event.order)
