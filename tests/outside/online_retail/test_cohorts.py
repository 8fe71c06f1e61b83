"""Who came back in which month, as `segue cohorts` counts it, against hand-written SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import pytest
from sqlglot import exp

from compiler.model.project import Project
from compiler.sql import build
from runtime import store
from runtime.asking.cohorts import cohorts
from runtime.asking.data import Data
from runtime.settings import load as load_settings
from runtime.sources import attach
from runtime.sources.duckdb import DuckReader
from tests.outside.online_retail import by_hand

AT = datetime(2011, 12, 10, tzinfo=UTC)


@pytest.fixture
def data(hand: duckdb.DuckDBPyConnection, retail: Project) -> Data:
    settings, connection = load_settings(by_hand.HERE), store.open(None)
    sources = attach(connection, retail, settings, by_hand.HERE)
    return Data(retail, settings, DuckReader(connection, by_hand.HERE), lambda: sources)


def test_every_cell_is_that_of_hand_written_sql(
    data: Data, hand: duckdb.DuckDBPyConnection
) -> None:
    found = cohorts(data, "purchase", "month", AT)
    cells = {
        (row.start, later): customers
        for row in found.rows
        for later, customers in [(0, row.customers), *((c.later, c.customers) for c in row.cells)]
    }
    expected = {(start, later): n for start, later, n in hand.execute(by_hand.COHORTS).fetchall()}
    assert cells == expected
    assert sum(row.customers for row in found.rows) == 4_338
    assert [row.customers for row in found.rows][:2] == [885, 417]
    assert [len(row.cells) for row in found.rows] == list(range(12, -1, -1))


def test_the_last_month_is_marked_as_not_over(data: Data) -> None:
    found = cohorts(data, "purchase", "month", AT)
    assert [cell.complete for cell in found.rows[0].cells] == [*[True] * 11, False]
    assert not found.rows[-1].complete
    over = cohorts(data, "purchase", "month", datetime(2011, 12, 1, tzinfo=UTC))
    assert over.rows[-1].start == date(2011, 11, 1)
    assert all(cell.complete for row in over.rows for cell in row.cells)


def test_weeks_begin_on_monday(data: Data) -> None:
    found = cohorts(data, "purchase", "week", AT)
    assert found.rows[0].start == date(2010, 11, 29)
    assert {row.start.isoweekday() for row in found.rows} == {1}
    assert sum(row.customers for row in found.rows) == 4_338


def test_customers_on_several_rows_count_once(data: Data) -> None:
    twice = exp.union(*[build.select_all("source_customers")] * 2, distinct=False).subquery()
    source = exp.alias_(twice, "twice", table=True, quoted=True)
    doubled = replace(data.tables, customers=replace(data.tables.customers, source=source))
    several = replace(data, make_tables=lambda: doubled)
    assert cohorts(several, "purchase", "month", AT) == cohorts(data, "purchase", "month", AT)
