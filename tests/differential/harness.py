"""One generated project over one generated world, executed twice: by the engine in ticks, and by
the interpreter on what the engine has recorded. The two journals must be equal."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from compiler.check import check
from compiler.model.project import Project
from compiler.sql.tables import Tables
from compiler.zones import to_civil, to_instant
from dsl.diagnostics import Severity
from dsl.parse import parse
from dsl.source import Source
from runtime import store
from runtime.acts import Act, read
from runtime.engines.database import Hook
from runtime.engines.engine import Engine
from runtime.identity import Identity
from runtime.interpreter import Applied, guards, interpret, learning, snapshots
from runtime.interpreter.gifts import handed_out
from runtime.interpreter.guards import Broken
from runtime.interpreter.learning import Moved
from runtime.journal import Kind, Row
from runtime.looking.histories import histories
from runtime.pools import Codes
from runtime.recording import record
from runtime.settings import Settings
from runtime.sources import attach
from runtime.store.catalog import tables
from runtime.store.connection import Connection
from runtime.store.postgres import PostgresConnection
from tests.differential import acts, borders, dates, offers, projects, worlds
from tests.differential.worlds import COLUMNS, Clock, World

IDENTITY = Identity("differential")
SETTINGS = Settings.model_validate(
    {
        "project": {"name": "differential"},
        "tables": {name: {"table": name.replace(".", "_")} for name in COLUMNS},
    }
)


SECRET = base64.b64encode(bytes(range(24))).decode()
"""By which those are known who are forgotten."""

VERSIONED = r"\g<0>\n  version    from valid_from"
"""What stands behind the line of the key where the table has a row per version."""


@dataclass(frozen=True)
class Answer:
    """Somebody clicked or opened a message that was planned, or unsubscribed by it."""

    kind: str
    time: datetime
    about: Row


@dataclass(frozen=True)
class Case:
    """A project and a world, both from one seed."""

    seed: int
    text: str
    project: Project
    world: World
    answers: tuple[Answer, ...]
    acts: tuple[Act, ...] = ()


def case(seed: int) -> Case:
    """The case of a seed. Answers are made for the messages that the interpreter plans without,
    and people act where it decides something without."""
    random = Random(seed)
    era = random.choice(worlds.ERAS)
    text = borders.project(random) if narrow(seed) else projects.project(random)
    text = _shifted(dates.dated(text, seed) if dated(seed) else text, era)
    if versioned(seed):
        text = re.sub(r"(?m)^  key +from id$", VERSIONED, text, count=1)
    project = compiled(text)
    world = worlds.world(random, era, _clock(project, text, 0.9 if narrow(seed) else 0.5))
    world = replace(world, versioned=versioned(seed))
    world = worlds.moving(world) if dated(seed) else world
    bare = Case(seed, text, project, world, ())
    rows = interpreted_alone(bare)
    planned = [row for row in rows if row.kind is Kind.PLANNED]
    answers = tuple(_answers(random, bare, planned))
    return Case(seed, text, project, world, answers, acts.drawn(seed, project, world, rows))


def narrow(seed: int) -> bool:
    """Every other project is a narrow one."""
    return seed % 2 == 1


def dated(seed: int) -> bool:
    """Apart from the seeds that were first, a third has campaigns around dates of customers."""
    return seed >= 400 and seed % 3 == 0


def versioned(seed: int) -> bool:
    """Of every fourth, the shop's table has a row per version of a customer."""
    return seed % 12 in (0, 6, 11)


def _clock(project: Project, text: str, share: float) -> Clock:
    """All times of day and lengths up to two days that the text names."""
    times = {time.fromisoformat(each) for each in re.findall(r"\b\d\d:\d\d\b", text)}
    found = re.findall(r"\b(\d+) (minute|hour|day)s?\b", text)
    lengths = {timedelta(**{f"{unit}s": int(amount)}) for amount, unit in found if int(amount) < 60}
    near = [each for each in sorted(lengths) if each <= timedelta(days=2)]
    return Clock(project.policy.timezone, tuple(sorted(times)), tuple(near), share)


