"""`python -m tests.damages [PROJECT [EVERY]]`: damages of a project, by default all of the demo
shop, or only each EVERYth; those that are said badly, and the figures."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.damages.judging import SHOP, Project, figures


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("project", nargs="?", type=Path, default=SHOP)
    reader.add_argument("every", nargs="?", type=int, default=1)
    asked = reader.parse_args()
    project = Project(asked.project)
    verdicts = [project.judge(each) for each in project.damages()[:: asked.every]]
    for each in verdicts:
        if not each.valid and not (each.once and each.there):
            print(f"{each}\n")
    print(figures(verdicts))


if __name__ == "__main__":
    main()
