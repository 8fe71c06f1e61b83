"""Segue itself as a season uses it: one open project from the first day to the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from rich.console import Console

from campaigns.shop.days import begins, moment
from campaigns.shop.showing import Compared
from runtime.applying.applied import live
from runtime.applying.apply import apply
from runtime.clock import now
from runtime.dispatch.dispatcher import Dispatcher
from runtime.engines.engine import Engine
from runtime.ingesting.ingest import ingest
from runtime.journal import Row
from runtime.loading import load
from runtime.recording import Recorded
from runtime.report.making import report
from runtime.report.model import GoalReport, Report
from runtime.report.summary import summary
from runtime.running.run import begin, dispatcher, executing
from runtime.testing.together import run_tests
from runtime.workspace.checked import checked
from runtime.workspace.workspace import Workspace, opened
from segue.shown.report import render_report
from segue.shown.summary import render_summary


class Live:
    """A project whose store stays open. Use as a context."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._opening = live(project)
        self._workspace: Workspace | None = None
        self._engine: Engine[Recorded] | None = None
        self._dispatcher: Dispatcher | None = None
        self._report: Report | None = None

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workspace is not None:
            self._opening.__exit__(None, None, None)

    @property
    def workspace(self) -> Workspace:
        """Opened when it is first needed: before, there are no data."""
        if self._workspace is None:
            with opened(self._project) as fresh:
                apply(fresh.connection, fresh.project, "the season", None, now())
            self._workspace = self._opening.__enter__()
        return self._workspace

    def advance(self, project: Path, until: datetime) -> None:
        """What `segue run --until` does, without reading the project anew every day."""
        if self._engine is None or self._dispatcher is None:
            self._engine = executing(self.workspace)
            self._dispatcher = dispatcher(self.workspace)
            begin(self._engine, moment(begins(0)))
        self._report = None
        self._engine.tick(until)
        self._dispatcher.hand_over(until)

    def ingest(self, project: Path, event: str, file: Path) -> None:
        ingest(self.workspace.connection, self.workspace.project, event, file)

    def journal(self, project: Path) -> Iterable[Row]:
        return self._engine.journal() if self._engine is not None else []

    def compared(self, project: Path) -> Mapping[str, Compared | None]:
        """What the report says of each campaign's first goal against the held-out."""
        campaigns = self.report.campaigns
        return {each.campaign: _compared(each.goals[0]) for each in campaigns if each.goals}

    @property
    def report(self) -> Report:
        """As of the last day that was run; made once, though it is shown and compared."""
        if self._report is None:
            self._report = report(self.workspace.connection, self.workspace.project)
        return self._report

    def show_summary(self, project: Path, console: Console) -> None:
        render_summary(summary(self.workspace.connection, self.workspace.project), console)

    def show_report(self, project: Path, console: Console) -> None:
        render_report(self.report, console, self.workspace.project.policy.timezone)


def show_check(project: Path, console: Console) -> None:
    """How many findings there are."""
    loaded = load(project)
    found = len(loaded.diagnostics)
    console.print(f"{len(loaded.sources)} files, {found or 'no'} findings")


def show_tests(project: Path, console: Console) -> None:
    """Every test, on the interpreter and on the engine."""
    _, model = checked(project)
    for one, proved in zip(model.tests, run_tests(model, model.tests), strict=True):
        console.print(f"{'[green]passed[/]' if proved.met else '[red]failed[/]'}  {one.name}")


def _compared(goal: GoalReport) -> Compared | None:
    for comparison in goal.comparisons:
        if comparison.split is None:
            for found in comparison.differences:
                if found.interval is not None:
                    return Compared(found.difference, found.interval.low, found.interval.high)
    return None
