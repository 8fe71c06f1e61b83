"""A disk that is full, wherever it happens: one sentence says so, and the next run goes on as if
nothing had been."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.outside.command.test_running import journal, outbox
from tests.outside.command.typed import COMMAND, FROM, PLAIN, Typed, segue

UNTIL = "2026-01-20"
RUN = ("run", "--apply", "--from", FROM, "--until", UNTIL)


def limited(folder: Path, limit: int) -> Typed:
    """The run, in which no file can grow beyond so many bytes."""
    done = subprocess.run(
        [COMMAND, *RUN], cwd=folder, env=PLAIN, capture_output=True, timeout=300,
        preexec_fn=_limit(limit),
    )  # fmt: skip
    return Typed(done.returncode, done.stdout.decode(), done.stderr.decode())


def _limit(limit: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@pytest.fixture(scope="module")
def undisturbed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed") / "shop"
    copytree(made, folder)
    assert segue(folder, *RUN).code == 0
    return folder


@pytest.mark.parametrize(
    "limit", [8_000, 30_000, pytest.param(60_000, marks=pytest.mark.long), 110_000, 200_000],
    ids=["the file is made", "the tables are made", "campaigns are applied", "a tick", "the end"],
)
def test_nothing_is_lost_or_there_twice(fresh: Path, undisturbed: Path, limit: int) -> None:
    said = limited(fresh, limit).sentence
    assert said == (
        "the store .segue/store.duckdb cannot be written (File too large): what was under way has "
        "not happened, and nothing is lost; make room, and start again"
    )
    assert segue(fresh, *RUN).code == 0
    assert journal(fresh) == journal(undisturbed)
    assert outbox(fresh) == outbox(undisturbed)
