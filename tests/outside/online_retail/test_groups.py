"""Segments and groups over the real orders, as Segue's SQL counts them."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pytest

from compiler.model.project import Project
from compiler.model.values import GroupValue
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from runtime import store
from runtime.settings import load as load_settings
from runtime.sources import attach
from tests.outside.online_retail import by_hand

AT = datetime(2011, 12, 10, tzinfo=UTC)
"""00:00 in London, too."""


@pytest.fixture(scope="module")
def counted(hand: duckdb.DuckDBPyConnection, retail: Project) -> duckdb.DuckDBPyConnection:
    """The table `counted`: `customer`, a column per group, and a truth per segment."""
    connection = store.open(None)
    tables = attach(connection, retail, load_settings(by_hand.HERE), by_hand.HERE)
    wanted = {name: GroupValue(name) for name in retail.groups}
    members = {name: segment.condition for name, segment in retail.segments.items()}
    query = probe(retail, {**wanted, **members}, Everybody(AT), tables, Inline(AT))
    connection.execute("CREATE TEMP TABLE counted AS " + emit(query, "duckdb"))
    return connection


def sizes(counted: duckdb.DuckDBPyConnection, groups: str) -> dict[str, int]:
    rows = counted.execute(f'SELECT "{groups}", count(*) FROM counted GROUP BY ALL').fetchall()
    return dict(rows)


def test_new_active_sleeping_and_lost(counted: duckdb.DuckDBPyConnection) -> None:
    assert counted.execute("SELECT count(*) FROM counted").fetchall() == [(4_338,)]
    assert sizes(counted, "stage") == {
        "new": 646,
        "active": 2_243,
        "sleeping": 602,
        "lost": 847,
    }


def test_each_segment_is_its_group(counted: duckdb.DuckDBPyConnection) -> None:
    for stage in ("new", "active", "sleeping", "lost"):
        different = (
            f"""SELECT count(*) FROM counted WHERE ("stage" = '{stage}') <> "{stage}_ones" """
        )
        assert counted.execute(different).fetchall() == [(0,)]
    lapsed = "SELECT count(*) FROM counted WHERE lapsed"
    assert counted.execute(lapsed).fetchall() == [(602 + 847,)]


def test_the_four_kinds_are_those_of_hand_written_sql(
    counted: duckdb.DuckDBPyConnection, hand: duckdb.DuckDBPyConnection
) -> None:
    assert sizes(counted, "buyer_kind") == {
        "new_small": 1_738,
        "new_big": 590,
        "often_small": 203,
        "loyal": 1_807,
    }
    renamed = {"small": "often_small", "big": "loyal"}
    expected = {
        renamed.get(kind, kind): {str(customer) for customer in customers}
        for kind, customers in hand.execute(by_hand.KINDS).fetchall()
    }
    found: dict[str, set[str]] = {kind: set() for kind in expected}
    for kind, customer in counted.execute("SELECT buyer_kind, customer FROM counted").fetchall():
        found[kind].add(str(customer))
    assert found == expected
