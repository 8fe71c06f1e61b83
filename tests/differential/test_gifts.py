"""Where much is given and used, the engine's journal is the interpreter's, however time is cut into
ticks and wherever a tick is stopped; the interpreter's codes are handed out by themselves (S28)."""

from __future__ import annotations

from random import Random

import pytest

from tests.differential.gifts import case
from tests.differential.harness import difference, patterns, run
from tests.differential.test_differential import stopped
from tests.seeds import seeds


@pytest.mark.parametrize("seed", seeds(0, 3, of=60), ids=lambda seed: f"seed-{seed}-")
def test_gifts_are_equal(seed: int) -> None:
    made = case(seed)
    for name, ticks in patterns(seed, made.world).items():
        told = difference(*run(made, ticks))
        assert not told, f"seed {seed}, {name}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", seeds(100, 1, of=20), ids=lambda seed: f"seed-{seed}-")
def test_a_stop_changes_no_gift(seed: int) -> None:
    made = case(seed)
    told = difference(*stopped(made, Random(seed)))
    assert not told, f"seed {seed}: {told}\n{made.text}"