def interpreted_alone(case: Case) -> list[Row]:
    """The interpreter's journal of what is recorded when all has been seen."""
    connection = store.open(None, threads=1)
    try:
        engine = opened(connection, case)
        fill(connection, case, case.world.end)
        engine.record(connection, case.world.start, case.world.end)
        return interpreted(connection, case, case.world.end, case.acts)
    finally:
        connection.close()


def compiled(text: str) -> Project:
    """The typed project of a text that must be right."""
    parsed = parse(Source("generated.campaign", text))
    checked = check([parsed.file], offers.TEXTS)
    found = [*parsed.diagnostics, *checked.diagnostics]
    wrong = [f"{d.title}: {text[d.span.start:d.span.end]}" for d in found
             if d.severity is Severity.ERROR]  # fmt: skip
    assert not wrong and checked.project is not None, "\n".join([*wrong, text])
    return checked.project


New = Callable[[], Connection]


def in_memory() -> Connection:
    """A new store of DuckDB."""
    return store.open(None, threads=1)


def patterns(seed: int, world: World) -> dict[str, list[datetime]]:
    """The ends of ticks: all at once, daily, and odd ones, most of which are instants at which
    something happens."""
    random = Random(seed)
    seen = sorted({row.visible for row in world.rows if world.start < row.visible < world.end})
    odd = {*random.sample(seen, 3), world.start + timedelta(minutes=random.randrange(1, 7200))}
    return {
        "one tick": [world.end],
        "daily": [world.start + timedelta(days=day) for day in range(1, 6)],
        "odd": [*sorted(odd), world.end],
    }


def run(
    case: Case, ticks: Sequence[datetime], hook: Hook | None = None, new: New = in_memory
) -> tuple[list[Row], list[Row]]:
    """The engine's journal and the interpreter's; over a `new` store."""
    connection = new()
    try:
        engine = opened(connection, case, hook)
        for end in acts.cut(case.acts, ticks):
            acts.do(connection, case.acts, engine.until)
            fill(connection, case, end)
            if end != engine.until:
                engine.tick(end)
        return engine.journal(), interpreted(connection, case, ticks[-1])
    finally:
        connection.close()


def opened(
    connection: Connection, case: Case, hook: Hook | None = None,
    versions: Mapping[str, str] | None = None,
) -> Engine[Any]:  # fmt: skip
    """An engine over a store and the case's tables, at the world's start or where it stands."""
    for table, columns in COLUMNS.items():
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        with _in_shop(connection) as execute:
            execute(f'CREATE TABLE IF NOT EXISTS "{_own(table)}" ({listed})')
    sources = attach(connection, case.project, SETTINGS, Path())
    recorder = partial(_record, case.project, sources)
    engine = Engine(
        connection, case.project, recorder, IDENTITY, versions=versions, hook=hook,
        pools=offers.pool,
    )  # fmt: skip
    if engine.until is None:
        engine.begin(case.world.start)
    return engine


def _record(
    project: Project, sources: Tables, connection: Connection, prev: datetime,
    until: datetime,
) -> object:  # fmt: skip
    return record(connection, project, sources, prev, until, SECRET)


def fill(connection: Connection, case: Case, end: datetime) -> None:
    """Make the tables what they were just before `end`."""
    for table, columns in COLUMNS.items():
        rows = case.world.seen(table, end)
        with _in_shop(connection) as execute:
            execute(f'DELETE FROM "{_own(table)}"')
            _insert(connection, _own(table), columns, rows)
    for kind in ("clicked", "opened", "unsubscribed"):
        seen = [a for a in case.answers if a.kind == kind and a.time < end]
        if f"kept_{kind}" in tables(connection):
            connection.execute(f'DELETE FROM "kept_{kind}"')
            _insert(connection, f"kept_{kind}", _ANSWER, [_answer_row(a) for a in seen])


@contextmanager
def _in_shop(connection: Connection) -> Iterator[Callable[[str], object]]:
    """What executes statements, as they stand, where the shop's tables are."""
    if isinstance(connection, PostgresConnection):
        with connection.of_the_shop():
            yield connection.own
    else:
        yield connection.execute


_ANSWER = {
    "customer": "VARCHAR", "time": "TIMESTAMP", "id": "VARCHAR", "enrolment": "VARCHAR",
    "f_message": "VARCHAR", "f_channel": "VARCHAR", "f_campaign": "VARCHAR", "f_step": "VARCHAR",
}  # fmt: skip


