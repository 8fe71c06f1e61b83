"""The cases of splits that learn, whose journals were worked out by hand from the rule: what both
executors read wrongly in one way, no comparison of theirs shows (S20)."""

from __future__ import annotations

import pytest

from tests.conformance.interpreting import told
from tests.conformance.journals import difference, expected, in_words
from tests.conformance.reading import Case, cases
from tests.conformance.running import by_engine

CASES = [case for case in cases(having="journal.csv") if "S20" in case.name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder.name)
def test_the_engine_divides_as_the_case_says(case: Case) -> None:
    known = told(case)
    assert not difference(expected(case), in_words(case, known.rows))
    with by_engine(case, known.known, [case.until]) as ran:
        assert not difference(expected(case), in_words(case, ran.journal))
