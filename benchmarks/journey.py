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
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import journey_by_hand
from benchmarks import journey_on_postgres as on_postgres
from benchmarks.journey_run import BEGINNING, COUNTS_BY_HAND, PROJECT, Run, alone, peak, rehearsed
from benchmarks.pairs import Pairs
from benchmarks.shop_data import DAYS, shop

BAR = 2.0
BAR_ON_POSTGRES = 1.8


def by_segue(folder: Path, data: Path) -> Run:
    """As `segue run` does, but for the hand-over, which the script has not either."""
    start = perf_counter()
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    (folder / "data").symlink_to(data)
    return rehearsed(folder, start)


def by_hand(folder: Path, data: Path) -> Run:
    start = perf_counter()
    journey_by_hand.run(folder / "by_hand.duckdb", data, BEGINNING, DAYS)
    seconds, memory = perf_counter() - start, peak()
    counts = journey_by_hand.counted(folder / "by_hand.duckdb", COUNTS_BY_HAND)
    return Run(seconds, memory, sum(counts.values()), counts)


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
