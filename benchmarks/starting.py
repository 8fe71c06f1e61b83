"""From `kill -9` in the middle of a tick to the end of the first tick of a new process, with
1,000,000 customers inside; against the seconds that Python and its libraries need to be loaded.

The store is filled as for `benchmarks.in_flight`. A process ticks through it until it is killed;
then a new one opens the store as `segue run` does, and ticks once. Nothing is handed over.

    python -m benchmarks.starting
    python -m benchmarks.starting --inside 100000 --times 5
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from benchmarks.in_flight import fill, project

BAR = 5.0
"""Seconds to the end of the first tick."""
PATIENCE = 4.0
"""Seconds for which the process ticks before it is killed, wherever it is."""
SECOND = timedelta(seconds=1)

TICKING = """
import sys
from datetime import timedelta
from pathlib import Path
from runtime.applying.applied import live
from runtime.running.run import executing

with live(Path(sys.argv[1]), leading=True) as workspace:
    moving = executing(workspace)
    while True:
        print(moving.until.isoformat(), flush=True)
        moving.tick(moving.until + timedelta(seconds=int(sys.argv[2])))
"""


def ticking(folder: Path, length: timedelta) -> subprocess.Popen[str]:
    """A process that ticks, and says after each tick how far it has come."""
    command = [sys.executable, "-c", TICKING, str(folder), str(length // SECOND)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def killed(folder: Path, length: timedelta) -> None:
    """Lets a process tick, and kills it in the middle."""
    with ticking(folder, length) as running:
        _ticks(running, 1)
        sleep(PATIENCE)
        running.kill()


def started(folder: Path, length: timedelta) -> float:
    """Seconds of a new process up to the end of its first tick."""
    start = perf_counter()
    with ticking(folder, length) as running:
        _ticks(running, 2)
        seconds = perf_counter() - start
        running.kill()
    return seconds


def _ticks(running: subprocess.Popen[str], count: int) -> None:
    """Waits for so many lines, of which the first one comes before its first tick."""
    assert running.stdout is not None
    for _ in range(count):
        assert running.stdout.readline()


def loaded() -> float:
    """Seconds in which Python loads what a run needs, as a baseline."""
    start = perf_counter()
    command = [sys.executable, "-c", "import runtime.applying.applied, runtime.running.run"]
    subprocess.run(command, check=True)
    return perf_counter() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--inside", type=int, default=1_000_000)
    options.add_argument("--times", type=int, default=7)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="segue-starting-") as name:
        folder = Path(name)
        length = project(folder, chosen.inside, 100 * chosen.times)
        fill(folder, length)
        length -= length % SECOND
        times = []
        for _ in range(chosen.times):
            killed(folder, length)
            times.append(started(folder, length))
    base = median(loaded() for _ in range(chosen.times))
    found = median(times)
    verdict = "within" if found <= BAR else "OVER"
    print(
        f"the first tick after a kill, {chosen.inside:,} inside: {found:.2f} s "
        f"({min(times):.2f} to {max(times):.2f}; {len(times)} starts), {base:.2f} s of it until "
        f"Python has loaded it, {verdict} the bar of {BAR:.0f} s"
    )


if __name__ == "__main__":
    main()
