"""The page on planted mistakes."""

from __future__ import annotations

from datetime import date

from tests.planted import report
from tests.planted.mistakes import MISTAKES


def test_the_page_says_what_was_not_seen() -> None:
    missed = next(iter(MISTAKES))
    text = report.page({name: (name != missed, 1.5) for name in MISTAKES}, date(2026, 11, 28))
    assert f"{len(MISTAKES) - 1} of {len(MISTAKES)} were seen on 2026-11-28." in text
    (row,) = [line for line in text.splitlines() if "**not seen**" in line]
    assert row.startswith(f"| {MISTAKES[missed].wrong} | `{MISTAKES[missed].file}` | ")


def test_what_is_no_such_test_is_not_counted() -> None:
    node = "tests/planted/test_planted.py::test_a_mistake_is_seen[cap_phase]"
    assert report.tried(node) == "cap_phase"
    assert report.tried(node.replace("is_seen", "has_its_place")) is None
