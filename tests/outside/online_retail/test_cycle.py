"""How long it takes until customers order again: `median gap of purchase` over the real orders.

The published figures count gaps between days with an order, ours gaps between orders, to the
microsecond: who orders twice on one day has a short gap more, so our median is lower.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from statistics import median

import duckdb
import pytest

from compiler.model.project import Project
from compiler.model.values import Aggregate, Occurrences, Type
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from runtime import store
from runtime.settings import load as load_settings
from runtime.sources import attach
from tests.outside.online_retail import by_hand

AT = datetime(2011, 12, 10, tzinfo=UTC)
PURCHASES = Occurrences("purchase")


@pytest.fixture(scope="module")
def cycles(hand: duckdb.DuckDBPyConnection, retail: Project) -> dict[str, tuple[int, Decimal]]:
    """Of who has one: how many orders, and the cycle."""
    connection = store.open(None)
    tables = attach(connection, retail, load_settings(by_hand.HERE), by_hand.HERE)
    wanted = {
        "orders": Aggregate("count", PURCHASES, None, Type.NUMBER),
        "cycle": Aggregate("median gap", PURCHASES, None, Type.NUMBER),
    }
    query = probe(retail, wanted, Everybody(AT), tables, Inline(AT))
    rows = connection.execute(emit(query, "duckdb")).fetchall()
    return {str(key): (orders, cycle) for key, orders, cycle in rows if cycle is not None}


def test_the_published_figures_are_of_days(hand: duckdb.DuckDBPyConnection) -> None:
    gaps, customers = by_hand.DAY_GAPS, by_hand.DAY_CYCLES
    (count, middle, mean, most, nearly_all) = hand.execute(gaps).fetchall()[0]
    assert (count, middle, round(mean, 1), most, nearly_all) == (12_425, 28, 45.7, 70, 110)
    assert hand.execute(customers).fetchall() == [(1_916, 45)]


def test_each_cycle_is_that_of_hand_written_sql(
    cycles: dict[str, tuple[int, Decimal]], hand: duckdb.DuckDBPyConnection
) -> None:
    expected = {str(key): days for key, days in hand.execute(by_hand.CYCLES).fetchall()}
    assert set(cycles) == set(expected)
    for key, (_, cycle) in cycles.items():
        assert float(cycle) == pytest.approx(expected[key], abs=1e-6)


def test_the_figures_of_our_definition(cycles: dict[str, tuple[int, Decimal]]) -> None:
    """Beside 1,916 customers and 45 days."""
    several = [cycle for orders, cycle in cycles.values() if orders >= 3]
    assert (len(cycles), len(several)) == (2_845, 2_010)
    assert float(median(several)) == pytest.approx(41.048785, abs=1e-5)
