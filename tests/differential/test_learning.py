"""Splits that learn: the engine's journal is the interpreter's, however time is cut, while shares
move with what few customers do, and the text is changed under their feet (S20)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest

from runtime.journal import Kind, Row
from runtime.statistics import best
from tests.differential import borders, worlds
from tests.differential.harness import Case, compiled, difference, interpreted_alone, patterns, run
from tests.differential.on_postgres import Stores
from tests.differential.test_changed import by_both, changing
from tests.differential.test_kept_arms import AGAIN, WAITS, divided
from tests.differential.worlds import Clock
from tests.seeds import seeds

CUSTOMERS = 50
LEARNS = """
campaign learns
  enter on visit or cart_add or purchase
    {again}
  goal bought: purchase within {within}
  goal looked: visit within 2 days
  hold out 10%

  wait {first}
  split one, to maximise bought
    a {share}%
      wait {second}
    b
      send offer by mail, else text
  split two, to maximise looked
    a
      leave "a"
    b
      wait {second}
    c
      send offer by mail
"""
WITHIN = ("1 hour", "6 hours", "1 day")
SOMETIMES = ("each time", "each time", "again at once, starting over", "again after 1 day", "once")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares move from two customers on, of whom there are not many."""
    monkeypatch.setattr(best, "FEWEST", 2)


def case(seed: int) -> Case:
    """Splits of other campaigns learn, too, where they have the goal `g0`."""
    random = Random(f"learning {seed}")
    text = re.sub(AGAIN, "each time", borders.project(random))
    text = re.sub(r"(?m)^( *split \w+)$", r"\1, to maximise g0", text)
    text += LEARNS.format(
        again=random.choice(SOMETIMES), within=random.choice(WITHIN), share=random.randint(10, 90),
        first=random.choice(WAITS), second=random.choice(WAITS),
    )  # fmt: skip
    project = compiled(text)
    clock = Clock(project.policy.timezone, (), (), 0)
    return Case(seed, text, project, worlds.world(random, 0, clock, CUSTOMERS), ())


def moved(rows: Iterable[Row]) -> int:
    """How many of `one` were divided by shares that had moved."""
    found = [row for row in rows if row.campaign == "learns" and row.kind is Kind.ARM]
    shares = Counter(row.reason for row in found if row.reason.count(",") == 1)
    return sum(shares.values()) - max(shares.values(), default=0)


@pytest.mark.parametrize("seed", seeds(0, 2, of=40), ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal(seed: int) -> None:
    made = case(seed)
    for name, ticks in patterns(seed, made.world).items():
        told = difference(*run(made, ticks))
        assert not told, f"seed {seed}, {name}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", seeds(40, 1, of=12), ids=lambda seed: f"seed-{seed}-")
def test_on_postgres_journals_are_the_same(seed: int, postgres_stores: Stores) -> None:
    made = case(seed)
    told = difference(*run(made, patterns(seed, made.world)["odd"], new=postgres_stores))
    assert not told, f"seed {seed}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", seeds(0, 1, of=20), ids=lambda seed: f"seed-{seed}-")
def test_so_they_are_where_the_text_changes(seed: int) -> None:
    """Other shares to begin with are other terms; whatever else changes, what is learnt stays."""
    made = case(seed)
    seen = [row.visible for row in made.world.rows]
    inside = [at for at in seen if made.world.start < at < made.world.end]
    at = Random(f"changed {seed}").choice(inside)
    change = changing(made, at, divided(made.project, seed))
    for name, ticks in patterns(seed, made.world).items():
        told = difference(*by_both(change, ticks))
        assert not told, f"seed {seed}, changed at {at}, {name}: {told}\n{made.text}"


def test_shares_move() -> None:
    """The seeds above would prove little otherwise."""
    assert sum(moved(interpreted_alone(case(seed))) >= 3 for seed in range(4)) >= 2
