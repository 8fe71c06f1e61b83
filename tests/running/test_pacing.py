"""Ticks are as long as their rows allow, and end where the run does."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import duckdb

from compiler.model.entries import Every
from compiler.model.project import Project
from runtime import store
from runtime.running.pacing import DAY, LONGEST, ROWS, ticks
from tests.interpreter.shop import campaign, project

DAILY = Every(time(9), None, None)
BY_CALENDAR = project(campaign(entry=DAILY))
BY_EVENTS = project(campaign())
START = datetime(2026, 1, 1, tzinfo=UTC)


def lengths(
    people: int, daily: int, days: float, project: Project = BY_CALENDAR
) -> list[timedelta]:
    """Of the ticks of a run over so many days, while rows come in every day."""
    connection = store.open(None)
    connection.execute(
        'INSERT INTO "people" SELECT range, CAST(range AS VARCHAR) FROM range(?)', [people]
    )
    until = START + days * DAY
    found, before = [], START
    for end in ticks(connection, project, START, until):
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


def test_customers_count_where_the_calendar_lets_them_in() -> None:
    _, by_calendar, *_ = lengths(people=ROWS, daily=ROWS // 20, days=40)
    _, by_events, *_ = lengths(people=ROWS, daily=ROWS // 20, days=40, project=BY_EVENTS)
    assert (by_calendar, by_events) == (DAY, 20 * DAY)


def test_in_between_the_rows_of_a_tick_stay_below_the_bound() -> None:
    found = lengths(people=ROWS // 20, daily=ROWS // 20, days=40)
    assert set(found[1:-1]) == {10 * DAY}


def test_nothing_to_run_is_no_tick() -> None:
    assert lengths(people=1, daily=1, days=0) == []
