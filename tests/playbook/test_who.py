"""The kinds of people of the playbook: found on its made-up data, and as many as by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.asking import asked
from runtime.counting import Counting
from runtime.loading import load
from runtime.workspace import opened

PLAYBOOK = Path(__file__).parents[2] / "campaigns" / "playbook"
AT = datetime(2026, 6, 1, tzinfo=UTC)
MEMBERS = 3_000


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
        if size == 0 and name != "rfm.group"
    ]
    assert empty == []


def test_groups_have_everybody_once(sizes: dict[str, list[tuple[str, int]]]) -> None:
    for name in ("behaviour", "buyer_kind", "napl", "rfm.group"):
        assert sum(size for _, size in sizes[name]) == MEMBERS


def test_the_same_by_hand(sizes: dict[str, list[tuple[str, int]]]) -> None:
    """Counts of orders and of the days since the last one, straight from the made-up orders."""
    with opened(PLAYBOOK, scratch=True) as workspace:
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
