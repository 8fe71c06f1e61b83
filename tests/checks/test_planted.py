"""Of contradictions and dead steps planted into generated projects, nearly all are found; of the
same projects without them, nothing is said."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from compiler.check import check
from dsl.parse import parse_text
from tests.checks.planted import KINDS, KNOWN

BAR = 0.9
EACH, ALL = 2, 40

FRONT = parse_text("known.campaign", KNOWN).file
UNUSED = "W0101"


def found(text: str) -> set[str]:
    """The codes of all that is found in the text, but for what nothing uses."""
    parsed = parse_text("asked.campaign", text)
    assert not parsed.diagnostics, text
    checked = check([FRONT, parsed.file], {})
    codes = {each.code for each in checked.diagnostics if each.span.path == "asked.campaign"}
    assert not any(code.startswith("E") for code in codes), (text, checked.diagnostics)
    return codes - {UNUSED}


@pytest.mark.parametrize("times", [EACH, pytest.param(ALL, marks=pytest.mark.long)])
def test_what_is_planted_is_found(times: int) -> None:
    random = Random(times)
    missed: Counter[str] = Counter()
    for kind, make in KINDS.items():
        for _ in range(times):
            right, wrong = make(random)
            assert not found(right), right
            missed[kind] += not found(wrong)
    tried = times * len(KINDS)
    assert sum(missed.values()) <= (1 - BAR) * tried, +missed
