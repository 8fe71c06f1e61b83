"""Running a project on both executors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from compiler.check import check
from compiler.model.project import Project
from dsl.parse import parse_text
from dsl.tree import File
from runtime import store
from runtime.acts import Act
from runtime.engines.database import Hook
from runtime.engines.engine import Engine
from runtime.history import History
from runtime.identity import Forced, Identity
from runtime.interpreter import Applied, guards, interpret, learning, snapshots
from runtime.interpreter.learning import Moved
from runtime.journal import Row
from runtime.pools import Codes, Pools, made_up
from tests.engine.recorded import Recorder

IDENTITY = Identity("a shop")


def project(text: str) -> Project:
    """The project of a text that is right."""
    parsed = parse_text("shop.campaign", text)
    assert not parsed.diagnostics, parsed.diagnostics
    file: File = parsed.file
    checked = check([file], {})
    assert checked.project is not None, checked.diagnostics
    return checked.project


def by_interpreter(
    project: Project,
    histories: Sequence[History],
    beginning: datetime,
    until: datetime,
    forced: Forced | None = None,
    codes: Codes | None = None,
    acts: Sequence[Act] = (),
) -> list[Row]:
    """Everybody's journal, one customer after another; gifts get these `codes`."""
    seen = snapshots(project, histories, beginning, until)
    broken: tuple[guards.Broken, ...] = ()
    moved: Moved = {}
    while True:
        rows = [
            row
            for history in sorted(histories, key=lambda each: each.key)
            for row in interpret(
                project, history, beginning, until, IDENTITY, seen, forced, codes=codes, acts=acts,
                broken=broken, moved=moved,
            )
        ]  # fmt: skip
        found = guards.found(project, rows, beginning, until, acts)
        now = learning.found(rows, until, [Applied(beginning, project)])
        if found == broken and now == moved:
            return rows
        broken, moved = found, now


def in_turn(applied: Sequence[Applied], histories: Sequence[History], until: datetime) -> list[Row]:
    """Everybody's journal, where each text is executed from its instant on."""
    first, *then = applied
    return [
        row
        for history in sorted(histories, key=lambda each: each.key)
        for row in interpret(
            first.project, history, first.at, until, IDENTITY, first.populations,
            versions=first.versions, then=then,
        )
    ]  # fmt: skip


def engine_for(
    project: Project,
    histories: Sequence[History],
    beginning: datetime,
    forced: Forced | None = None,
    hook: Hook | None = None,
    pools: Pools = made_up,
) -> Engine[Any]:
    """An engine on a new store in memory, which has begun."""
    connection = store.open(None, threads=1)
    recorder = Recorder(project, histories)
    engine = Engine(connection, project, recorder, IDENTITY, forced, hook=hook, pools=pools)
    engine.begin(beginning)
    return engine


def by_engine(
    project: Project,
    histories: Sequence[History],
    beginning: datetime,
    until: datetime,
    ticks: Sequence[timedelta],
    forced: Forced | None = None,
) -> list[Row]:
    """Everybody's journal, in ticks of these lengths, over and over; in none: at once."""
    engine = engine_for(project, histories, beginning, forced)
    at, number = beginning, 0
    while at < until:
        at = min(until, at + ticks[number % len(ticks)]) if ticks else until
        number += 1
        engine.tick(at)
    return engine.journal()


def told(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Rows as short texts, for comparing; the rule is not compared."""
    return [
        (
            row.customer, f"{row.at:%m-%d %H:%M:%S.%f}", row.position, row.campaign, row.cause,
            str(row.kind), row.step, row.message, row.channel, row.arm, row.reason,
        )
        for row in rows
    ]  # fmt: skip
