"""What of the rows that fit is passed over, and what can never mean anything."""

from __future__ import annotations

from datetime import UTC, datetime

from compiler.model.declarations import Event
from compiler.model.project import Project
from compiler.sql.dialects import emit
from compiler.sql.tables import Table
from runtime.forgetting.suppression import KEY, MESSAGE, Suppression
from runtime.ingesting.completing import STAGED
from runtime.ingesting.staging import count
from runtime.store.connection import Connection


def pass_over(connection: Connection, items: set[str], suppression: Suppression) -> int:
    """Take out what is of customers who were forgotten, or of messages that they got."""
    passed = 0
    for item, kind, known in _FORGOTTEN:
        if item in items and suppression.used:
            rows = connection.execute(
                f'SELECT DISTINCT nfc_normalize("{item}") FROM {STAGED}'
                f' WHERE nfc_normalize("{item}") NOT IN ({known})'
            ).fetchall()
            theirs = suppression.known(kind, (text for (text,) in rows))
            passed += count(
                connection,
                f'DELETE FROM {STAGED} WHERE nfc_normalize("{item}") IN'
                " (SELECT unnest($1::VARCHAR[]))",
                [theirs],
            )
    return passed


_FORGOTTEN = (
    ("customer", KEY, 'SELECT "key" FROM "people"'),
    ("send", MESSAGE, 'SELECT "name" FROM "message_rows"'),
)
"""A column, what its texts are, and which of these are nobody's who was forgotten."""


def judge(
    connection: Connection,
    project: Project,
    event: Event,
    columns: set[str],
    customers: Table | None,
    now: datetime | None,
) -> None:
    """Say what is wrong with rows that fit, and yet can never mean anything."""
    if now is not None:
        at = now.astimezone(UTC).replace(tzinfo=None)
        _wrong(connection, '"time" > ?', "concat('`time` is ', \"time\", ' UTC, which has not come "
               "yet')", at)  # fmt: skip
    if customers is None:
        return
    if event.about_messages and "f_channel" in columns:
        strange = 'NOT list_contains(?::VARCHAR[], "f_channel")'
        said = "'there is no channel `' || \"f_channel\" || '`'"
        _wrong(connection, strange, said, list(project.channels))
    if "customer" in columns:
        known = f'SELECT "key" FROM {emit(customers.source, "duckdb")}'
        _wrong(connection, f'"customer" NOT IN ({known})',
               "'there is no customer `' || \"customer\" || '`'")  # fmt: skip


def _wrong(
    connection: Connection, where: str, said: str, *parameters: object
) -> None:
    connection.execute(
        f'UPDATE {STAGED} SET "wrong" = {said} WHERE "wrong" IS NULL AND {where}',
        list(parameters),
    )
