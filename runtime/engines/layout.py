"""The tables that follow from machines: their places' queues, and who is watched for goals."""

from __future__ import annotations

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from compiler.machine.places import Sort
from compiler.machine.setting import Setting, gone, queue


class Numbers:
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
