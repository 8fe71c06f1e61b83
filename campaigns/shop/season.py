"""Ninety days of the demo shop, run by Segue day by day, and what came of it.

Every day: people live (world.py), the receipts of yesterday's messages come in, Segue runs up to
the day's end, and what it hands over changes what people do from the next morning on. At the end
stand the report, which knows only what a shop can know, and beside it the truth.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from campaigns.shop.days import DAYS, begins, moment
from campaigns.shop.showing import Compared, truth, weeks
from campaigns.shop.truth import Effect, first_enrolments, true_effects
from campaigns.shop.world import Day, World
from runtime.journal import Row

PROJECT = Path(__file__).parent
BEGINNING = moment(begins(0))
END = moment(begins(DAYS))
MADE = ("data", "outbox", "receipts", ".segue")
"""The folders of the project that a season makes, and clears away before it begins anew."""

Show = Callable[[Path, Console], None]


@dataclass(frozen=True, slots=True)
class Segue:
    """The parts of Segue that a season needs, each given the project's folder.

    `advance(project, until)`: `segue run --until`. `ingest(project, event, file)`: `segue ingest`.
    `journal(project)`: all rows. `compared(project)`: per campaign with a goal, None where the
    report says `not yet`. `before` and `after`: what is shown under a title before the season
    (check, test) and after it (dry run, report).
    """

    advance: Callable[[Path, datetime], None]
    ingest: Callable[[Path, str, Path], None]
    journal: Callable[[Path], Iterable[Row]]
    compared: Callable[[Path], Mapping[str, Compared | None]]
    before: Mapping[str, Show] = field(default_factory=dict)
    after: Mapping[str, Show] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seconds:
    """Where the time of a season went."""

    world: float
    segue: float


def season(
    segue: Segue, console: Console, project: Path = PROJECT, days: int = DAYS, seed: int = 7
) -> dict[str, Effect]:
    """Lives through the first `days` of the season; says the true effect per campaign."""
    _clear(project)
    _show(segue.before, project, console)
    world = World(project, seed)
    lived, seconds = _live(world, segue, console, project, days)
    console.print(weeks(lived), "")
    _show(segue.after, project, console)
    until = moment(begins(days))
    effects = true_effects(world.orders, first_enrolments(segue.journal(project), until))
    console.print(truth(effects, segue.compared(project)), "")
    console.print(
        f"{days} days: the world took {seconds.world:.0f} s, Segue {seconds.segue:.0f} s."
    )
    return effects


class Outbox:
    """What the file provider has written, each line once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: Counter[Path] = Counter()

    def new_lines(self) -> list[str]:
        found = []
        for path in sorted(self._folder.glob("*.jsonl")):
            with path.open(encoding="utf-8") as file:
                file.seek(self._read[path])
                found.extend(file.read().splitlines())
                self._read[path] = file.tell()
        return found


def _live(
    world: World, segue: Segue, console: Console, project: Path, days: int
) -> tuple[list[tuple[Day, int]], Seconds]:
    """The days, each with how many messages were handed over on it."""
    outbox = Outbox(project / "outbox")
    lived: list[tuple[Day, int]] = []
    start, in_world = time.perf_counter(), 0.0
    lines: list[str] = []
    with _progress(console) as progress:
        task = progress.add_task("a year of history", total=days)
        world.prepare()
        for number in range(days):
            began = time.perf_counter()
            today = world.day(number, lines)
            in_world += time.perf_counter() - began
            for event, file in today.receipts.items():
                segue.ingest(project, event, file)
            segue.advance(project, today.until)
            lines = outbox.new_lines()
            lived.append((today, len(lines)))
            progress.update(task, advance=1, description=_line(today, len(lines)))
    return lived, Seconds(in_world, time.perf_counter() - start - in_world)


def _line(day: Day, messages: int) -> str:
    return f"day {day.number + 1:2}: {day.orders:3} orders, {messages:4} messages"


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:<36}"),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _clear(project: Path) -> None:
    for name in MADE:
        shutil.rmtree(project / name, ignore_errors=True)


def _show(parts: Mapping[str, Show], project: Path, console: Console) -> None:
    for title, show in parts.items():
        console.rule(title, align="left", style="dim")
        show(project, console)
        console.print()


def main() -> None:
    """The demo: the whole season in this folder, on the screen."""
    from campaigns.shop.wiring import Live, show_check, show_tests

    with Live(PROJECT) as live:
        season(
            Segue(
                advance=live.advance,
                ingest=live.ingest,
                journal=live.journal,
                compared=live.compared,
                before={"Checked": show_check, "Tested": show_tests},
                after={"What happened": live.show_summary, "Reported": live.show_report},
            ),
            Console(),
        )


if __name__ == "__main__":
    main()
