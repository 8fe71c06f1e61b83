"""What is true of whom at an instant, where a case says it without a journey: segments, groups and
traits, by SQL and by the interpreter."""

from __future__ import annotations

import pytest

from tests.cases.asking import World, by_interpreter, by_sql, cell, one
from tests.conformance.happening import histories
from tests.conformance.reading import Case, Line, cases, columns, instant

CASES = cases(having="values.csv")
BEFORE = ("at", "customer")
"""The columns that say of whom, and when."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_is_what_the_rules_say(case: Case) -> None:
    wanted = case.lines("values.csv")
    for at in dict.fromkeys(line["at"] for line in wanted):
        lines = [line for line in wanted if line["at"] == at]
        assert _asked(case, at, lines) == lines


def _asked(case: Case, at: str, lines: list[Line]) -> list[Line]:
    """The same lines with what is found; engine and interpreter must agree."""
    names = [name for name in columns(case.folder / "values.csv") if name not in BEFORE]
    project = case.texts[-1][1]
    known = {history.key: history for history in histories(case)}
    world = World(project, known, instant(at), case.start)
    asked = {name: one(project, name) for name in names}
    found, by_rules = by_sql(world, asked), by_interpreter(world, asked)
    assert found == by_rules
    told = {
        key: {name: cell(project, row[name]) for name in names}
        for key, row in zip(known, found, strict=True)
    }
    return [{"at": at, "customer": line["customer"], **told[line["customer"]]} for line in lines]
