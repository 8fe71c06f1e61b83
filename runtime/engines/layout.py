"""The tables that follow from machines: their places' queues, and who is watched for goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter

from compiler.machine.context import context, goal_columns
from compiler.machine.places import Machine, Sort
from compiler.machine.setting import goals, gone, queue
from compiler.machine.wording import Decision, Numbers, all_decisions
from compiler.model.project import Project
from runtime.store.connection import Connection


class PlaceNumbers:
    """The store's numbers of places. A place keeps its number for ever; a new one gets the
    next."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        rows = connection.execute(
            'SELECT "campaign", "version", "step", "sort", "place" FROM "places"'
        ).fetchall()
        self._known: dict[tuple[str, str, str, str], int] = {
            (campaign, version, step, sort): place for campaign, version, step, sort, place in rows
        }

    def __call__(self, campaign: str, version: str, step: str, sort: Sort) -> int:
        key = (campaign, version, step, str(sort))
        if key not in self._known:
            self._known[key] = len(self._known) + 1
            self.connection.execute(
                'INSERT INTO "places" ("place", "campaign", "version", "step", "sort") '
                "VALUES (?, ?, ?, ?, ?)",
                [self._known[key], *key],
            )
        return self._known[key]

    def has(self, campaign: str, version: str, step: str, sort: Sort) -> bool:
        """Whether the place has a number already, so that somebody may stand there."""
        return (campaign, version, step, str(sort)) in self._known


def decision_numbers(connection: Connection, project: Project, machine: Machine) -> Numbers:
    """The store's numbers of all that a machine can decide; new ones are written down."""
    return numbered(connection, machine, all_decisions(project, machine))


def numbered(
    connection: Connection, machine: Machine, decisions: Iterable[Decision]
) -> Numbers:
    """The store's numbers of these decisions of a machine; new ones are written down."""
    name, version = machine.campaign.name, machine.version
    columns = ", ".join(f'"{each}"' for each in DECISION_COLUMNS)
    rows = connection.execute(
        f'SELECT {columns}, "decision" FROM "decisions" WHERE "campaign" = ? AND "version" = ?',
        [name, version],
    ).fetchall()
    known = {Decision(*values): number for *values, number in rows}
    row = connection.execute('SELECT coalesce(max("decision"), 0) FROM "decisions"').fetchone()
    last = row[0] if row else 0
    wanted = dict.fromkeys(decisions)
    new = [each for each in wanted if each not in known]
    written = {each: last + 1 + offset for offset, each in enumerate(new)}
    if written:
        _write(connection, (name, version), written)
    known |= written
    return {each: known[each] for each in wanted}


def _write(
    connection: Connection, of: tuple[str, str], numbers: Mapping[Decision, int]
) -> None:
    """One list a column: a chain of channels has dozens of reasons, and a text of a thousand
    values takes long to read."""
    texts = [attrgetter(name) for name in DECISION_FIELDS]
    columns = [list(map(text, numbers)) for text in texts]
    listed = ", ".join(f'"{name}"' for name in DECISION_COLUMNS)
    lists = ", ".join(f"unnest(${at})" for at in range(4, 4 + len(columns)))
    connection.execute(
        f'INSERT INTO "decisions" ("campaign", "version", "decision", {listed}) '
        f"SELECT $1, $2, unnest($3::INTEGER[]), {lists}",
        [*of, list(numbers.values()), *columns],
    )


DECISION_COLUMNS = (
    "kind", "rule", "step_order", "step", "message", "channel", "arm", "reason",
)  # fmt: skip
DECISION_FIELDS = tuple(field.name for field in fields(Decision))
"""In the same order."""


def make_tables(connection: Connection, project: Project, machine: Machine) -> None:
    """The append-only tables of a machine, where they are not there yet."""
    for place in machine.places:
        if place.stands:
            columns = {**context(project, machine).columns, "due_at": "TIMESTAMP"}
            _make(connection, queue(place), columns)
            _make(connection, gone(place), {"eid": "BIGINT", "due_at": "TIMESTAMP"})
    if machine.campaign.counted:
        _make(connection, goals(machine), goal_columns(project, machine))


def _make(connection: Connection, table: str, columns: Mapping[str, str]) -> None:
    listed = ", ".join(f'"{name}" {type}' for name, type in columns.items())
    connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({listed})')
