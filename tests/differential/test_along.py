"""A project that is changed while customers are inside, who are moved along wherever they can be:
the engine's journal is the interpreter's, whatever changes and whenever (S35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from compiler.along import stands
from runtime import store
from runtime.applying.along import NotMoved, Said
from runtime.applying.apply import apply
from runtime.applying.steps import Moved
from runtime.journal import Kind, Row
from runtime.looking.histories import histories
from runtime.store.connection import Connection
from runtime.store.versions import earlier, running
from tests.differential.harness import difference, fill, opened, patterns
from tests.differential.test_changed import Change, alike, change, interpreted, versions
from tests.seeds import seeds

WHO = "somebody"


def by_both(made: Change, ticks: Sequence[datetime]) -> tuple[list[Row], list[Row]]:
    """The engine's journal and the interpreter's."""
    connection = store.open(None, threads=1)
    try:
        apply(connection, made.case.project, WHO, None, made.at)
        engine = opened(connection, made.case, versions=versions(made.case.project))
        for end in [each for each in ticks if each < made.at] + [made.at]:
            fill(connection, made.case, end)
            engine.tick(end)
        moves = _moves(_moved(connection, made))
        later = replace(made.case, project=running(connection, made.then))
        engine = opened(connection, later, versions=versions(made.then))
        for end in [each for each in ticks if each > made.at]:
            fill(connection, later, end)
            engine.tick(end)
        found = histories(connection, later.project)
        return alike(engine.journal()), alike(interpreted(made, found, ticks[-1], moves))
    finally:
        connection.close()


def _moved(connection: Connection, made: Change) -> Sequence[Moved]:
    """Who is moved along: as the steps are called, else each to the step of the same place, else
    nobody."""
    for moving in ({}, _same_places(connection, made), None):
        try:
            return apply(connection, made.then, WHO, None, made.at, moving).moved
        except NotMoved:
            continue
    raise AssertionError("without anybody moved, it is applied")


def _same_places(connection: Connection, made: Change) -> Said:
    inside = earlier(connection, versions(made.then))
    names = {name for (name, _), count in inside.items() if count} & made.then.campaigns.keys()
    return {
        (name, step): step
        for name in names
        for step in stands(made.case.project.campaigns[name])
        if step in stands(made.then.campaigns[name])
    }


def _moves(moved: Sequence[Moved]) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in moved:
        found.setdefault((each.campaign, each.version), {})[each.step] = each.onto
    return found


@pytest.mark.parametrize("seed", seeds(6_004, 4, of=400), ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal(seed: int) -> None:
    made = change(seed)
    for name, ticks in patterns(seed, made.case.world).items():
        told = difference(*by_both(made, ticks))
        assert not told, f"seed {seed}, moved at {made.at}, {name}: {told}\n{made.case.text}"


def test_somebody_is_moved() -> None:
    """In one of these cases enough that it proves something."""
    made = change(6_007)
    rows, _ = by_both(made, [made.case.world.end])
    assert sum(row.kind is Kind.MOVED for row in rows) > 10
