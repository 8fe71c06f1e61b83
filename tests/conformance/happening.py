"""What a case says that happens, as the histories of its customers: as they are recorded where
nothing comes late that its tables do not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from unicodedata import normalize

from compiler.model.declarations import Field
from compiler.model.project import Project
from compiler.model.values import Plain, Type
from runtime.history import History, Occurrence, RecordVersion, Version
from tests.conformance.reading import Case, Line, instant

FORGET = "forget"
"""What is done to a customer, and not to a campaign."""


def histories(case: Case) -> list[History]:
    """Everybody's, by key; what came back of messages does not belong to them yet."""
    project = case.texts[-1][1]
    lines, forgotten = case.lines("customers.csv"), _forgotten(case)
    keys = {line["key"] for line in lines} | {line["customer"] for line in _lines(case)}
    return [
        History(
            key,
            (*_versions(project, [line for line in lines if line["key"] == key]),
             *(Version(at, {}, gone=True) for at in forgotten.get(key, ()))),
            in_order(_events(project, [line for line in _lines(case) if line["customer"] == key])),
            tuple(_records(case, project, key)),
            *forgotten.get(key, ()),
        )
        for key in sorted(keys)
    ]  # fmt: skip


def _forgotten(case: Case) -> dict[str, tuple[datetime]]:
    """Who is forgotten, and when."""
    return {
        line["customer"]: (instant(line["at"]),)
        for line in case.lines("acts.csv") if line["act"] == FORGET
    }


def in_order(events: Iterator[Occurrence] | Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    """Events in the order in which they are seen (S7)."""
    return tuple(sorted(events, key=lambda each: (each.arrival, *each.order)))


def _lines(case: Case) -> list[Line]:
    return case.lines("events.csv")


def _versions(project: Project, lines: Sequence[Line]) -> Iterator[Version]:
    for line in lines:
        since = instant(line["since"]) if line.get("since") else None
        gone = bool(line.get("gone"))
        yield Version(since, {} if gone else values(project.customers.fields, line), gone)


def _events(project: Project, lines: Sequence[Line]) -> Iterator[Occurrence]:
    for line in lines:
        declared, time = project.events[line["event"]], instant(line["time"])
        arrived = instant(line.get("arrived") or line["time"])
        yield Occurrence(
            declared.name, line["id"], time, max(arrived, time), values(declared.fields, line)
        )


def _records(case: Case, project: Project, key: str) -> Iterator[RecordVersion]:
    for record in project.records.values():
        lines = case.lines(f"{record.name}s.csv")
        for number, line in enumerate(lines):
            if line["customer"] != key or line.get("gone"):
                continue
            later = [each for each in lines[number + 1 :] if each["id"] == line["id"]]
            yield RecordVersion(
                record.name, line["id"],
                instant(line["since"]) if line.get("since") else None,
                instant(later[0]["since"]) if later else None,
                values(record.fields, line),
            )  # fmt: skip


def values(fields: Sequence[Field], line: Line) -> Mapping[str, Plain | None]:
    """The fields as they are recorded: what is unknown reads as the declared `else`."""
    found = {field.name: value(field, line.get(field.column, "")) for field in fields}
    return {
        field.name: field.default if found[field.name] is None else found[field.name]
        for field in fields
    }


def value(field: Field, cell: str) -> Plain | None:
    """A cell as its field's type reads it."""
    if not cell:
        return None
    match field.type:
        case Type.NUMBER | Type.MONEY:
            return Decimal(cell)
        case Type.YES_NO:
            return cell == "yes"
        case Type.TIME:
            return instant(cell)
        case Type.DATE:
            return date.fromisoformat(cell)
        case Type.CHOICE:
            return cell if cell in field.options else None
        case _:
            return normalize("NFC", cell)


def until(history: History, end: datetime) -> History:
    """What had arrived of it before an instant."""
    seen = tuple(each for each in history.events if each.arrival < end)
    return replace(history, events=seen)
