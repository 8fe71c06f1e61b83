"""How the store keeps what a project declares: the names and SQL types of columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from compiler.model.declarations import AFTER, BEFORE, Event, Record, Several
from compiler.model.offers import USED
from compiler.model.project import Project
from compiler.model.values import Plain, Type


def sql_type(kind: Type) -> str:
    """The column type of a declared type (S12: exact decimals; instants in UTC)."""
    return _TYPES.get(kind, "VARCHAR")


_TYPES = {
    Type.NUMBER: "DECIMAL(18,6)",
    Type.MONEY: "DECIMAL(18,4)",
    Type.YES_NO: "BOOLEAN",
    Type.TIME: "TIMESTAMP",
    Type.DATE: "DATE",
    Type.TEXTS: "VARCHAR[]",
}


def plain(value: Any) -> Plain | None:
    """A value that a column holds as the model has it: instants in UTC, lists as tuples."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return tuple(value) if isinstance(value, list) else value


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def customer_columns(project: Project) -> dict[str, str]:
    """A row per version of a customer, valid from `since` until `until` (excluded)."""
    own = {"cid": "BIGINT", "since": "TIMESTAMP", "until": "TIMESTAMP"}
    return own | {f"f_{field.name}": sql_type(field.type) for field in project.customers.fields}


def event_columns(event: Event) -> dict[str, str]:
    """A recorded event; `enrolment` names, for events about messages, whose message it is."""
    own = {
        "seq": "BIGINT", "cid": "BIGINT", "time": "TIMESTAMP", "arrival": "TIMESTAMP",
        "id": "VARCHAR",
    }  # fmt: skip
    return own | _enrolment(event) | _fields(event)


def movement_columns() -> dict[str, str]:
    """A customer's change of place; where both places are one, it began to be watched there."""
    own = {
        "seq": "BIGINT", "cid": "BIGINT", "time": "TIMESTAMP", "arrival": "TIMESTAMP",
        "id": "VARCHAR",
    }  # fmt: skip
    return own | {f"f_{name}": "VARCHAR" for name in (BEFORE, AFTER)}


def record_columns(record: Record) -> dict[str, str]:
    """A row per version of a record, valid from `since` until `until` (excluded)."""
    own = {
        "cid": "BIGINT", "id": "VARCHAR", "since": "TIMESTAMP", "until": "TIMESTAMP",
    }  # fmt: skip
    return own | _fields(record)


def kept_columns(event: Event) -> dict[str, str]:
    """An event that Segue keeps itself, as it was ingested."""
    own = {"customer": "VARCHAR", "time": "TIMESTAMP", "id": "VARCHAR"}
    return own | _enrolment(event) | _fields(event)


def own_columns(event: Event) -> dict[str, str]:
    """What Segue itself does, of the customer `key`, before it is recorded. A use is the shop's
    event, with an arrival of its own, and is `made` when both it and the gift are there."""
    own = {"key": "VARCHAR", "time": "TIMESTAMP", "id": "VARCHAR"}
    if event.own == USED:
        own |= {"arrival": "TIMESTAMP", "made": "TIMESTAMP"}
    return own | _enrolment(event) | _fields(event)


def is_kept(event: Event) -> bool:
    """Whether `segue ingest` brings the rows of this event, and no table of the shop."""
    return (event.table is None or event.about_messages) and not event.own


def is_of_shop(event: Event) -> bool:
    """Whether a table of the shop has the rows of this event."""
    return not is_kept(event) and not event.own


def _enrolment(event: Event) -> dict[str, str]:
    return {"enrolment": "VARCHAR"} if event.about_messages else {}


def _fields(event: Several) -> dict[str, str]:
    return {f"f_{field.name}": sql_type(field.type) for field in event.fields}
