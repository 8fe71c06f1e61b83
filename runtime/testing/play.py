"""Plays a typed test on an executor, with every rule in force, on a made-up clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from compiler.model.project import Project
from compiler.model.tests import Test
from runtime.history import History
from runtime.identity import Identity
from runtime.interpreter import snapshots
from runtime.journal import Row
from runtime.own_events import with_own_events
from runtime.testing.delivery import Delivered, deliveries
from runtime.testing.executor import Executor, interpreter
from runtime.testing.horizon import end_of, latest_end
from runtime.testing.judge import Outcome, Played, judge
from runtime.testing.lines import forced_by, histories_of


@dataclass(frozen=True)
class Result:
    """A test's expectations in the order of the text, and its journal."""

    test: Test
    outcomes: tuple[Outcome, ...]
    rows: tuple[Row, ...]
    ended: datetime

    @property
    def met(self) -> bool:
        return all(outcome.met for outcome in self.outcomes)


def run_test(
    project: Project,
    test: Test,
    execute: Executor = interpreter,
    identity: Identity | None = None,
) -> Result:
    """Runs one test. Arms fall by `identity`, so that they are those of the project."""
    played = _play(project, test, execute, identity or Identity("test"))
    outcomes = tuple(judge(played, expected) for expected in test.expects)
    return Result(test, outcomes, tuple(played.rows), played.ended)


def _play(project: Project, test: Test, execute: Executor, identity: Identity) -> Played:
    forced = forced_by(test)

    def before(
        histories: Mapping[str, History], until: datetime
    ) -> tuple[list[Row], list[Delivered]]:
        everybody = list(histories.values())
        rows = execute(project, everybody, test.starts, until, identity, forced)
        return rows, deliveries(project, test, histories, rows)

    histories = histories_of(project, test, before)
    rows, delivered = before(histories, test.until or latest_end(project, test))
    ended = test.until or end_of(project, test, rows)
    histories = {who: with_own_events(project, each, rows) for who, each in histories.items()}
    just_after = ended + timedelta.resolution
    return Played(
        project=project,
        test=test,
        histories=histories,
        populations=snapshots(project, list(histories.values()), test.starts, just_after),
        rows=[row for row in rows if row.at <= ended],
        delivered=[each for each in delivered if each.at <= ended],
        ended=ended,
    )
