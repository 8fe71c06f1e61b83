"""What is refused before anything runs."""

from __future__ import annotations

import pytest

from dsl.source import Source
from tests.conformance.reading import Case, Line, cases, checking

CASES = cases(having="findings.csv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_is_refused_where_the_case_says(case: Case) -> None:
    assert refused(case) == case.lines("findings.csv")


def refused(case: Case) -> list[Line]:
    """Errors in the case's own files, each with its line."""
    found, _ = checking(case.folder, case.folder)
    texts = {path.name: path.read_text("utf-8") for path in case.folder.glob("*.campaign")}
    named = [(each.span.path.rpartition("/")[2], each) for each in found]
    return [
        {
            "file": name,
            "line": str(Source(name, texts[name]).place(each.span.start)[0]),
            "code": each.code,
        }
        for name, each in named if name in texts and each.code.startswith("E")
    ]  # fmt: skip
