"""Splits that a test decides: the engine's journal is the interpreter's, however time is cut, also
where a test begins and ends within a tick, and where the text is changed under its feet (S20)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from runtime.journal import Kind, Row
from runtime.statistics import best
from tests.differential import acts, borders, worlds
from tests.differential.changed import changed
from tests.differential.harness import Case, compiled, difference, interpreted_alone, patterns, run
from tests.differential.on_postgres import Stores
from tests.differential.test_along import by_both as moved_by_both
from tests.differential.test_changed import Change, by_both, changing
from tests.differential.test_kept_arms import AGAIN, WAITS, divided
from tests.differential.worlds import Clock
from tests.seeds import seeds

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
BY = (
    "purchase", "visit", 'purchase or (visit where page = "home")', "purchase where amount > 20",
)  # fmt: skip
SOMETIMES = ("each time", "each time", "again at once, starting over", "again after 1 day", "once")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few customers are enough for another arm than the first."""
    monkeypatch.setattr(best, "SURE", 0.55)


def case(seed: int, *, acting: bool = False) -> Case:
    """Some splits of other campaigns are tested, too; `acting`: in some cases somebody acts."""
    random = Random(f"tests {seed}")
    text = re.sub(AGAIN, "each time", borders.project(random))
    lasts = random.choice(LASTS)
    tested = rf"\1, test on 50% for {lasts}, then the best by purchase"
    text = re.sub(r"(?m)^(  split \w+)$", tested, text)
    text += TESTS.format(
        again=random.choice(SOMETIMES), part=random.choice((10, 40, 70, 100)),
        lasts=lasts, then=random.choice(LASTS), by=random.choice(BY),
        share=random.randint(10, 90), first=random.choice(WAITS), second=random.choice(WAITS),
    )  # fmt: skip
    project = compiled(text)
    clock = Clock(project.policy.timezone, (), (), 0)
    made = Case(seed, text, project, worlds.world(random, 0, clock, CUSTOMERS), ())
    if not acting:
        return made
    done = acts.drawn(seed, project, made.world, interpreted_alone(made))
    return replace(made, acts=done)


def change(seed: int) -> Change:
    """Other arms or shares are another test; whatever else changes, it is the same one."""
    made = case(seed)
    seen = [row.visible for row in made.world.rows]
    inside = [at for at in seen if made.world.start < at < made.world.end]
    at = Random(f"changed {seed}").choice(inside)
    return changing(made, at, (divided if seed % 2 else changed)(made.project, seed))


def found(rows: Iterable[Row]) -> Counter[str]:
    """What came of the tests of `tests`: who waited, who got which arm by which shares."""
    mine = [row for row in rows if row.campaign == "tests"]
    held = Counter("waits" for row in mine if row.kind is Kind.HELD and row.reason == "test")
    ways = (
        "first" if row.reason.startswith("a 100%") else
        "other" if " 100%" in row.reason else "tested"
        for row in mine if row.kind is Kind.ARM
    )  # fmt: skip
    return held + Counter(ways)


@pytest.mark.parametrize("seed", seeds(0, 1, of=40), ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal(seed: int) -> None:
    made = case(seed)
    for name, ticks in patterns(seed, made.world).items():
        told = difference(*run(made, ticks))
        assert not told, f"seed {seed}, {name}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", seeds(40, 1, of=40), ids=lambda seed: f"seed-{seed}-")
def test_so_they_are_where_somebody_acts(seed: int) -> None:
    made = case(seed, acting=True)
    told = difference(*run(made, patterns(seed, made.world)["odd"]))
    assert not told, f"seed {seed}: {told}\n{made.acts}\n{made.text}"


@pytest.mark.parametrize("seed", seeds(80, 1, of=12), ids=lambda seed: f"seed-{seed}-")
def test_on_postgres_journals_are_the_same(seed: int, postgres_stores: Stores) -> None:
    made = case(seed)
    told = difference(*run(made, patterns(seed, made.world)["odd"], new=postgres_stores))
    assert not told, f"seed {seed}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", seeds(0, 1, of=40), ids=lambda seed: f"seed-{seed}-")
def test_so_they_are_where_the_text_changes(seed: int) -> None:
    made = change(seed)
    told = difference(*by_both(made, patterns(seed, made.case.world)["odd"]))
    assert not told, f"seed {seed}, changed at {made.at}: {told}\n{made.case.text}"


@pytest.mark.parametrize("seed", seeds(2, 1, of=40), ids=lambda seed: f"seed-{seed}-")
def test_so_they_are_where_customers_are_moved_along(seed: int) -> None:
    made = change(seed)
    told = difference(*moved_by_both(made, patterns(seed, made.case.world)["odd"]))
    assert not told, f"seed {seed}, moved at {made.at}: {told}\n{made.case.text}"


def test_tests_are_decided() -> None:
    """The seeds above would prove little otherwise."""
    counted = sum((found(interpreted_alone(case(seed))) for seed in range(4)), Counter[str]())
    assert min(counted[each] for each in ("waits", "tested", "first", "other")) >= 10, counted
