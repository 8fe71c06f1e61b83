"""The tables that follow from machines: their places' queues, and who is watched for goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple

from duckdb import DuckDBPyConnection

from compiler.machine.places import Machine, Sort
from compiler.machine.setting import Setting, gone, queue
from compiler.machine.wording import Decision, Numbers, all_decisions
from compiler.model.project import Project


class PlaceNumbers:
    """The store's numbers of places. A place keeps its number for ever; a new one gets the
    next."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self.connection = connection
        rows = connection.execute(
            'SELECT "campaign", "version", "step", "sort", "place" FROM "places"'
        ).fetchall()
        self.known: dict[tuple[str, str, str, str], int] = {
            (campaign, version, step, sort): place for campaign, version, step, sort, place in rows
        }

    def __call__(self, campaign: str, version: str, step: str, sort: Sort) -> int:
        key = (campaign, version, step, str(sort))
        if key not in self.known:
            self.known[key] = len(self.known) + 1
            self.connection.execute(
                'INSERT INTO "places" ("place", "campaign", "version", "step", "sort") '
                "VALUES (?, ?, ?, ?, ?)",
                [self.known[key], *key],
            )
        return self.known[key]


def decision_numbers(connection: DuckDBPyConnection, project: Project, machine: Machine) -> Numbers:
    """The store's numbers of all that a machine can decide; new ones are written down."""
    name, version = machine.campaign.name, machine.version
    columns = ", ".join(f'"{each}"' for each in DECISION_COLUMNS)
    rows = connection.execute(
        f'SELECT {columns}, "decision" FROM "decisions" WHERE "campaign" = ? AND "version" = ?',
        [name, version],
    ).fetchall()
    known = {Decision(*values): number for *values, number in rows}
    row = connection.execute('SELECT coalesce(max("decision"), 0) FROM "decisions"').fetchone()
    last = row[0] if row else 0
    wanted = dict.fromkeys(all_decisions(project, machine))
    new = [each for each in wanted if each not in known]
    numbered = {each: last + 1 + offset for offset, each in enumerate(new)}
    if numbered:
        marks = ", ".join("?" for _ in range(len(DECISION_COLUMNS) + 3))
        connection.execute(
            f'INSERT INTO "decisions" ("campaign", "version", "decision", {columns}) VALUES '
            + ", ".join(f"({marks})" for _ in numbered),
            [value for each, number in numbered.items()
             for value in (name, version, number, *astuple(each))],
        )  # fmt: skip
    known |= numbered
    return {each: known[each] for each in wanted}


DECISION_COLUMNS = (
    "kind", "rule", "step_order", "step", "message", "channel", "arm", "reason",
)  # fmt: skip
"""In the order of a decision's fields."""


def make_tables(connection: DuckDBPyConnection, setting: Setting) -> None:
    """The append-only tables of a machine, where they are not there yet."""
    for place in setting.machine.places:
        if place.stands:
            columns = {**setting.context.columns, "due_at": "TIMESTAMP"}
            _make(connection, queue(place), columns)
            _make(connection, gone(place), {"eid": "BIGINT", "due_at": "TIMESTAMP"})
    if setting.machine.campaign.goals:
        _make(connection, setting.goals, setting.goal_columns())


def _make(connection: DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> None:
    listed = ", ".join(f'"{name}" {type}' for name, type in columns.items())
    connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({listed})')
