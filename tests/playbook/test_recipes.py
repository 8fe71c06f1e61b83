"""Each recipe of the playbook does what its own tests say, on both executors."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from compiler.model.project import Project
from runtime.loading import load
from runtime.testing.together import run_tests
from tests.playbook.projects import CLUB, PLAYBOOK

RECIPES = [
    path
    for project in (PLAYBOOK, CLUB)
    for path in sorted(project.glob("*.campaign"))
    if "\ntest " in path.read_text(encoding="utf-8")
]
"""A file is proved in one process, since its tests share the project's queries."""


@cache
def project(folder: Path) -> Project:
    found = load(folder).checked.project
    assert found is not None
    return found


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_its_own_tests_hold(recipe: Path) -> None:
    model = project(recipe.parent)
    chosen = [each for each in model.tests if each.span.path == recipe.name]
    assert chosen
    failed = [
        (test.name, executor, [outcome.instead for outcome in result.outcomes if not outcome.met])
        for test, results in zip(chosen, run_tests(model, chosen), strict=True)
        for executor, result in results.items()
        if not result.met
    ]
    assert failed == []
