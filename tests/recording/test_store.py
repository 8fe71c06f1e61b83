"""A store opens, upgrades once, refuses what it does not know, and grows with the project."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from compiler.model.declarations import Customers, Event, Field
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.program import compile_program, from_json
from compiler.zones import to_civil, to_instant
from runtime import store
from runtime.applying.applied import applications, project_of
from runtime.errors import Held, Trouble
from runtime.store.migrate import Migration, migrate, migrations

PROJECT = Project(
    Customers("shop.customers", "id", (Field("city", Type.TEXT, "city"),)),
    events={
        "purchase": Event("purchase", "o", "c", "t", "id", None, (Field("x", Type.TEXT, "x"),)),
        "clicked": Event("clicked", None, "c", "t", "id", None, (), about_messages=True),
    },
)


def columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(f'DESCRIBE "{table}"').fetchall()}


def test_migrations_are_applied_once(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "store.duckdb"
    with store.open(path) as connection:
        connection.execute("INSERT INTO people VALUES (1, 'a')")
    with store.open(path) as connection:
        assert connection.execute("SELECT * FROM people").fetchall() == [(1, "a")]
        applied = connection.execute("SELECT name FROM migrations").fetchall()
    assert applied == [(step.name,) for step in migrations()]


def test_nothing_is_drawn_into_what_a_command_prints(tmp_path: Path) -> None:
    """DuckDB draws a bar for what takes longer than two seconds, also into a file."""
    for path in (None, tmp_path / "store.duckdb"):
        with store.open(path) as connection:
            said = connection.execute("SELECT current_setting('enable_progress_bar')").fetchone()
        assert said == (False,)


def test_messages_of_an_earlier_store_keep_their_words() -> None:
    connection = duckdb.connect()
    migrate(connection, migrations()[:1])
    words = ("rescue", "v1", "2.benefit.1", "hello", "sms")
    connection.execute(
        """
        INSERT INTO decisions VALUES
          (1, 'rescue', 'v1', 'dropped', 'S26', 2, '2.benefit.1', 'hello', 'sms', '', 'cap'),
          (2, 'rescue', 'v1', 'planned', 'S26', 2, '2.benefit.1', 'hello', 'sms', '', ''),
          (3, 'rescue', 'v2', 'planned', 'S26', 2, '2.benefit.1', 'hello', 'sms', '', '');
        INSERT INTO messages VALUES ('rescue/a/x/2.benefit.1', 7, 1, 'rescue', 'v1', '2.benefit.1',
          'hello', 'sms', 'sms,push', TIMESTAMP '2026-01-01', 5, 3, false, NULL, NULL, NULL)
        """
    )
    migrate(connection)
    told = "SELECT campaign, version, step, message, channel FROM messages"
    assert connection.execute(told).fetchall() == [words]
    assert connection.execute("SELECT name, decision FROM message_rows").fetchall() == [
        ("rescue/a/x/2.benefit.1", 2)
    ]


def test_a_migration_that_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with store.open(path) as connection:
        connection.execute("UPDATE migrations SET checksum = 'other' WHERE name = '0001_store'")
    with pytest.raises(Trouble, match="another `0001_store`"):
        store.open(path)


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with store.open(path) as connection:
        connection.execute("INSERT INTO migrations VALUES ('9999_future', 'x')")
    with pytest.raises(Trouble, match="newer Segue"):
        store.open(path)


def test_a_migration_that_fails_leaves_nothing_behind() -> None:
    connection = store.open(None)
    broken = Migration("9000_broken", "CREATE TABLE half (x INTEGER); SELECT * FROM nowhere;")
    with pytest.raises(duckdb.Error):
        migrate(connection, (*migrations(), broken))
    names = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
    assert "half" not in names
    migrate(connection)


def test_a_store_that_another_process_has_open(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    store.open(path).close()
    other = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb; c = duckdb.connect({str(path)!r}); "
         "print('open', flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    other.stdout.readline()
    try:
        with pytest.raises(Held, match=rf"another process \(number {other.pid}\)"):
            store.open(path)
    finally:
        other.communicate("\n")


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    path.write_text("hello " * 5000)
    with pytest.raises(store.StoreError, match="is not a store of Segue"):
        store.open(path)


def test_threads_are_set() -> None:
    connection = store.open(None, threads=1)
    assert connection.execute("SELECT current_setting('threads')").fetchone() == (1,)


def test_tables_follow_the_declarations() -> None:
    connection = store.open(None)
    store.extend(connection, PROJECT)
    store.extend(connection, PROJECT)
    assert columns(connection, "customers") == {
        "cid": "BIGINT", "since": "TIMESTAMP", "until": "TIMESTAMP", "f_city": "VARCHAR"
    }  # fmt: skip
    assert list(columns(connection, "event_purchase")) == [
        "seq", "cid", "time", "arrival", "id", "f_x"
    ]  # fmt: skip
    assert list(columns(connection, "kept_clicked")) == ["customer", "time", "id", "enrolment"]


def test_tables_grow_and_change_type() -> None:
    connection = store.open(None)
    store.extend(connection, PROJECT)
    connection.execute(
        "INSERT INTO event_purchase VALUES (1, 1, now(), now(), 'a', '12.5'), "
        "(2, 1, now(), now(), 'b', 'much')"
    )
    fields = (Field("x", Type.NUMBER, "x"), Field("y", Type.DATE, "y"))
    purchase = replace(PROJECT.events["purchase"], fields=fields)
    store.extend(connection, replace(PROJECT, events={"purchase": purchase}))
    assert columns(connection, "event_purchase")["f_y"] == "DATE"
    rows = connection.execute("SELECT f_x::VARCHAR, f_y FROM event_purchase ORDER BY seq")
    assert rows.fetchall() == [("12.500000", None), (None, None)]


@pytest.mark.parametrize("name", ["America/New_York", "Australia/Lord_Howe", "Asia/Seoul"])
def test_the_table_of_zones_converts_as_the_rules_say(name: str) -> None:
    connection = store.open(None)
    store.fill_zones(connection, [name, "Nowhere/City"])
    store.fill_zones(connection, [name])
    start = datetime(2026, 3, 1)
    for hours in range(0, 24 * 365, 7):
        civil = start + timedelta(hours=hours, minutes=hours % 60)
        row = connection.execute(
            "SELECT greatest(? - to_seconds(seconds), utc_from), count(*) OVER () FROM zones "
            "WHERE zone = ? AND civil_from <= ? AND ? < civil_until",
            [civil, name, civil, civil],
        ).fetchone()
        assert row == (to_instant(civil, name).replace(tzinfo=None), 1)
        if hours % 10 == 0:
            instant = civil.replace(tzinfo=UTC)
            found = connection.execute(
                "SELECT ? + to_seconds(seconds) FROM zones "
                "WHERE zone = ? AND utc_from <= ? AND ? < utc_until",
                [civil, name, civil, civil],
            ).fetchall()
            assert found == [(to_civil(instant, name),)]


def test_what_an_earlier_store_ran_counts_as_applied() -> None:
    connection = duckdb.connect()
    migrate(connection, [step for step in migrations() if step.name < "0010"])
    parts = (PROJECT, replace(PROJECT, events={}))
    first, last = (compile_program(each).to_json() for each in parts)
    connection.execute("INSERT INTO progress VALUES ('2026-01-01', '2026-02-01', 0, 0)")
    connection.executemany(
        "INSERT INTO versions VALUES ('cart', ?, ?, ?)",
        [("v1", first, "2026-01-05"), ("v2", last, "2026-01-07"), ("v3", last, "2026-01-07")],
    )
    migrate(connection)
    (found,) = applications(connection)
    assert found.program == from_json(last).name
    assert found.at == datetime(2026, 2, 1, tzinfo=UTC)
    assert project_of(connection) == from_json(last).model_of_project()
    assert connection.execute("SELECT count(*) FROM programs").fetchall() == [(2,)]
    told = connection.execute("SELECT program FROM versions WHERE version = 'v1'").fetchall()
    assert told == [(from_json(first).name,)]


@pytest.mark.parametrize("number", range(1, len(migrations())))
def test_a_store_of_every_earlier_segue_becomes_one_of_this(number: int) -> None:
    """The first so many migrations made it; what it holds is kept."""
    connection = duckdb.connect()
    migrate(connection, migrations()[:number])
    connection.execute("INSERT INTO people VALUES (1, 'a')")
    connection.execute("INSERT INTO progress VALUES ('2026-01-01', '2026-02-01', 4, 5)")
    migrate(connection)
    assert _layout(connection) == _layout(store.open(None))
    assert connection.execute("SELECT * FROM people").fetchall() == [(1, "a")]
    assert connection.execute("SELECT last_seq, last_eid FROM progress").fetchall() == [(4, 5)]


def _layout(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return connection.execute(
        "SELECT table_name, column_name, data_type, column_index::VARCHAR FROM duckdb_columns()"
        " WHERE NOT internal ORDER BY ALL"
    ).fetchall()
