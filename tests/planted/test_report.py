"""The page on planted mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.planted import report
from tests.planted.mistakes import MISTAKES
from tests.planted.report import Trial

DAY = date(2026, 11, 28)


def test_the_page_says_what_was_not_seen_and_what_was_not_tried() -> None:
    missed, untried, *rest = MISTAKES
    text = report.page({missed: Trial(False, 1.5, DAY)} | dict.fromkeys(rest, Trial(True, 2, DAY)))
    told = f"Of {len(MISTAKES)} mistakes {len(rest) + 1} were tried, and {len(rest)} of these were"
    assert told in text
    (row,) = [line for line in text.splitlines() if "**not seen**" in line]
    assert row.startswith(f"| {MISTAKES[missed].wrong} | `{MISTAKES[missed].file}` | ")
    (row,) = [line for line in text.splitlines() if "not tried yet" in line]
    assert row.startswith(f"| {MISTAKES[untried].wrong} | ")


def test_a_run_that_tries_some_leaves_what_was_said_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PAGE", tmp_path / "planted.md")
    first, second, *_ = MISTAKES
    report.PAGE.write_text(report.page({
        first: Trial(True, 3, DAY), second: Trial(False, 4, DAY)
    }))  # fmt: skip
    report.write({second: (True, 5)})
    found = report.known()
    assert found[first] == Trial(True, 3, DAY)
    assert (found[second].seen, found[second].seconds) == (True, 5)
    assert found.keys() == {first, second}


def test_no_two_mistakes_are_called_alike() -> None:
    """The page tells them apart by what they say and where they are."""
    assert len({(each.wrong, each.file) for each in MISTAKES.values()}) == len(MISTAKES)


def test_what_is_no_such_test_is_not_counted() -> None:
    node = "tests/planted/test_planted.py::test_a_mistake_is_seen[cap_phase]"
    assert report.tried(node) == "cap_phase"
    assert report.tried(node.replace("is_seen", "has_its_place")) is None
