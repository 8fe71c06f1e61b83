"""Ticks are as long as their rows allow, and end where the run does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb

from runtime import store
from runtime.running.pacing import DAY, LONGEST, ROWS, ticks

START = datetime(2026, 1, 1, tzinfo=UTC)


def lengths(people: int, daily: int, days: float) -> list[timedelta]:
    """Of the ticks of a run over so many days, while rows come in every day."""
    connection = store.open(None)
    connection.execute(
        'INSERT INTO "people" SELECT range, CAST(range AS VARCHAR) FROM range(?)', [people]
    )
    until = START + days * DAY
    found, before = [], START
    for end in ticks(connection, START, until):
        _recorded(connection, int(daily * ((end - START) / DAY)))
        found.append(end - before)
        before = end
    assert before == until
    return found


def _recorded(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    connection.execute('DELETE FROM "recorded"')
    connection.execute(
        'INSERT INTO "recorded" ("name", "until", "last_seq", "rows", "mark", "rest", "timeless") '
        "VALUES ('visit', TIMESTAMP '2026-01-01', 0, ?, 0, 0, 0)",
        [rows],
    )


def test_a_small_shop_runs_by_months() -> None:
    first, second, *_, last = lengths(people=200, daily=50, days=100)
    assert first == DAY
    assert second == LONGEST * DAY
    assert last < second


def test_a_large_shop_runs_by_days() -> None:
    assert lengths(people=ROWS, daily=10, days=3.5) == [DAY, DAY, DAY, DAY / 2]
    assert lengths(people=10, daily=ROWS, days=3) == [DAY, DAY, DAY]


def test_in_between_the_rows_of_a_tick_stay_below_the_bound() -> None:
    found = lengths(people=ROWS // 20, daily=ROWS // 20, days=40)
    assert set(found[1:-1]) == {10 * DAY}


def test_nothing_to_run_is_no_tick() -> None:
    assert lengths(people=1, daily=1, days=0) == []
