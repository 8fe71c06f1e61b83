"""Where guards are broken, the engine's journal is the interpreter's, however time is cut: what
many did before a snapshot decides who enters behind it (S8)."""

from __future__ import annotations

import re
from random import Random

import pytest

from compiler.zones import midnight
from runtime.acts import Act, Doing
from runtime.journal import Kind
from tests.differential import acts, borders, worlds
from tests.differential.harness import Case, compiled, difference, interpreted_alone, patterns, run
from tests.differential.worlds import Clock
from tests.seeds import seeds

CUSTOMERS = 60
AGAIN = r"again after .*|once|again at once, starting over"


def case(seed: int) -> Case:
    """Many enter, and nearly all do what is guarded against; some campaigns are resumed, later than
    at the snapshot itself, when the store does not know yet what it will find."""
    random = Random(seed)
    text = re.sub(AGAIN, "each time", borders.project(random))
    lengths = ("1 hour", "6 hours", "1 day")

    def guard(found: re.Match[str]) -> str:
        rare = random.choice(("visit", "visit or cart_add or purchase", "visit or purchase"))
        many = f"  guard {rare} within {random.choice(lengths)}, under {random.choice((5, 10))}%\n"
        return many + found[0]

    text = re.sub(r"(?m)^  guard .*\n", "", text)
    text = re.sub(r"(?m)^  goal g0: ", guard, text)
    text = re.sub(r"(?m)^  runs .*\n", "", text)
    project = compiled(text)
    world = worlds.world(random, 0, Clock(project.policy.timezone, (), (), 0), CUSTOMERS)
    bare = Case(seed, text, project, world, ())
    zone = project.policy.timezone
    refused = [
        row for row in interpreted_alone(bare)
        if row.reason == "guard" and midnight(row.at, zone) != row.at
    ]  # fmt: skip
    if not refused or random.random() < 0.5:
        return bare
    first = random.choice(refused)
    return Case(seed, text, project, world, (), (Act(first.campaign, first.at, Doing.RESUMED, None,
                                                     acts.WHO),))  # fmt: skip


@pytest.mark.parametrize("seed", seeds(0, 2, of=40), ids=lambda seed: f"seed-{seed}-")
def test_guards_are_equal(seed: int) -> None:
    made = case(seed)
    for name, ticks in patterns(seed, made.world).items():
        engine, interpreter = run(made, ticks)
        told = difference(engine, interpreter)
        assert not told, f"seed {seed}, {name}: {told}\n{made.text}"


def test_they_are_broken_and_lifted() -> None:
    """The seeds above would prove little otherwise."""
    refused = resumed = 0
    for seed in range(6):
        made = case(seed)
        rows = interpreted_alone(made)
        refused += any(row.kind is Kind.REFUSED and row.reason == "guard" for row in rows)
        resumed += bool(made.acts)
    assert refused >= 2 and resumed >= 1
