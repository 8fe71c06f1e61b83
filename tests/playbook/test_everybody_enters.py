"""Over the made-up data of both halves of the playbook each campaign lets somebody in and does
something: what nobody enters proves nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.playbook.projects import (
    CLUB,
    PLAYBOOK,
    SEASON,
    WEEKS,
    did_something,
    let_in,
    ran,
    season,
)


def test_in_the_club() -> None:
    with ran(CLUB, datetime(2026, 3, 31), days=21) as workspace:
        campaigns = set(workspace.project.campaigns)
        assert campaigns - let_in(workspace) == set()
        assert campaigns - did_something(workspace) == set()


def test_in_the_shop() -> None:
    """Within two weeks, from before the first of a month on; but for who falls in a season, and for
    messages that come later than that."""
    with ran(PLAYBOOK, datetime(2026, 3, 31), days=14) as workspace:
        campaigns = set(workspace.project.campaigns)
        assert campaigns - let_in(workspace) == SEASON
        assert campaigns - did_something(workspace) == SEASON | WEEKS


@pytest.mark.long
def test_what_takes_weeks_comes() -> None:
    with ran(PLAYBOOK, datetime(2026, 3, 31), days=33) as workspace:
        assert set(workspace.project.campaigns) - did_something(workspace) == SEASON


@pytest.mark.long
def test_champions_fall_in_a_season(tmp_path: Path) -> None:
    with ran(season(tmp_path), datetime(2025, 11, 1), days=75) as workspace:
        assert let_in(workspace) == SEASON
        assert did_something(workspace) == SEASON
