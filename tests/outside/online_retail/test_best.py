"""The best and the worst of the real customers: the share to the head, whatever the ties."""

from __future__ import annotations

import duckdb
import pytest

from compiler.model.project import Project
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from runtime import store
from runtime.settings import load as load_settings
from runtime.sources import attach
from tests.outside.online_retail import by_hand
from tests.outside.online_retail.test_groups import AT

SEGMENTS = ("richest", "rarest", "latest_repeating")


@pytest.fixture(scope="module")
def found(hand: duckdb.DuckDBPyConnection, retail: Project) -> list[tuple[object, ...]]:
    """Each customer, and whether they are in each of the segments."""
    connection = store.open(None)
    tables = attach(connection, retail, load_settings(by_hand.HERE), by_hand.HERE)
    wanted = {name: retail.segments[name].condition for name in SEGMENTS}
    query = emit(probe(retail, wanted, Everybody(AT), tables, Inline(AT)), "duckdb")
    listed = ", ".join(SEGMENTS)
    rows = f"SELECT CAST(customer AS VARCHAR), {listed} FROM ({query}) ORDER BY 1"
    return connection.execute(rows).fetchall()


def test_the_shares_are_met_to_the_head(found: list[tuple[object, ...]]) -> None:
    """Of 4,338 customers 1,493 have one order, the fewest; 2,845 have more."""
    assert len(found) == 4_338
    assert [sum(row[at] is True for row in found) for at in (1, 2, 3)] == [434, 868, 427]


def test_they_are_those_of_hand_written_sql(
    found: list[tuple[object, ...]], hand: duckdb.DuckDBPyConnection
) -> None:
    assert found == hand.execute(by_hand.SHARES).fetchall()
