"""The measured journey: a Segue project against a script written by hand for it alone.

Both walk 44 daily ticks over the same Parquet file into a new DuckDB file and hand nothing over;
each run has a process of its own, whose time begins when its modules are imported and ends when
its file is closed. Their counts are compared before anything is said about time.

    python -m benchmarks.journey                      1,000,000 customers, 24,000,000 events
    python -m benchmarks.journey --customers 50000 --events 1200000 --pairs 15
    python -m benchmarks.journey --engine postgres      over tables of a PostgreSQL of its own
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks import journey_by_hand
from benchmarks.pairs import Pairs
from benchmarks.shop_data import DAYS, START, shop
from runtime.running.run import rehearse
from runtime.workspace.workspace import Workspace, opened

BAR = 2.5
BAR_ON_POSTGRES = 1.8
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


def by_segue(folder: Path, data: Path) -> Run:
    """As `segue run` does, but for the hand-over, which the script has not either."""
    start = perf_counter()
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    (folder / "data").symlink_to(data)
    return rehearsed(folder, start)


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


def by_hand(folder: Path, data: Path) -> Run:
    start = perf_counter()
    journey_by_hand.run(folder / "by_hand.duckdb", data, BEGINNING, DAYS)
    seconds, memory = perf_counter() - start, peak()
    counts = journey_by_hand.counted(folder / "by_hand.duckdb", COUNTS_BY_HAND)
    return Run(seconds, memory, sum(counts.values()), counts)


def peak() -> int:
    """The most memory that this process has had, in bytes."""
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def alone(way: Callable[[Path, Path], Run], data: Path) -> Run:
    """One run in a new process and a new folder."""
    folder = tempfile.TemporaryDirectory(prefix="segue-journey-")
    with folder as name, get_context("spawn").Pool(1) as pool:
        return pool.apply(way, (Path(name), data))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=1_000_000)
    options.add_argument("--events", type=int, default=24_000_000)
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--engine", choices=("duckdb", "postgres"), default="duckdb")
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "segue-shops")
    chosen = options.parse_args()
    data = shop(chosen.data, chosen.customers, chosen.events).resolve()
    print(f"{chosen.customers:,} customers, {chosen.events:,} events, {DAYS} daily ticks")
    ours, theirs = [], []
    subject, baseline, bar = by_segue, by_hand, BAR
    if chosen.engine == "postgres":
        from benchmarks import journey_on_postgres as on_postgres

        subject, baseline, bar = on_postgres.by_segue, on_postgres.by_hand, BAR_ON_POSTGRES
    for number in range(chosen.pairs):
        ours.append(alone(subject, data))
        theirs.append(alone(baseline, data))
        assert ours[-1].counts == theirs[-1].counts, (ours[-1].counts, theirs[-1].counts)
        print(f"pair {number + 1}: {ours[-1].seconds:.2f} s against {theirs[-1].seconds:.2f} s")
    _tell(ours, theirs, bar)


def _tell(ours: list[Run], theirs: list[Run], bar: float) -> None:
    print(", ".join(f"{what}: {count:,}" for what, count in sorted(ours[0].counts.items())))
    for name, runs in (("Segue", ours), ("by hand", theirs)):
        speed = median(run.rows / run.seconds for run in runs)
        memory = max(run.memory for run in runs) / 2**30
        print(f"{name}: {speed:,.0f} decisions/s, {memory:.2f} GiB at the peak")
    pairs = Pairs(tuple(run.seconds for run in ours), tuple(run.seconds for run in theirs))
    print(pairs.told("the journey", bar))


if __name__ == "__main__":
    main()
