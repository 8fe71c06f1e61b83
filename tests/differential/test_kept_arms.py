"""Shares and arms that are changed while customers are inside, most of whom come again: who was
given an arm keeps it, whichever version they come back to, and however time is cut (S19)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from compiler.model.project import Project
from compiler.model.steps import Arm, Split
from compiler.rewriting import rebuilt
from runtime.identity import unit
from runtime.journal import Kind, Row
from tests.differential import borders, worlds
from tests.differential.harness import IDENTITY, Case, compiled, difference, patterns
from tests.differential.test_changed import Change, by_both, changing, versions
from tests.differential.worlds import Clock
from tests.seeds import seeds

AGAIN = r"again after .*|once|again at once, starting over|again after leaving this campaign"
SPLIT = """
campaign divided
  enter on visit or cart_add or purchase
    each time
  goal purchase within 1 day

  wait {first}
  split one
    a {share}%
      wait {second}
    b
      leave "b"
  split two
    a {other}%
      leave "a"
    b
      wait {second}
    c
      send offer by mail, else text
"""
WAITS = ("1 minute", "1 hour", "7 hours", "1 day", "2 days")
NAMES = ("a", "b", "c", "d")


def change(seed: int) -> Change:
    random = Random(f"arms {seed}")
    text = re.sub(AGAIN, "each time", borders.project(random)) + SPLIT.format(
        first=random.choice(WAITS), second=random.choice(WAITS), share=random.randint(1, 99),
        other=random.randint(1, 98),
    )  # fmt: skip
    project = compiled(text)
    world = worlds.world(random, 0, Clock(project.policy.timezone, (), (), 0))
    seen = [row.visible for row in world.rows if world.start < row.visible < world.end]
    made = Case(seed, text, project, world, ())
    return changing(made, random.choice(seen), divided(project, seed))


def divided(project: Project, seed: int) -> Project:
    """The project with other shares, and some other arms, of its splits."""
    random = Random(f"divided {seed}")

    def exchange(part: Any) -> Any:
        return _divided(part, random) if isinstance(part, Split) else part

    return replace(project, campaigns=rebuilt(project.campaigns, exchange))


def _divided(split: Split, random: Random) -> Split:
    ends = sorted(random.sample(range(1, 10_000), len(split.arms) - 1))
    names = [arm.name for arm in split.arms]
    if random.random() < 0.5:
        names = random.sample(sorted({*NAMES, *names}), len(names))
    arms = [
        Arm(name, end, arm.steps)
        for name, end, arm in zip(names, [*ends, 10_000], split.arms, strict=True)
    ]
    return replace(split, arms=tuple(arms))


def kept(made: Change, rows: Iterable[Row]) -> int:
    """How many of `divided` have an arm that their unit alone does not give."""
    found = 0
    texts = {versions(each)["divided"]: each for each in (made.case.project, made.then)}
    for row in rows:
        if row.campaign == "divided" and row.kind is Kind.ARM:
            split = next(
                step for step in texts[row.version].campaigns["divided"].steps
                if isinstance(step, Split) and step.id == row.step
            )  # fmt: skip
            u = unit(IDENTITY.salt, "divided", split.name, row.customer)
            found += row.arm != next(arm.name for arm in split.arms if u < arm.until)
    return found


@pytest.mark.parametrize("seed", seeds(0, 3, of=60), ids=lambda seed: f"seed-{seed}-")
def test_they_are_kept(seed: int) -> None:
    made = change(seed)
    for name, ticks in patterns(seed, made.case.world).items():
        engine, interpreter = by_both(made, ticks)
        told = difference(engine, interpreter)
        assert not told, f"seed {seed}, changed at {made.at}, {name}: {told}\n{made.case.text}"


def test_some_arms_are_kept() -> None:
    """The seeds above would prove little otherwise."""
    made = change(1)
    engine, _ = by_both(made, [made.case.world.end])
    assert kept(made, engine) >= 5
