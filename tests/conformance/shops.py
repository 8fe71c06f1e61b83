"""The tables of a case's shop, as they stand at an instant, in the store that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from duckdb import DuckDBPyConnection

from compiler.model.declarations import Event, Field, Record, Several
from compiler.model.project import Project
from compiler.model.values import Type
from runtime.settings import Settings
from tests.conformance.reading import Case, Line, instant

EVER = "1970-01-01"
"""Since when somebody is as the case says, where it does not say since when."""

NUMBERS = {Type.NUMBER: "DECIMAL(38, 10)", Type.MONEY: "DECIMAL(38, 10)"}


class Shop:
    """The shop of a case. All its tables hold texts, but for numbers; an empty cell is unknown."""

    def __init__(self, connection: DuckDBPyConnection, case: Case) -> None:
        self.connection = connection
        self.case = case
        self.seen = case.start.replace(year=1)
        self.tables: dict[str, dict[str, str]] = {}

    def settings(self, project: Project) -> Settings:
        """Makes what tables the project reads, and says where they are."""
        for table, columns in _tables(project).items():
            listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            self.connection.execute(f'CREATE TABLE IF NOT EXISTS "{_own(table)}" ({listed})')
            self.tables[table] = columns
        tables = {
            table: {"table": _own(table), **self.case.tables.get(table, {})}
            for table in self.tables
        }
        return Settings.model_validate({"project": {"name": "conformance"}, "tables": tables})

    def fill(self, project: Project, end: datetime) -> None:
        """Makes the tables what they were just before `end`."""
        for event in project.events.values():
            if event.table is not None:
                self._put(event.table, self._new(event, end))
        self._stand(project.customers.table, self._customers(project, end))
        for record in project.records.values():
            self._stand(record.table, self._records(record, end))
        self.seen = end

    def _new(self, event: Event, end: datetime) -> Iterator[Line]:
        """Events that have come to stand in the table; where nothing is said of it, they do as
        soon as they arrive."""
        for line in self.case.lines("events.csv"):
            arrived = line.get("arrived") or line["time"]
            seen = instant(line.get("seen") or max(arrived, line["time"]))
            if line["event"] == event.name and self.seen <= seen < end:
                yield {**line, "arrived": arrived}

    def _customers(self, project: Project, end: datetime) -> list[Line]:
        lines: list[Line] = [
            {**line, "since": line.get("since") or EVER}
            for line in self.case.lines("customers.csv")
        ]
        seen = [line for line in lines if instant(line["since"]) < end]
        return seen if project.customers.version else _standing(seen, "key")

    def _records(self, record: Record, end: datetime) -> list[Line]:
        seen = [
            line for line in self.case.lines(f"{record.name}s.csv")
            if instant(line.get("since") or EVER) < end
        ]  # fmt: skip
        return _standing(seen, "id")

    def _stand(self, table: str, lines: Sequence[Line]) -> None:
        self.connection.execute(f'DELETE FROM "{_own(table)}"')
        self._put(table, lines)

    def _put(self, table: str, lines: Iterable[Line]) -> None:
        columns = self.tables[table]
        marks = ", ".join("?" for _ in columns)
        rows = [[line.get(name) or None for name in columns] for line in lines]
        if rows:
            self.connection.executemany(f'INSERT INTO "{_own(table)}" VALUES ({marks})', rows)


def _standing(lines: Sequence[Line], key: str) -> list[Line]:
    """The last line of each; none of who is gone by it."""
    last = {line[key]: line for line in lines}
    return [line for line in last.values() if not line.get("gone")]


def _tables(project: Project) -> Mapping[str, dict[str, str]]:
    """The shop's tables, with the columns that the project reads and their types."""
    own = project.customers
    found = {own.table: {own.key: "VARCHAR"} | _columns(own.fields)}
    if own.version:
        found[own.table][own.version] = "VARCHAR"
    several: list[Several] = [*project.events.values(), *project.records.values()]
    for each in several:
        if each.table is not None:
            named = [each.customer, each.id]
            if isinstance(each, Event):
                named += [each.time, each.arrived]
            table = found.setdefault(each.table, {})
            table |= {name: "VARCHAR" for name in named if name} | _columns(each.fields)
    return found


def _columns(fields: Sequence[Field]) -> dict[str, str]:
    return {
        field.column: NUMBERS.get(field.type, "VARCHAR")
        for field in fields if field.column and field.list_file is None
    }  # fmt: skip


def _own(table: str) -> str:
    return table.replace(".", "_")
