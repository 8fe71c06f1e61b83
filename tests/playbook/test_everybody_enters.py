"""Over the made-up data of both halves of the playbook each campaign lets somebody in and does
something: what nobody enters proves nothing."""

from __future__ import annotations

from datetime import datetime

from tests.playbook.projects import CLUB, did_something, let_in, ran


def test_in_the_club() -> None:
    with ran(CLUB, datetime(2026, 3, 31), days=21, step=21) as workspace:
        campaigns = set(workspace.project.campaigns)
        assert campaigns - let_in(workspace) == set()
        assert campaigns - did_something(workspace) == set()
