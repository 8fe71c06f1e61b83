"""Forgetting a customer: another name in the place of their key, and nothing of them more (S38).

What was decided stays, so that counts and reports of the past stay what they were: whose it was
nobody can say. It lies at the instant up to which the project has run.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from runtime.acting.act import acting
from runtime.acting.stopping import OF_CUSTOMER, end_all, withdraw
from runtime.archive.folder import clean
from runtime.archive.renaming import rename_archived
from runtime.forgetting.renaming import rename, renamed
from runtime.forgetting.suppression import KEY, MESSAGE, Suppression
from runtime.store import catalog
from runtime.store.columns import quoted
from runtime.store.connection import Connection

STANDING = ("customers", "best_hours")
"""Tables of what is so of customers. What they did stays, and counts."""

KINDS_OF_STANDING = ("record_", "queue_", "goals_")
"""By the beginning of a table's name."""


@dataclass(frozen=True, slots=True)
class Forgot:
    """How many enrolments that ended, and how many messages will not go out any more. `seen`: Segue
    had recorded something of the customer; `before`: they had been forgotten already."""

    at: datetime
    seen: bool = False
    before: bool = False
    enrolments: int = 0
    messages: int = 0


def pseudonym() -> str:
    """By chance, so that it says nothing of whom it stands for."""
    return f"forgotten-{secrets.token_hex(8)}"


def forget(
    connection: Connection, key: str, secret: str | None, named: Callable[[], str] = pseudonym
) -> Forgot:
    """Forgets the customer with this key, whom Segue may have seen or not; all of it, or nothing.

    Raises NotBegun, and Unrecognised where there is no secret by which they could be known."""
    key, suppression = normalize("NFC", key), Suppression(connection, secret)
    with acting(connection) as at:
        if suppression.known(KEY, [key]):
            done = Forgot(at, before=True)
        else:
            suppression.add(KEY, [key])
            done = _forget(connection, key, at, suppression, named())
    clean(connection)
    return done


def _forget(
    connection: Connection, key: str, at: datetime, suppression: Suppression, name: str
) -> Forgot:
    row = connection.execute('SELECT "cid" FROM "people" WHERE "key" = $1', [key]).fetchone()
    if row is None:
        return Forgot(at)
    cid, of = int(row[0]), renamed(key, name, suppression.hashed)
    enrolments = end_all(connection, cid, at, OF_CUSTOMER)
    messages = withdraw(connection, cid, at, OF_CUSTOMER)
    _suppress_messages(connection, cid, suppression)
    _erase(connection, cid, key)
    rename(connection, cid, of)
    rename_archived(connection, cid, of)
    connection.execute('INSERT INTO "forgotten" VALUES ($1)', [cid])
    return Forgot(at, True, False, enrolments, messages)


def _suppress_messages(connection: Connection, cid: int, suppression: Suppression) -> None:
    """Receipts name messages, and go on coming in."""
    rows = connection.execute('SELECT "name" FROM "message_rows" WHERE "cid" = $1', [cid])
    suppression.add(MESSAGE, [name for (name,) in rows.fetchall()])


_LOOK_AGAIN = 'UPDATE "recorded" SET "fingerprint" = NULL WHERE "name" = $1'
"""What is kept of an event does not only grow, then."""


def _erase(connection: Connection, cid: int, key: str) -> None:
    for table in catalog.tables(connection):
        name = quoted(table)
        if table.startswith("kept_"):
            connection.execute(f'DELETE FROM {name} WHERE nfc_normalize("customer") = $1', [key])
            connection.execute(_LOOK_AGAIN, [table.removeprefix("kept_")])
        elif table.startswith("gone_"):
            connection.execute(
                f'DELETE FROM {name} WHERE "eid" IN'
                ' (SELECT "eid" FROM "enrolments" WHERE "cid" = $1)',
                [cid],
            )
        elif table in STANDING or table.startswith(KINDS_OF_STANDING):
            connection.execute(f'DELETE FROM {name} WHERE "cid" = $1', [cid])
