"""Cohorts on both engines, on a clock that is ahead of UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from compiler.sql.cohorts import cohorts_query
from compiler.sql.tables import store_tables
from tests.sql.engines import Engine
from tests.sql.small_shop import customer, project, purchase
from tests.sql.store import store

MAY = datetime(2026, 5, 1, tzinfo=UTC)
SHOP = (
    customer(
        "ann", None, None, None,
        purchase("a1", 1, 0, "1", None), purchase("a2", 2, 0, "1", None),
    ),
    customer(
        "ben", None, None, None,
        purchase("b1", 5, 0, "1", None), purchase("b2", 31, 15, "1", None),
    ),
    customer("cat", None, None, None, purchase("c1", 31, 14, "1", None)),
    customer("dan", None, None, None),
)  # fmt: skip
"""In Seoul it is April from 15:00 UTC of the 31st."""


@pytest.fixture
def engine(any_engine: Engine) -> Engine:
    return any_engine


@pytest.mark.parametrize(
    ("unit", "at", "expected"),
    [
        ("month", MAY, {(3, 1, 3, 1): 3, (3, 1, 4, 1): 1}),
        ("month", datetime(2026, 3, 31, 15, tzinfo=UTC), {(3, 1, 3, 1): 3}),
        ("month", datetime(2026, 3, 31, 14, tzinfo=UTC), {(3, 1, 3, 1): 2}),
        (
            "week", MAY,
            {(2, 23, 2, 23): 1, (2, 23, 3, 2): 1, (3, 2, 3, 2): 1, (3, 2, 3, 30): 1,
             (3, 30, 3, 30): 1},
        ),
    ],
)  # fmt: skip
def test_cohorts(
    engine: Engine, unit: str, at: datetime, expected: dict[tuple[int, ...], int]
) -> None:
    made = project()
    store(engine, made, SHOP)
    query = cohorts_query(made, "purchase", unit, at, store_tables(made))
    found = {(row["cohort"], row["period"]): row["customers"] for row in engine.rows(query)}
    assert found == {
        (date(2026, one, first), date(2026, other, later)): customers
        for (one, first, other, later), customers in expected.items()
    }
