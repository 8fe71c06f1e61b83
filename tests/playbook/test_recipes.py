"""Each recipe of the playbook does what its own tests say, on both executors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from compiler.model.project import Project
from compiler.model.tests import Test as Own
from runtime.loading import load
from runtime.testing.on_engine import engine
from runtime.testing.play import Result, run_test
from tests.playbook.projects import CLUB, PLAYBOOK

RECIPES = [
    path
    for project in (PLAYBOOK, CLUB)
    for path in sorted(project.glob("*.campaign"))
    if "\ntest " in path.read_text(encoding="utf-8")
]


@cache
def project(folder: Path) -> Project:
    found = load(folder).checked.project
    assert found is not None
    return found


BY_RECIPE = pytest.mark.parametrize(
    "recipe", RECIPES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


@BY_RECIPE
def test_its_own_tests_hold(recipe: Path) -> None:
    """As the interpreter has it; that the engine does the same, the long tests see."""
    model, chosen = own_tests(recipe)
    assert failed(run_test(model, each) for each in chosen) == []


@pytest.mark.long
@BY_RECIPE
def test_its_own_tests_hold_on_the_engine(recipe: Path) -> None:
    model, chosen = own_tests(recipe)
    assert failed(run_test(model, each, engine) for each in chosen) == []


def own_tests(recipe: Path) -> tuple[Project, list[Own]]:
    model = project(recipe.parent)
    return model, [each for each in model.tests if each.span.path == recipe.name]


def failed(results: Iterable[Result]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The tests that do not hold, each with what happened instead."""
    return [
        (each.test.name, [one.instead for one in each.outcomes if not one.met])
        for each in results
        if not each.met
    ]
