"""A project that is changed while customers are inside: the engine's journal is the interpreter's,
whatever changes and whenever (S35)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import pytest

from compiler.model.project import Project
from compiler.pinned import beside
from compiler.versions import campaign_version
from runtime import store
from runtime.history import History
from runtime.interpreter import Applied, guards, interpret, learning, snapshots
from runtime.interpreter.gifts import handed_out
from runtime.interpreter.learning import Moved
from runtime.journal import Row
from runtime.looking.histories import histories
from runtime.pools import Codes
from tests.differential import offers
from tests.differential.changed import changed
from tests.differential.harness import IDENTITY, Case, case, difference, fill, opened, patterns
from tests.seeds import seeds

Moves = Mapping[tuple[str, str], Mapping[str, str]]
"""Of the versions from which customers are moved along, where they go on."""


@dataclass(frozen=True)
class Change:
    """A case whose project is `then` from the instant `at` on; `together`: with those versions of
    before beside it in which customers may still be."""

    case: Case
    at: datetime
    then: Project
    together: Project


def change(seed: int) -> Change:
    made, random = case(seed), Random(f"change {seed}")
    start, end = made.world.start, made.world.end
    seen = [row.visible for row in made.world.rows if start < row.visible < end]
    any_time = start + timedelta(minutes=random.randrange(600, 6600))
    at = random.choice((any_time, any_time, random.choice(seen or [any_time])))
    return changing(made, at, changed(made.project, seed))


def changing(made: Case, at: datetime, then: Project) -> Change:
    now = versions(then)
    earlier = {
        (name, version): made.project
        for name, version in versions(made.project).items() if now.get(name) != version
    }  # fmt: skip
    return Change(made, at, then, beside(then, earlier))


def versions(project: Project) -> Mapping[str, str]:
    return {name: campaign_version(project, name) for name in project.campaigns}


def by_both(made: Change, ticks: Sequence[datetime]) -> tuple[list[Row], list[Row]]:
    """The engine's journal and the interpreter's."""
    connection = store.open(None, threads=1)
    first, now = versions(made.case.project), versions(made.then)
    try:
        engine = opened(connection, made.case, versions=first)
        for end in [each for each in ticks if each < made.at] + [made.at]:
            fill(connection, made.case, end)
            engine.tick(end)
        later = replace(made.case, project=made.together)
        engine = opened(connection, later, versions=now)
        for end in [each for each in ticks if each > made.at]:
            fill(connection, later, end)
            engine.tick(end)
        found = histories(connection, later.project)
        return alike(engine.journal()), alike(interpreted(made, found, ticks[-1]))
    finally:
        connection.close()


def alike(rows: Sequence[Row]) -> list[Row]:
    """What campaigns did at one instant, in the order of their names: the store's journal is read
    in the order of today's priorities, the interpreter writes it in that of those days."""
    return sorted(rows, key=lambda row: (row.customer, row.at, row.campaign))


def interpreted(
    made: Change, known: Sequence[History], until: datetime, moves: Moves | None = None
) -> list[Row]:
    start = made.case.world.start
    seen, later = (
        snapshots(each, known, start, until) for each in (made.case.project, made.then)
    )
    then = Applied(made.at, made.then, versions(made.then), later, moves or {})
    codes: Codes = {}
    broken: tuple[guards.Broken, ...] = ()
    moved: Moved = {}
    while True:
        rows = [
            row
            for history in known
            for row in interpret(
                made.case.project, history, start, until, IDENTITY, seen,
                versions=versions(made.case.project), codes=codes, then=[then],
                broken=broken, moved=moved,
            )
        ]  # fmt: skip
        handed = handed_out(made.case.project, rows, offers.pool)
        found = guards.found(
            made.case.project, rows, start, until, (), versions(made.case.project), [then]
        )
        first = Applied(start, made.case.project, versions(made.case.project))
        now = learning.found(rows, until, [first, then])
        if handed == codes and found == broken and now == moved:
            return rows
        codes, broken, moved = handed, found, now


@pytest.mark.parametrize("seed", seeds(2_000, 8, of=400), ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal(seed: int) -> None:
    made = change(seed)
    for name, ticks in patterns(seed, made.case.world).items():
        told = difference(*by_both(made, ticks))
        assert not told, f"seed {seed}, changed at {made.at}, {name}: {told}\n{made.case.text}"
