"""The kinds of people of the playbook: found on its made-up data, and as many as by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from runtime.asking.counting import Counting
from runtime.asking.data import Data, asked
from runtime.loading import load
from runtime.running.run import engine
from runtime.sources.duckdb import DuckReader
from runtime.workspace.workspace import Workspace, rehearsing

PLAYBOOK = Path(__file__).parents[2] / "campaigns" / "playbook"
AT = datetime(2026, 6, 1, tzinfo=UTC)
MEMBERS = 3_000
LISTED = ("retargeting",)
"""What campaigns put people on: nobody is, before one ran."""


def test_nothing_is_found_wrong() -> None:
    assert load(PLAYBOOK).diagnostics == ()


@pytest.fixture(scope="module")
def sizes() -> dict[str, list[tuple[str, int]]]:
    with asked(PLAYBOOK) as data:
        names = (*data.project.segments, *data.project.groups)
        return {name: Counting(data, name, AT).counted() for name in names}


def test_there_is_somebody_of_every_kind(sizes: dict[str, list[tuple[str, int]]]) -> None:
    empty = [
        (name, kind)
        for name, kinds in sizes.items()
        for kind, size in kinds
        if size == 0 and name not in ("rfm.group", *MOVERS, *LISTED)
    ]
    assert empty == []


def test_groups_have_everybody_once(sizes: dict[str, list[tuple[str, int]]]) -> None:
    for name in ("behaviour", "buyer_kind", "napl", "rfm.group"):
        assert sum(size for _, size in sizes[name]) == MEMBERS


def test_the_same_by_hand(sizes: dict[str, list[tuple[str, int]]]) -> None:
    """Counts of orders and of the days since the last one, straight from the made-up orders."""
    with rehearsing(PLAYBOOK) as workspace:
        rows = workspace.connection.execute(
            f"""
            SELECT count(*) FILTER (WHERE n = 2), count(*) FILTER (WHERE n >= 10),
                   count(*) FILTER (WHERE n = 1 AND recent),
                   count(*) FILTER (WHERE n > 1 AND recent),
                   count(*) FILTER (WHERE n > 1 AND NOT recent),
                   count(*) FILTER (WHERE n = 1 AND NOT recent)
            FROM (
              SELECT member, count(*) AS n,
                     max(bought_at) > TIMESTAMP '2026-06-01' - INTERVAL 90 DAY AS recent
              FROM ({(PLAYBOOK / "orders.sql").read_text(encoding="utf-8")}) GROUP BY member
            )
            """
        ).fetchall()
    napl = dict(sizes["napl"])
    found = [sizes["two_orders"][0][1], sizes["ten_orders"][0][1]]
    found += [napl[kind] for kind in ("new", "active", "potential", "lost")]
    assert tuple(found) == rows[0]


MOVERS = ("slipping", "fallen_champions", "new_in_the_best")


@pytest.fixture(scope="module")
def month() -> Iterator[Workspace]:
    """The month before, run day by day."""
    with rehearsing(PLAYBOOK) as workspace:
        running = engine(workspace)
        running.begin(AT - timedelta(days=30))
        for day in reversed(range(30)):
            running.tick(AT - timedelta(days=day))
        yield workspace


@pytest.mark.long
def test_who_moved(month: Workspace) -> None:
    """`slipping` as by hand: a second or later order lies 90 days back, and none came after it."""
    assert isinstance(month.connection, DuckDBPyConnection)
    data = Data(month.project, month.settings, DuckReader(month.connection, PLAYBOOK),
                lambda: month.sources)  # fmt: skip
    found = dict(Counting(data, name, AT).counted()[0] for name in MOVERS)
    orders = (PLAYBOOK / "orders.sql").read_text(encoding="utf-8")
    by_hand = month.connection.execute(
        f"""
        SELECT count(DISTINCT member) FROM (
          SELECT member, bought_at + INTERVAL 90 DAY AS asleep, row_number() OVER w AS n,
                 lead(bought_at) OVER w AS following
          FROM ({orders}) WINDOW w AS (PARTITION BY member ORDER BY bought_at)
        ) WHERE n > 1 AND asleep > TIMESTAMP '2026-05-02' AND asleep < TIMESTAMP '2026-06-01'
          AND (following IS NULL OR following > asleep)
        """
    ).fetchall()
    assert found["slipping"] == by_hand[0][0]
    assert found["new_in_the_best"] > 0
