"""Whatever is generated: the engine's journal is the interpreter's, however time is cut into ticks
and wherever a tick is stopped.

A failing seed is run alone by `pytest tests/differential -k "seed-17-"`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import filterfalse
from pathlib import Path
from random import Random

import pytest

from runtime import store
from runtime.engines.database import Hook
from runtime.journal import Row
from tests.differential import acts
from tests.differential.harness import (
    Case,
    New,
    case,
    difference,
    fill,
    in_memory,
    interpreted,
    narrow,
    opened,
    patterns,
    run,
)
from tests.differential.on_postgres import Stores
from tests.seeds import seeds

SEEDS = [*range(120), *range(402, 438, 3), 447, 586]
"""The last ones with dates of customers and events."""
RARE = (76, 36, 96, 110, 79, 2, 420, 432, 447, 586, 3, 9, 34)
"""Of these, those that reach what few others do, and the rest between them."""
EVERYDAY = sorted({*range(14), 25, 29, *RARE})
"""Those that are tried at every change: planted mistakes name them, or they are rare."""
LATER = sorted({*SEEDS} - {*EVERYDAY})
ON_POSTGRES = (1, 4, 8, 22, 40, 447)
"""Of these, each has something that the others have not."""
STOPPED = seeds(200, 8, of=100)
STOPPED_ON_POSTGRES = seeds(203, 1, of=10)
KILLED = range(300, 330)
MORE = range(1_000, 1_000 + int(os.environ.get("SEGUE_SEEDS", "1000")))


class Stop(Exception):
    """The engine is stopped here."""


@pytest.mark.parametrize(
    "seed", [*EVERYDAY, *(pytest.param(seed, marks=pytest.mark.long) for seed in LATER)],
    ids=lambda seed: f"seed-{seed}-",
)  # fmt: skip
def test_journals_are_equal(seed: int) -> None:
    """A broad project costs several times what a narrow one does, and so is cut into several ticks
    in one way only; the other way is tried in the long tests."""
    _agrees(seed, without=_other(seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", [*filterfalse(narrow, SEEDS)], ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal_the_other_way(seed: int) -> None:
    _agrees(seed, without=_other(seed + 2))


def _other(seed: int) -> str:
    """Of two broad projects the one is not cut at odd instants, the other not into days."""
    return "" if narrow(seed) else ("odd", "daily")[seed // 2 % 2]


@pytest.mark.long
@pytest.mark.parametrize("seed", MORE, ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal_for_many_more(seed: int) -> None:
    _agrees(seed)


def _agrees(seed: int, without: str = "") -> None:
    made = case(seed)
    for name, ticks in patterns(seed, made.world).items():
        if name == without:
            continue
        told = difference(*run(made, ticks))
        assert not told, f"seed {seed}, {name}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", ON_POSTGRES, ids=lambda seed: f"seed-{seed}-")
def test_on_postgres_journals_are_the_same(seed: int, postgres_stores: Stores) -> None:
    made = case(seed)
    told = difference(*run(made, patterns(seed, made.world)["odd"], new=postgres_stores))
    assert not told, f"seed {seed}: {told}\n{made.text}"


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"seed-{seed}-")
def test_on_postgres_journals_are_the_same_whatever_the_ticks(
    seed: int, postgres_stores: Stores
) -> None:
    made = case(seed)
    for name, ticks in patterns(seed, made.world).items():
        told = difference(*run(made, ticks, new=postgres_stores))
        assert not told, f"seed {seed}, {name}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", STOPPED, ids=lambda seed: f"seed-{seed}-")
def test_a_stop_at_any_statement_changes_nothing(seed: int) -> None:
    """Every tick is stopped at a statement, sometimes twice, and run again by a new engine."""
    made, random = case(seed), Random(seed)
    told = difference(*stopped(made, random))
    assert not told, f"seed {seed}: {told}\n{made.text}"


@pytest.mark.parametrize("seed", STOPPED_ON_POSTGRES, ids=lambda seed: f"seed-{seed}-")
def test_a_stop_changes_nothing_on_postgres(seed: int, postgres_stores: Stores) -> None:
    made, random = case(seed), Random(seed)
    told = difference(*stopped(made, random, postgres_stores))
    assert not told, f"seed {seed}: {told}\n{made.text}"


def stopped(
    made: Case, random: Random, new: New = in_memory
) -> tuple[list[Row], list[Row]]:
    """The journals of a run that was stopped again and again, and of the interpreter."""
    ticks = patterns(made.seed, made.world)["odd"]
    connection = new()
    stops = 0
    for end in acts.cut(made.acts, ticks):
        while True:
            last = random.randint(1, 90) if stops and random.random() < 0.6 else 10_000
            if not stops:
                last = random.randint(1, 12)  # so many statements has every tick
            engine = opened(connection, made, _stop_at(last))
            acts.do(connection, made.acts, engine.until)
            fill(connection, made, end)
            try:
                if end != engine.until:
                    engine.tick(end)
                break
            except Stop:
                stops += 1
    assert stops, "no tick was stopped"
    return engine.journal(), interpreted(connection, made, ticks[-1])


def _stop_at(last: int) -> Hook:
    def hook(number: int) -> None:
        if number == last:
            raise Stop

    return hook


@pytest.mark.long
@pytest.mark.parametrize("seed", KILLED, ids=lambda seed: f"seed-{seed}-")
def test_a_killed_process_loses_nothing(seed: int, tmp_path: Path) -> None:
    """The engine's process is killed again and again while it runs over a store in a file."""
    random, path = Random(seed), tmp_path / "store.duckdb"
    while True:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.differential.victim", str(seed), str(path)]
        )
        try:
            process.wait(random.uniform(1.5, 6))
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(0.1)
    assert process.returncode == 0
    made = case(seed)
    connection = store.open(path, threads=1)
    engine = opened(connection, made)
    told = difference(engine.journal(), interpreted(connection, made, made.world.end))
    assert not told, f"seed {seed}: {told}\n{made.text}"
