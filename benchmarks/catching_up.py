"""Catching up a day after an outage, against having run all day, minute by minute.

The measured journey. A store has run for twenty days; then, of two copies of it, one takes the next
day in one run, as after an outage, and the other in 1,440 ticks. Their journals must be equal (S1).

    python -m benchmarks.catching_up                  100,000 customers, 2,400,000 events
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from time import perf_counter

from benchmarks.journey_run import BEGINNING, PROJECT
from benchmarks.pairs import Pairs
from benchmarks.shop_data import shop
from runtime.running.run import engine, rehearse
from runtime.workspace.workspace import Workspace, opened

BAR = 0.1
MINUTE = timedelta(minutes=1)
BEGINS = BEGINNING.replace(tzinfo=UTC)
STOPS = BEGINS + timedelta(days=20)
NOW = STOPS + timedelta(days=1)

JOURNAL = """
select count(*), sum(hash("at", "seq", "kind", "message", "reason", "arm", "cid") % 1000000007)
from journal
"""


def outage(folder: Path, data: Path) -> None:
    """A project whose store stands where the outage begins."""
    copytree(PROJECT, folder, dirs_exist_ok=True)
    (folder / "data").symlink_to(data)
    with opened(folder) as workspace:
        rehearse(workspace, BEGINS, STOPS)


def caught_up(workspace: Workspace) -> None:
    """The missed day in one run."""
    rehearse(workspace, BEGINS, NOW)


def minute_by_minute(workspace: Workspace) -> None:
    """The day as it would have been without an outage."""
    moving = engine(workspace)
    at: datetime = STOPS
    while at < NOW:
        at += MINUTE
        moving.tick(at)


def pair(start: Path, folder: Path) -> tuple[float, float]:
    """Seconds of both, over copies of a store."""
    seconds, journals = [], []
    for number, way in enumerate((caught_up, minute_by_minute)):
        copy = Path(copytree(start, folder / str(number), symlinks=True))
        with opened(copy) as workspace:
            began = perf_counter()
            way(workspace)
            seconds.append(perf_counter() - began)
            journals.append(workspace.connection.execute(JOURNAL).fetchone())
    assert journals[0] == journals[1], journals
    return seconds[0], seconds[1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=100_000)
    options.add_argument("--events", type=int, default=2_400_000)
    options.add_argument("--pairs", type=int, default=3)
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "segue-shops")
    chosen = options.parse_args()
    data = shop(chosen.data, chosen.customers, chosen.events).resolve()
    with tempfile.TemporaryDirectory(prefix="segue-outage-") as name:
        start = Path(name) / "start"
        start.mkdir()
        outage(start, data)
        times = [pair(start, Path(name) / f"pair {each}") for each in range(chosen.pairs)]
    pairs = Pairs(tuple(ours for ours, _ in times), tuple(theirs for _, theirs in times))
    print(pairs.told("a day caught up against 1,440 ticks", BAR))


if __name__ == "__main__":
    main()
