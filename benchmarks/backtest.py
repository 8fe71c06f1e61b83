"""`segue dry-run` of a year with ten campaigns, against one campaign over the same year.

Everybody may enter all ten copies of the measured journey; a twelfth of the events of its shop come
in each month. Time and the peak of memory are those of the command's own process.

    python -m benchmarks.backtest                     1,000,000 customers, 24,000,000 events
    python -m benchmarks.backtest --customers 50000 --events 1200000
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.journeys import campaigns
from benchmarks.shop_data import write

SEGUE = Path(sys.executable).with_name("segue")
BAR, MEMORY_BAR = 600.0, 6.0
"""Seconds, and GiB."""
START, END, DAYS = "2025-01-01", "2026-01-01", 365


def dry_run(folder: Path) -> tuple[float, float]:
    """Seconds, and the most memory that any dry run had so far, in GiB."""
    command = [str(SEGUE), "dry-run", "--from", START, "--until", END]
    start = perf_counter()
    done = subprocess.run(
        [*command, "--project", str(folder)], check=True, capture_output=True, text=True
    )
    seconds = perf_counter() - start
    print(done.stdout)
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=1_000_000)
    options.add_argument("--events", type=int, default=24_000_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="segue-backtest-") as name:
        made = Path(name) / "data"
        write(made, chosen.customers, chosen.events, START, DAYS)
        found = {}
        for count in (1, 10):
            folder = Path(name) / str(count)
            campaigns(folder, count)
            (folder / "data").symlink_to(made)
            found[count] = dry_run(folder)
    (one, _), (ten, memory) = found[1], found[10]
    verdict = "within" if ten <= BAR and memory <= MEMORY_BAR else "OVER"
    print(
        f"a year, {chosen.customers:,} customers, {chosen.events:,} events, ten campaigns: "
        f"{ten:.0f} s and {memory:.2f} GiB (one campaign: {one:.0f} s, ratio {ten / one:.2f}), "
        f"{verdict} the bars of {BAR:.0f} s and {MEMORY_BAR:.0f} GiB"
    )


if __name__ == "__main__":
    main()
