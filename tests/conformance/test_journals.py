"""Every journal that a case expects is written by the interpreter, and by every engine in ticks of
any lengths."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.doors import interpreted, through_the_doors
from tests.conformance.happening import FORGET
from tests.conformance.interpreting import told
from tests.conformance.journals import decided, difference, expected, in_words
from tests.conformance.reading import Case, cases
from tests.conformance.running import ENGINES, PATTERNS, New, by_engine

CASES = cases(having="journal.csv")


def ticked() -> list[Any]:
    """Every case in every pattern of ticks: one after another in another one at every change, the
    rest in the long tests."""
    found = []
    for number, case in enumerate(case for case in CASES if not case.runs):
        for place, pattern in enumerate(PATTERNS):
            often = number % len(PATTERNS) == place
            found.append(
                pytest.param(case, pattern, marks=marks(often=often), id=f"{case.name}-{pattern}")
            )
    return found


def marks(*, often: bool) -> list[pytest.MarkDecorator]:
    """`often`: not only in the long tests."""
    return [] if often else [pytest.mark.long]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("case", "pattern"), ticked())
def test_the_journal_is_the_one_that_the_rules_say(
    case: Case, pattern: str, engine: str, new: New
) -> None:
    wanted, by_rules = expected(case), told(case)
    found = difference(wanted, in_words(case, by_rules.rows))
    assert not found, f"interpreter:\n{found}"
    ends = PATTERNS[pattern](case, decided(case))
    with by_engine(case, by_rules.known, ends, new=new) as ran:
        found = difference(wanted, in_words(case, ran.journal))
        assert not found, f"{engine}, {pattern}:\n{found}"


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=marks(often=bool(case.runs)), id=case.name) for case in CASES],
)
def test_so_is_that_of_a_project_with_these_tables(case: Case) -> None:
    wanted = expected(case)
    with through_the_doors(case) as ran:
        found = difference(wanted, in_words(case, ran.journal))
        assert not found, f"engine:\n{found}"
        if any(line["act"] == FORGET for line in case.lines("acts.csv")):
            return  # what the interpreter would have to read is no longer there
        found = difference(wanted, in_words(case, interpreted(case, ran)))
        assert not found, f"interpreter:\n{found}"
