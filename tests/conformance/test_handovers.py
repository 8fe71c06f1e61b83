"""What becomes of planned messages (S27, S29)."""

from __future__ import annotations

import pytest

from tests.conformance.handing import handed
from tests.conformance.journals import difference
from tests.conformance.reading import Case, Line, cases, columns
from tests.conformance.running import PATTERNS

TICKED = [
    pytest.param(case, pattern, id=f"{case.name}-{pattern}",
                 marks=() if pattern == "at once" else pytest.mark.long)
    for case in cases(having="handovers.csv")
    for pattern in (["at once"] if case.clock else PATTERNS)
]  # fmt: skip
"""Where it is said when the dispatcher looks, the ticks are, too."""


@pytest.mark.parametrize(("case", "pattern"), TICKED)
def test_messages_end_as_the_rules_say(case: Case, pattern: str) -> None:
    found = handed(case, PATTERNS[pattern](case, []))
    for name, lines in (("handovers.csv", found.log), ("letters.csv", found.letters)):
        if case.has(name):
            shown = _named(case, name, lines)
            assert not (said := difference(case.lines(name), shown)), f"{name}\n{said}"


def _named(case: Case, name: str, lines: list[Line]) -> list[Line]:
    """The lines in the columns that are expected."""
    return [
        {column: line[column] for column in columns(case.folder / name)} for line in lines
    ]
