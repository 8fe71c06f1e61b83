"""Sessions with a PostgreSQL database."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from runtime.errors import Trouble

Session = psycopg.Connection[tuple[Any, ...]]

OLDEST = 13
"""The first version that makes text NFC."""

OURS: dict[str, str | int] = {
    "application_name": "segue", "connect_timeout": 10, "client_encoding": "UTF8"
}  # fmt: skip
"""What an address may say otherwise."""

SETTINGS = (
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET extra_float_digits = 1",
    "SET standard_conforming_strings = on",
)


def session(url: str) -> Session:
    """A session in which each statement is a transaction, and which reckons in UTC. Raises Trouble
    where there is none to be had."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:  # what it says may hold the password
        raise Trouble(
            "segue.toml: `url` in [engine] is no address of a PostgreSQL database; one looks like "
            "postgresql://reader@db.example/shop?sslmode=require"
        ) from None
    ours = {key: value for key, value in OURS.items() if key not in given}
    try:
        found: Session = psycopg.connect(make_conninfo(url, **ours), autocommit=True)
    except psycopg.OperationalError as error:
        raise Trouble(f"the database of [engine] cannot be reached: {first(error)}") from error
    try:
        _refuse_unfit(found)
    except Trouble:
        found.close()
        raise
    for statement in SETTINGS:
        found.execute(statement.encode())
    return found


def _refuse_unfit(found: Session) -> None:
    version = found.info.server_version // 10_000
    if version < OLDEST:
        raise Trouble(f"PostgreSQL {version} is too old to make text NFC: {OLDEST} or later is")
    encoding = found.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Trouble(f"the database keeps text as {encoding}; Segue reads one that keeps UTF8")


def first(error: Exception) -> str:
    """The first line of what an error says."""
    return str(error).strip().splitlines()[0].rstrip(" .")
