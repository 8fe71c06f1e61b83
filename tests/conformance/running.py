"""A case carried out by an engine, tick by tick, on what its tables say that happens."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest

from compiler.model.project import Project
from runtime import store
from runtime.acting import act as acting
from runtime.acts import Dates
from runtime.applying.along import Said
from runtime.applying.apply import apply
from runtime.engines.engine import Engine
from runtime.forgetting.forget import forget
from runtime.history import History
from runtime.journal import Row
from runtime.pools import Files
from runtime.store.connection import Connection
from runtime.store.versions import running, versions
from tests.conformance.happening import FORGET
from tests.conformance.interpreting import WHO, identity
from tests.conformance.reading import Case, instant
from tests.conformance.recording import Recorder


@dataclass(frozen=True)
class Ran:
    """A store that has run a case to its end, and the text that holds there."""

    connection: Connection
    project: Project
    journal: Sequence[Row]


After = Callable[[Connection, datetime], None]
"""Is done after each tick, which ended at that instant."""


def nothing(connection: Connection, end: datetime) -> None:
    """Nothing is done after a tick."""


New = Callable[[], Connection]
"""A fresh store."""


def in_memory() -> Connection:
    return store.open(None, threads=1)


@contextmanager
def by_engine(
    case: Case, known: Sequence[History], ends: Sequence[datetime], after: After = nothing,
    new: New = in_memory,
) -> Iterator[Ran]:
    """Runs the histories of a case in ticks with these ends; more are put in where the text changes
    or something is done to a campaign."""
    connection = new()
    try:
        texts, at = dict(case.texts), case.start
        for end in cut(case, ends):
            if at in texts:
                engine = _opened(connection, case, texts[at], known, at)
            act(connection, case, at)
            engine.tick(end)
            after(connection, end)
            at = end
        yield Ran(connection, case.texts[-1][1], engine.journal())
    finally:
        connection.close()


FORGOTTEN = ", forgotten"
"""How the name of somebody ends who was forgotten."""

SECRET = base64.b64encode(bytes(32)).decode()

ENGINES = ("duckdb", pytest.param("postgres", marks=pytest.mark.long))


def _opened(
    connection: Connection, case: Case, text: Project, known: Sequence[History], at: datetime
) -> Engine[None]:
    """An engine that goes on with a text, at its instant."""
    if len(case.texts) > 1 or case.has("report.csv"):
        apply(connection, text, "the case", None, case.start, said(case, at))
    going = running(connection, text)
    recorder = Recorder(going, known)
    engine: Engine[None] = Engine(
        connection, going, recorder, identity(case), versions=versions(text),
        pools=Files(case.folder),
    )  # fmt: skip
    if engine.until is None:
        engine.begin(case.start)
        recorder.begin(connection)
    return engine


def said(case: Case, at: datetime) -> Said | None:
    """Whether a text takes along who is inside at its instant; what is said that steps are called
    now."""
    lines = [line for line in case.lines("moves.csv") if instant(line["at"]) == at]
    if not lines:
        return None
    return {(line["campaign"], line["step"]): line["onto"] for line in lines if line.get("said")}


def cut(case: Case, ends: Sequence[datetime]) -> list[datetime]:
    """The ends of ticks, none of which goes over a change of the text or an act."""
    done = {instant(line["at"]) for line in case.lines("acts.csv")} | set(case.versions.values())
    return sorted({*ends, *(at for at in done if case.start < at < case.until)})


def act(connection: Connection, case: Case, at: datetime, *, renaming: bool = False) -> None:
    """Does to campaigns, and to customers, what is done at this instant; `renaming`: whoever is
    forgotten has another name then, as in a user's project."""
    for line in case.lines("acts.csv"):
        if instant(line["at"]) != at:
            continue
        if line["act"] == FORGET:
            key = line["customer"]
            name = f"{key}{FORGOTTEN}" if renaming else key
            forget(connection, key, SECRET, partial(str, name))
        elif line["act"] == "pause":
            acting.pause(connection, line["campaign"], WHO)
        elif line["act"] == "stop":
            acting.stop(connection, line["campaign"], WHO)
        else:
            dates = Dates(line["dates"]) if line.get("dates") else None
            acting.resume(connection, line["campaign"], WHO, dates)


Ends = Callable[[Case, Sequence[datetime]], list[datetime]]
"""The ends of ticks of a case, of which these instants are those at which something is decided."""


def at_once(case: Case, decided: Sequence[datetime]) -> list[datetime]:
    return [case.until]


def day_by_day(case: Case, decided: Sequence[datetime]) -> list[datetime]:
    """Of long stretches so many days at a time that there are about five."""
    days = max(1, (case.until - case.start).days // 5)
    ends = (case.start + timedelta(days=days) * number for number in range(1, 6))
    return [*(at for at in ends if at < case.until), case.until]


def oddly(case: Case, decided: Sequence[datetime]) -> list[datetime]:
    """Exactly where something is decided, and a microsecond or two behind."""
    step = max(1, len(decided) // 3)
    ends = (
        at + beside * timedelta(microseconds=1) for beside, at in enumerate(decided[::step][:3])
    )
    return [*(at for at in ends if case.start < at < case.until), case.until]


PATTERNS: dict[str, Ends] = {"at once": at_once, "day by day": day_by_day, "oddly": oddly}
"""How a case is divided into ticks, which must not matter (S1)."""
