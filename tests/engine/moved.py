"""Projects that change while customers are inside, who are moved along: by both executors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from compiler.model.project import Project
from compiler.versions import campaign_version
from runtime import store
from runtime.applying.along import Said
from runtime.applying.applied import project_of
from runtime.applying.apply import apply
from runtime.applying.steps import Moved
from runtime.engines.engine import Engine
from runtime.history import History
from runtime.interpreter import Applied, snapshots
from runtime.journal import Row
from runtime.store.connection import Connection
from runtime.store.versions import running
from tests.engine.borders import UNTIL
from tests.engine.compared import IDENTITY, in_turn, told
from tests.engine.recorded import Recorder
from tests.engine.shop import BEGINNING

Text = tuple[datetime, Project, Said | None]
"""What is executed from an instant on; whether who is inside is moved along, and what somebody says
that steps are called."""

Moves = Mapping[tuple[str, str], Mapping[str, str]]


def versions(of: Project) -> dict[str, str]:
    return {name: campaign_version(of, name) for name in of.campaigns}


def by_engine(
    texts: Sequence[Text], histories: Sequence[History], tick: timedelta
) -> tuple[list[Row], list[tuple[Moved, ...]]]:
    """The journal, with ticks of one length, shorter where a text ends; and who was moved."""
    connection = store.open(None, threads=1)
    ends = [*(at for at, *_ in texts[1:]), UNTIL]
    journal: list[Row] = []
    moved = []
    for (start, text, said), end in zip(texts, ends, strict=True):
        moved.append(apply(connection, text, "ann", None, start, said).moved)
        engine = opened(connection, histories)
        if start == BEGINNING:
            engine.begin(start)
        while start < end:
            start = min(end, start + tick)
            engine.tick(start)
        journal = engine.journal()
    return journal, moved


def opened(connection: Connection, histories: Sequence[History]) -> Engine[None]:
    """An engine that goes on with what is applied."""
    today = project_of(connection)
    return Engine(
        connection, running(connection, today), Recorder(today, histories), IDENTITY,
        versions=versions(today),
    )  # fmt: skip


def by_interpreter(
    texts: Sequence[Text], histories: Sequence[History], moved: Sequence[Sequence[Moved]]
) -> list[Row]:
    applied = [
        Applied(
            at, text, versions(text), snapshots(text, histories, BEGINNING, UNTIL), _moves(each)
        )
        for (at, text, _), each in zip(texts, moved, strict=True)
    ]
    return in_turn(applied, histories, UNTIL)


def _moves(moved: Sequence[Moved]) -> Moves:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in moved:
        found.setdefault((each.campaign, each.version), {})[each.step] = each.onto
    return found


def agreed(texts: Sequence[Text], *histories: History) -> list[Row]:
    """The journal on which the two agree, whatever the ticks."""
    rows: list[Row] = []
    for tick in (timedelta(days=5), timedelta(hours=5)):
        found, moved = by_engine(texts, histories, tick)
        rows = by_interpreter(texts, histories, moved)
        assert told(found) == told(rows)
        assert [each.version for each in found] == [each.version for each in rows]
    return rows