def _answer_row(answer: Answer) -> tuple[object, ...]:
    row = answer.about
    id = f"{row.enrolment}/{row.step}"
    time = answer.time.replace(tzinfo=None)
    return (row.customer, time, id, row.enrolment, row.message, row.channel, row.campaign, row.step)


def _answers(random: Random, case: Case, planned: Iterable[Row]) -> Iterable[Answer]:
    """Who withdraws consents and gives them again mostly unsubscribes before."""
    versions = Counter(row.cells.get("id") for row in case.world.rows if "city" in row.cells)
    for row in planned:
        wavering = versions[row.customer] > 2
        if random.random() < 0.4:
            kinds = ("clicked", "opened", "clicked", "opened", "unsubscribed")
            kind = random.choice(("unsubscribed",) if wavering else kinds)
            yield Answer(kind, _later(random, case, row.at), row)


def _later(random: Random, case: Case, at: datetime) -> datetime:
    """Soon after a message, or at the next 00:00 of the policy's clock, when changes are seen."""
    if random.random() < 0.2:
        zone = case.project.policy.timezone
        return to_instant(datetime.combine(to_civil(at, zone) + timedelta(days=1), time()), zone)
    return at + timedelta(minutes=30 * random.choice((0, 1, 2, 12, 48)))


def _insert(
    connection: Connection, table: str, columns: dict[str, str],
    rows: Sequence[Sequence[object]],
) -> None:  # fmt: skip
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in columns.values())
    lists = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f'INSERT INTO "{table}" ({names}) SELECT {values}', lists)


def _own(table: str) -> str:
    return table.replace(".", "_")


def interpreted(
    connection: Connection, case: Case, until: datetime, done: Sequence[Act] | None = None
) -> list[Row]:
    """The interpreter's journal of everything that the store has recorded; `done`: what people
    did, where the store does not say it."""
    known = read(connection) if done is None else done
    recorded = histories(connection, case.project)
    populations = snapshots(case.project, recorded, case.world.start, until)
    codes: Codes = {}
    broken: tuple[Broken, ...] = ()
    moved: Moved = {}
    while True:
        rows = [
            row
            for history in recorded
            for row in interpret(
                case.project, history, case.world.start, until, IDENTITY, populations, codes=codes,
                acts=known, broken=broken, moved=moved,
            )
        ]
        handed = handed_out(case.project, rows, offers.pool)
        found = guards.found(case.project, rows, case.world.start, until, known)
        now = learning.found(rows, until, [Applied(case.world.start, case.project)])
        if handed == codes and found == broken and now == moved:
            return rows
        broken, moved = found, now  # as of each snapshot by all who entered before it
        codes = handed  # what a gift is hangs on whom others were given it before


def compared(row: Row) -> tuple[object, ...]:
    """What must be equal (S38)."""
    return (
        row.at, row.position, row.customer, row.campaign, row.version, row.cause, row.kind,
        row.step, row.message, row.channel, row.arm, row.reason,
    )  # fmt: skip


def difference(engine: Sequence[Row], interpreter: Sequence[Row]) -> str:
    """The first difference with what lies around it; empty where there is none."""
    left, right = [compared(row) for row in engine], [compared(row) for row in interpreter]
    if left == right:
        return ""
    at = next(
        (n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    who = (left + right)[at if at < len(left) else -1][2]
    lines = [f"first difference at row {at}, customer {who}"]
    for name, rows in (("engine", engine), ("interpreter", interpreter)):
        lines.append(f"{name}:")
        lines += [f"  {_short(row)}" for row in rows[max(at - 6, 0) : at + 4]]
    return "\n".join(lines)


def _short(row: Row) -> str:
    return (
        f"{row.at:%m-%d %H:%M} {row.customer} {row.campaign} {row.kind} step={row.step} "
        f"{row.message} {row.channel} {row.arm} {row.reason} [{row.position}] cause={row.cause}"
    )


def _shifted(text: str, days: int) -> str:
    """The text with every date of its year moved by so many days."""
    def moved(match: re.Match[str]) -> str:
        return (date.fromisoformat(match[0]) + timedelta(days=days)).isoformat()

    return re.sub(r"2026-\d\d-\d\d", moved, text)
