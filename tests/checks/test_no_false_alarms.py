"""What people really run is told nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import segue
from runtime.loading import load

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
TEMPLATE = Path(segue.__file__).parent / "template"


@pytest.mark.parametrize(
    "folder", [CAMPAIGNS / "shop", CAMPAIGNS / "playbook", CAMPAIGNS / "club", TEMPLATE],
    ids=["shop", "playbook", "club", "template"],
)  # fmt: skip
def test_nothing_is_found(folder: Path) -> None:
    assert [f"{each.code} {each.title}" for each in load(folder).diagnostics] == []
