"""Splits that a test decides: the engine's journal is the interpreter's, however time is cut, also
where a test begins and ends within a tick, and where the text is changed under its feet (S20)."""

from __future__ import annotations

import re
from random import Random

import pytest

from runtime.statistics import best
from tests.differential import borders, worlds
from tests.differential.harness import Case, compiled
from tests.differential.test_kept_arms import AGAIN, WAITS
from tests.differential.worlds import Clock

CUSTOMERS = 50
TESTS = """
campaign tests
  enter on visit or cart_add or purchase
    {again}
  leave on purchase where amount > 50
  goal bought: purchase within 2 days
  hold out 10%

  wait {first}
  split one, test on {part}% for {lasts}, then the best by {by}
    a {share}%
      wait {second}
    b
      send offer by mail, else text
  until purchase, at most {lasts}
    split two, test on {part}% for {then}, then the best by visit
      a
        leave "a"
      b
        wait {second}
      c
        send offer by mail
"""
LASTS = ("1 hour", "6 hours", "1 day", "2 days")
BY = ("purchase", "visit", "purchase or visit (page = entry.page)", "purchase (amount > 20)")
SOMETIMES = ("each time", "each time", "again at once, starting over", "again after 1 day", "once")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few customers are enough for another arm than the first."""
    monkeypatch.setattr(best, "SURE", 0.55)


def case(seed: int) -> Case:
    """Some splits of other campaigns are tested, too."""
    random = Random(f"tests {seed}")
    text = re.sub(AGAIN, "each time", borders.project(random))
    lasts = random.choice(LASTS)
    tested = rf"\1, test on 50% for {lasts}, then the best by purchase"
    text = re.sub(r"(?m)^(  split \w+)$", tested, text)
    text += TESTS.format(
        again=random.choice(SOMETIMES), part=random.choice((10, 40, 70, 100)),
        lasts=lasts, then=random.choice(LASTS), by=random.choice(BY[:2]),
        share=random.randint(10, 90), first=random.choice(WAITS), second=random.choice(WAITS),
    )  # fmt: skip
    project = compiled(text)
    clock = Clock(project.policy.timezone, (), (), 0)
    world = worlds.world(random, 0, clock, CUSTOMERS)
    return Case(seed, text, project, world, ())
