"""The reference is true: each example gives what its page says, and one without a word about it
is right."""

from __future__ import annotations

import pytest

from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from runtime.testing.play import run_test
from tests.cases.executing import read
from tests.cases.reading import PAGES, Case, cases
from tests.cases.results import results

ALL = [case for page in sorted(PAGES.glob("*.md")) for case in cases(page)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_page_tells_the_truth(case: Case) -> None:
    assert results(case) == case.blocks
    if "diagnostics" not in case.blocks:
        assert [finding.title for finding in read(case).findings] == []


@pytest.mark.parametrize(
    "case", [case for case in ALL if 'test "' in case.text], ids=lambda case: case.name
)
def test_the_tests_of_an_example_are_met(case: Case) -> None:
    here = read(case)
    if "diagnostics" not in case.blocks:
        assert here.project is not None
        for test in here.project.tests:
            for execute in (interpreter, engine):
                missed = [x for x in run_test(here.project, test, execute).outcomes if not x.met]
                assert missed == [] or test.name == "data"


def test_every_page_has_examples() -> None:
    assert {case.page for case in ALL} == set(PAGES.glob("*.md"))
