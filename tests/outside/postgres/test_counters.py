"""Whether a source may have changed: told by the server's counters, where they can tell."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import psycopg
import pytest

from runtime.settings import TableSettings
from runtime.sources.counters import Counters
from runtime.sources.reading import Reading

TABLES = """
CREATE SCHEMA counted;
CREATE TABLE counted.plain (n bigint);
CREATE VIEW counted.behind AS SELECT * FROM counted.plain;
CREATE TABLE counted.parts (n bigint) PARTITION BY RANGE (n);
CREATE TABLE counted.part PARTITION OF counted.parts FOR VALUES FROM (0) TO (9);
"""


@pytest.fixture(scope="module")
def address(server: str) -> str:
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(TABLES)
    return server


def _counters(
    session: psycopg.Connection[Any], root: Path, table: TableSettings, *roles: str
) -> Counters:
    of = {"raw": SimpleNamespace(name="shop.rows"), "roles": dict.fromkeys(roles)}
    reading = cast(Reading, SimpleNamespace(**of))
    return Counters(session, {"rows": reading}, {"rows": '"read"'}, {"shop.rows": table}, root)


def _print(address: str, root: Path, table: TableSettings, query: str) -> tuple[Any, Any, Any]:
    """Before anything is written, when nothing was, and after something was."""
    with psycopg.connect(address, autocommit=True) as session:
        session.execute(f'CREATE TEMP VIEW "read" AS {query}'.encode())
        counters = _counters(session, root, table)
        found: list[Any] = []
        for write in (False, False, True):
            if write:
                with psycopg.connect(address, autocommit=True) as other:
                    other.execute("INSERT INTO counted.plain VALUES (1)")
            counters.refresh()
            tried = 0
            while write and counters("rows") == found[-1] is not None and tried < 100:
                tried += 1
                time.sleep(0.05)  # counters lag behind
                counters.refresh()
            found.append(counters("rows"))
    return found[0], found[1], found[2]


def test_a_table_is_told_to_have_changed_when_something_is_written(
    address: str, tmp_path: Path
) -> None:
    first, again, after = _print(
        address, tmp_path, TableSettings(table="counted.plain"), "SELECT * FROM counted.plain"
    )
    assert first is not None
    assert first == again != after


@pytest.mark.parametrize("table", ["counted.behind", "counted.parts"])
def test_what_lies_behind_is_not_told(address: str, tmp_path: Path, table: str) -> None:
    found = _print(address, tmp_path, TableSettings(table=table), f"SELECT * FROM {table}")
    assert found == (None, None, None)


@pytest.mark.parametrize(
    ("select", "steady"),
    [
        ("SELECT n, coalesce(n, 0) AS m FROM counted.plain WHERE n > 1 AND n < 5", True),
        ("SELECT n::text AS n FROM counted.plain", True),
        ("SELECT n, now() AS at FROM counted.plain", False),
        ("SELECT n, CURRENT_TIMESTAMP AS at FROM counted.plain", False),
        ("SELECT n, 'now'::timestamp AS at FROM counted.plain", False),
        ("SELECT n, random() AS m FROM counted.plain", False),
        ("SELECT n, counted.mine(n) AS m FROM counted.plain", False),
        ("SELECT n FROM counted.plain TABLESAMPLE SYSTEM (10)", False),
    ],
)
def test_a_query_that_gives_something_else_each_time_is_not_told(
    address: str, tmp_path: Path, select: str, steady: bool
) -> None:
    (tmp_path / "rows.sql").write_text(select, encoding="utf-8")
    table = TableSettings(sql="rows.sql")
    first, _, _ = _print(address, tmp_path, table, "SELECT * FROM counted.plain")
    assert (first is not None) is steady


def test_of_events_that_have_just_changed_nothing_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that writes all the time tells of it once in a second."""
    with (
        psycopg.connect(address, autocommit=True) as session,
        psycopg.connect(address, autocommit=True) as other,
    ):
        session.execute('CREATE TEMP VIEW "read" AS SELECT * FROM counted.plain')
        counters = _counters(session, tmp_path, TableSettings(table="counted.plain"), "time")
        counters.refresh()
        assert counters("rows") is not None
        with psycopg.connect(address, autocommit=True) as first:
            first.execute("INSERT INTO counted.plain VALUES (1)")
        for _ in range(100):
            counters.refresh()
            if counters("rows") is None:
                break
            time.sleep(0.05)
        assert counters("rows") is None
        other.execute("INSERT INTO counted.plain VALUES (2)")  # of which nothing is told yet
        counters.refresh()
        assert counters("rows") is None
        monkeypatch.setattr("runtime.sources.counters.LAG", 0.0)
        assert counters("rows") is not None
