"""Scores and named groups of the real orders: ranks with ties together, and the lowest tie first.

The published figures rank the days since the last order; Segue ranks its instant, of which there
are hardly two alike. Both are here: the second over orders that all lie at 00:00 of their day.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from compiler.meaning.parts import CELLS
from compiler.model.conditions import Condition
from compiler.model.project import Project
from compiler.model.values import GroupValue, TraitValue, Type, Value
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from runtime import store
from runtime.settings import load as load_settings
from runtime.sources import attach
from tests.outside.online_retail import by_hand
from tests.outside.online_retail.test_groups import AT

PARTS = ("recency", "frequency", "monetary")


@pytest.fixture(scope="module")
def scored(hand: duckdb.DuckDBPyConnection, retail: Project) -> duckdb.DuckDBPyConnection:
    return _scored(retail, by_hand.HERE)


@pytest.fixture(scope="module")
def by_day(
    hand: duckdb.DuckDBPyConnection, retail: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same over orders without their time of day."""
    folder = tmp_path_factory.mktemp("by_day")
    for name in ("customers.sql", "orders.sql", "segue.toml"):
        shutil.copy(by_hand.HERE / name, folder / name)
        text = (folder / name).read_text(encoding="utf-8")
        text = text.replace("../../../../shared", str(by_hand.DATA.parents[2]))
        text = text.replace("min(InvoiceDate)", "date_trunc('day', min(InvoiceDate))")
        (folder / name).write_text(text, encoding="utf-8")
    yield _scored(retail, folder)


def _scored(retail: Project, folder: Path) -> duckdb.DuckDBPyConnection:
    """The table `scored`: per customer the three scores, their text and the named group."""
    connection = store.open(None)
    tables = attach(connection, retail, load_settings(folder), folder)
    wanted: dict[str, Condition | Value] = {
        **{name: TraitValue(f"rfm.{name}", Type.NUMBER) for name in PARTS},
        "rfm": TraitValue("rfm", Type.TEXT), "group": GroupValue("rfm.group"),
    }  # fmt: skip
    query = probe(retail, wanted, Everybody(AT), tables, Inline(AT))
    connection.execute("CREATE TEMP TABLE scored AS " + emit(query, "duckdb"))
    return connection


def _sizes(connection: duckdb.DuckDBPyConnection, column: str) -> dict[str, int]:
    query = f'SELECT CAST("{column}" AS VARCHAR), count(*) FROM scored GROUP BY 1'
    return dict(connection.execute(query).fetchall())


def test_one_order_is_the_frequency_one(scored: duckdb.DuckDBPyConnection) -> None:
    """The published figures of ranks whose ties go down."""
    sizes = _sizes(scored, "frequency")
    assert [sizes[str(score)] for score in range(1, 6)] == [1_493, 835, 508, 802, 700]


def test_recency_and_money_are_fifths(scored: duckdb.DuckDBPyConnection) -> None:
    for part in ("recency", "monetary"):
        assert all(866 <= size <= 870 for size in _sizes(scored, part).values())


def test_the_scores_are_those_of_hand_written_sql(
    scored: duckdb.DuckDBPyConnection, hand: duckdb.DuckDBPyConnection
) -> None:
    expected = hand.execute(by_hand.SCORES).fetchall()
    found = scored.execute('SELECT "customer", "rfm" FROM scored ORDER BY 1').fetchall()
    assert found == expected
    assert len(found) == 4_338


def test_the_text_is_of_the_parts(scored: duckdb.DuckDBPyConnection) -> None:
    parts = " || '-' || ".join(f'CAST("{name}" AS INTEGER)' for name in PARTS)
    different = scored.execute(f'SELECT count(*) FROM scored WHERE "rfm" <> {parts}')
    assert different.fetchall() == [(0,)]


def test_the_named_groups_of_the_published_figures(by_day: duckdb.DuckDBPyConnection) -> None:
    """Their ten names have `hibernating` for both `Hibernating` and `Lost`."""
    sizes = _sizes(by_day, "group")
    assert sizes.keys() == CELLS.keys()
    assert sizes["Hibernating"] + sizes["Lost"] == 1_349
    assert {name: size for name, size in sizes.items() if name not in ("Hibernating", "Lost")} == {
        "Loyal Customers": 708,
        "Champions": 577,
        "At Risk": 372,
        "Potential Loyalist": 474,
        "About To Sleep": 475,
        "Need Attention": 116,
        "Promising": 167,
        "Can't Lose Them": 37,
        "New Customers": 63,
    }
