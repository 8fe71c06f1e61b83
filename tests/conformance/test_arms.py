"""The number from which arms and hold-outs follow, for given names and keys (S19)."""

from __future__ import annotations

import pytest

from runtime.identity import unit
from tests.conformance.reading import Case, cases

CASES = cases(having="arms.csv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_key_has_the_number_that_the_hash_gives(case: Case) -> None:
    for line in case.lines("arms.csv"):
        made = unit(line["salt"], line["campaign"], line["split"], line["customer"])
        assert str(made) == line["u"], line
