"""`python -m tests.damages`: every damage of the demo shop, those that are said badly, and the
figures."""

from __future__ import annotations

from tests.damages.judging import Project, figures


def main() -> None:
    project = Project()
    verdicts = [project.judge(each) for each in project.damages()]
    for each in verdicts:
        if not each.valid and not (each.once and each.there):
            print(f"{each}\n")
    print(figures(verdicts))


if __name__ == "__main__":
    main()
