"""The everyday tests see small mistakes: each of the table is planted in a copy of the product,
where one of them must fail. `python -m pytest tests/planted -m long -k NAME` tries one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.planted.mistakes import MISTAKES
from tests.planted.planting import ROOT, plant, seen


@pytest.mark.long
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_seen(name: str, tmp_path: Path) -> None:
    plant(MISTAKES[name], tmp_path)
    assert seen(MISTAKES[name], tmp_path), f"nothing sees it: {MISTAKES[name].wrong}"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_place(name: str) -> None:
    """So that the table follows the code."""
    mistake = MISTAKES[name]
    text = (ROOT / mistake.file).read_text(encoding="utf-8")
    assert text.count(mistake.old) == 1, f"not once in {mistake.file}: {mistake.old}"
