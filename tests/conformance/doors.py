"""A case carried out through the doors that a user's project has: tables of the shop, which are
recorded, and files with what comes back of messages, which are ingested."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.model.project import Project
from compiler.sql.tables import Tables
from runtime import store
from runtime.applying.apply import apply
from runtime.engines.engine import Engine
from runtime.history import History
from runtime.ingesting.ingest import ingest
from runtime.journal import Row
from runtime.looking.histories import histories
from runtime.pools import Files
from runtime.recording import record
from runtime.settings import Settings
from runtime.sources import attach
from runtime.store.connection import Connection
from runtime.store.versions import running, versions
from tests.conformance.interpreting import acts, identity, journal
from tests.conformance.reading import Case, Line, instant
from tests.conformance.running import FORGOTTEN, SECRET, act, cut, said
from tests.conformance.shops import Shop


@dataclass(frozen=True)
class Recorded:
    """A store that has run a case to its end, on what it recorded itself."""

    connection: Connection
    project: Project
    sources: Tables
    journal: Sequence[Row]

    @property
    def known(self) -> list[History]:
        return histories(self.connection, self.project)


@contextmanager
def through_the_doors(case: Case) -> Iterator[Recorded]:
    """Runs a case as its `runs` say, where the end of each run matters, else day by day."""
    connection = store.open(None, threads=1)
    try:
        shop, texts, at = Shop(connection, case), dict(case.texts), case.start
        for end in _ends(case):
            text = texts[max(each for each in texts if each <= at)]
            settings = shop.settings(text)
            shop.fill(text, end)
            if at in texts:
                engine, sources = _opened(shop, text, settings, at)
            act(connection, case, at, renaming=True)
            _answer(connection, case, engine.project, at)
            engine.tick(end)
            at = end
        rows = [
            replace(row, customer=row.customer.removesuffix(FORGOTTEN)) for row in engine.journal()
        ]
        yield Recorded(connection, case.texts[-1][1], sources, rows)
    finally:
        connection.close()


def interpreted(case: Case, ran: Recorded) -> list[Row]:
    """The interpreter's journal of what the store has recorded."""
    return journal(case, ran.known, acts(case))


def _ends(case: Case) -> list[datetime]:
    days = range(1, (case.until - case.start).days + 1)
    daily = [case.start + timedelta(days=number) for number in days]
    ends = [*(case.runs or daily), case.until]
    answers = [instant(line["time"]) for line in case.lines("answers.csv")]
    return cut(case, [*ends, *answers])


def _opened(
    shop: Shop, text: Project, settings: Settings, at: datetime
) -> tuple[Engine[object], Tables]:
    """An engine that goes on with a text from its instant on, and what it reads."""
    connection, case = shop.connection, shop.case
    if len(case.texts) > 1:
        apply(connection, text, "the case", None, case.start, said(case, at))
    going = running(connection, text)
    sources = attach(connection, going, settings, case.folder)

    def recorder(connection: Connection, prev: datetime, until: datetime) -> object:
        return record(connection, going, sources, prev, until, SECRET)

    engine: Engine[object] = Engine(
        connection, going, recorder, identity(case), versions=versions(text),
        pools=Files(case.folder),
    )  # fmt: skip
    if engine.until is None:
        engine.begin(case.start)
    return engine, sources


def _answer(connection: Connection, case: Case, project: Project, at: datetime) -> None:
    """Brings in what comes back at this instant, as files for `segue ingest`."""
    lines = [line for line in case.lines("answers.csv") if instant(line["time"]) == at]
    with TemporaryDirectory() as folder:
        for number, line in enumerate(lines):
            path = Path(folder, f"{number}.csv")
            _write(path, line)
            ingest(connection, project, line["event"], path, secret=SECRET)


def _write(path: Path, line: Line) -> None:
    """What the line says itself; where it names no message, its channel too, which may be none."""
    told = {
        name: cell for name, cell in line.items()
        if name != "event" and (cell or (name == "channel" and not line.get("send")))
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, told)
        writer.writeheader()
        writer.writerow(told)
