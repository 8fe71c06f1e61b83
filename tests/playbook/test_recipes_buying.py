"""The playbook's campaigns about looking, buying and coming back: proven, and run over its data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.running import engine
from runtime.workspace import opened

PLAYBOOK = Path(__file__).parents[2] / "campaigns" / "playbook"
BEGIN = datetime(2026, 3, 31, tzinfo=UTC)
CAMPAIGNS = {
    "after_the_order",
    "buyers_each_month",
    "coupon_notice",
    "dog_pads",
    "early_access",
    "first_cart",
    "first_look",
    "first_order_seoul",
    "hesitating",
    "nearly_gone",
    "rarely_but_much",
    "refill",
    "second_order",
    "ten_orders_friday",
    "thanks_to_the_best",
    "two_orders_friday",
    "wake_up",
    "who_needs_a_coupon",
    "win_back",
}
"""But `fallen_champions`, since it takes a season to fall; and `nearly_gone_bought`, which sends
nothing."""


@pytest.fixture(scope="module")
def entered() -> set[str]:
    """The campaigns that let somebody in within two weeks, from before the first of a month on."""
    with opened(PLAYBOOK, scratch=True) as workspace:
        running = engine(workspace)
        running.begin(BEGIN)
        running.tick(BEGIN + timedelta(days=14))
        rows = workspace.connection.execute("SELECT DISTINCT campaign FROM enrolments")
        return {str(campaign) for (campaign,) in rows.fetchall()}


def test_somebody_enters_each(entered: set[str]) -> None:
    assert CAMPAIGNS - entered == set()
