"""`segue check`, cold: of the demo shop, and of a project of 1,000 campaigns with 26,000 lines; and
of the latter again, when nothing has changed.

Each run is a new process of the installed command, with Python's compiled files there.

    python -m benchmarks.checking
    python -m benchmarks.checking --campaigns 100 --runs 5
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

SHOP = Path(__file__).parents[1] / "campaigns" / "shop"
KNOWN = ("knowledge.campaign", "people.campaign", "channels.campaign", "segue.toml")
SHOP_BAR, LARGE_BAR, AGAIN_BAR = 0.4, 2.0, 0.5

CAMPAIGN = '''\
message offer_{n} "Offer number {n}"
  push
    """
    {{{{ entry.product }}}} is still in your cart.
    """
  email subject "{{{{ entry.product }}}} is still in your cart"
    """
    We keep your cart for you until tomorrow evening.
    """

campaign rescue_{n} "Bring abandoned carts back, number {n}"
  owner "growth@fjord.example"
  enter on cart_add where total >= {n}
    again at once, starting over
  leave on purchase where cart = entry.cart
  goal rescued: purchase within 3 days where cart = entry.cart, target 40%, worth amount
  hold out 15%

  wait 1 hour
  split wording
    early 50%
      send offer_{n} by push, else email
    late 50%
      wait until 18:00
      send offer_{n} by email
'''


def generated(folder: Path, campaigns: int) -> int:
    """A project of so many campaigns in files of ten; how many lines these have."""
    for name in KNOWN:
        shutil.copy(SHOP / name, folder / name)
    lines = 0
    for first in range(0, campaigns, 10):
        numbers = range(first, min(first + 10, campaigns))
        text = "\n".join(CAMPAIGN.format(n=number) for number in numbers)
        (folder / f"rescue_{first}.campaign").write_text(text, encoding="utf-8")
        lines += text.count("\n")
    return lines


def check(project: Path, *options: str) -> float:
    """The seconds of one `segue check` in a new process. Raises where it finds an error."""
    segue = str(Path(sys.executable).parent / "segue")
    command = [segue, "check", "--project", str(project), *options]
    start = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = perf_counter() - start
    if "error" in done.stdout or done.returncode > 1:
        raise SystemExit(done.stdout + done.stderr)
    return seconds


def told(name: str, project: Path, runs: int, bar: float, *options: str) -> str:
    """Checks once for the compiled files, then `runs` times."""
    check(project)
    found = sorted(check(project, *options) for _ in range(runs))
    verdict = "within" if median(found) <= bar else "OVER"
    return (
        f"{name}: {median(found):.3f} s ({found[0]:.3f} to {found[-1]:.3f}; {runs} runs), "
        f"{verdict} the bar of {bar} s"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--campaigns", type=int, default=1_000)
    options.add_argument("--runs", type=int, default=15)
    chosen = options.parse_args()
    print(told("segue check of the demo shop", SHOP, chosen.runs, SHOP_BAR, "--anew"))
    with tempfile.TemporaryDirectory(prefix="segue-checking-") as name:
        lines = generated(Path(name), chosen.campaigns)
        large = f"{chosen.campaigns:,} campaigns, {lines:,} lines"
        runs = min(chosen.runs, 5)
        print(told(large, Path(name), runs, LARGE_BAR, "--anew"))
        print(told("the same, unchanged", Path(name), runs, AGAIN_BAR))


if __name__ == "__main__":
    main()
