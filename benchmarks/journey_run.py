"""A run of the measured journey: what it plays, and in a process and a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import NamedTuple

from benchmarks.shop_data import DAYS, START
from runtime.running.run import rehearse
from runtime.workspace.workspace import Workspace, opened

PROJECT = Path(__file__).parent / "journey_by_segue"
BEGINNING = datetime.fromisoformat(START)

COUNTS = """
select concat(kind, ' ', case kind when 'planned' then message when 'arm' then arm
                                   when 'goal' then '' when 'entered' then '' else reason end),
       count(*)
from journal group by 1
"""

COUNTS_BY_HAND = """
select concat(what, ' ', case when what in ('goal', 'entered') then '' else detail end), count(*)
from decisions group by 1
"""


class Run(NamedTuple):
    """Of one run: its seconds, its peak of memory in bytes, the rows of its journal, and how many
    of each kind that both write."""

    seconds: float
    memory: int
    rows: int
    counts: dict[str, int]


def rehearsed(folder: Path, start: float) -> Run:
    """The project in a folder, from an instant of the process's clock on."""
    begins = BEGINNING.replace(tzinfo=UTC)
    with opened(folder) as workspace:
        rehearse(workspace, begins, begins + timedelta(days=DAYS))
        started = perf_counter()
        rows, counts = _counted(workspace)
        counting = perf_counter() - started
    return Run(perf_counter() - start - counting, peak(), rows, counts)


def _counted(workspace: Workspace) -> tuple[int, dict[str, int]]:
    row = workspace.connection.execute("select count(*) from journal").fetchone()
    assert row is not None
    return row[0], dict(workspace.connection.execute(COUNTS).fetchall())


def peak() -> int:
    """The most memory that this process has had, in bytes."""
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def alone(way: Callable[[Path, Path], Run], data: Path) -> Run:
    """One run in a new process and a new folder."""
    folder = tempfile.TemporaryDirectory(prefix="segue-journey-")
    with folder as name, get_context("spawn").Pool(1) as pool:
        return pool.apply(way, (Path(name), data))
