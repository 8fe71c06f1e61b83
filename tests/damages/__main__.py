"""`python -m tests.damages [PROJECT [EVERY]]`: damages of a project, by default all of the demo
shop, or only each EVERYth; those that are said badly, and the figures."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.damages.judging import SHOP, Project, figures


def main(root: Path = SHOP, every: int = 1) -> None:
    project = Project(root)
    verdicts = [project.judge(each) for each in project.damages()[::every]]
    for each in verdicts:
        if not each.valid and not (each.once and each.there):
            print(f"{each}\n")
    print(figures(verdicts))


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:2]), *(int(each) for each in sys.argv[2:3]))
