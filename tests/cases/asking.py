"""A case's segments, groups and traits asked of its small world, by SQL and by the interpreter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

from compiler.meaning.parts import GROUP
from compiler.model.conditions import Condition, InSegment
from compiler.model.project import Project
from compiler.model.values import GroupValue, TraitValue, Value
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from compiler.sql.queries import Key, groups_query, segment_query
from compiler.sql.tables import store_tables
from compiler.zones import midnight, to_civil
from dsl import tree
from dsl.parse import parse_text
from runtime import store
from runtime.engines.database import Database, stored
from runtime.engines.movements import Keeper
from runtime.engines.same import Same
from runtime.history import History
from runtime.interpreter import Populations, Position, View, populations, snapshots
from runtime.interpreter.conditions import holds
from runtime.interpreter.values import value
from runtime.testing.lines import histories_of
from runtime.testing.on_engine import recorded
from tests.cases.executing import PATH, whole
from tests.cases.reading import Case

MOMENT = timedelta(microseconds=1)

Asked = Mapping[str, Condition | Value]


@dataclass(frozen=True)
class World:
    """A project, the histories of its customers by key, the instant at which one looks, and since
    when movements are watched."""

    project: Project
    histories: Mapping[str, History]
    at: datetime
    beginning: datetime

    @property
    def midnight(self) -> datetime:
        return midnight(self.at, self.project.policy.timezone)


def values(case: Case) -> str:
    """What the case's traits, groups and segments are for each customer at the end of its data,
    as a table: by SQL on DuckDB, which must equal the interpreter."""
    world = _world(case)
    asked = _asked(case, world.project)
    found, by_rules = by_sql(world, asked), by_interpreter(world, asked)
    assert found == by_rules
    rows = [
        [key, *(cell(world.project, row[name]) for name in asked)]
        for key, row in zip(world.histories, found, strict=True)
    ]
    return _table([["", *asked], *rows])


def sql(case: Case) -> str:
    """The query for the last segment or groups of the case, and what DuckDB answers."""
    world = _world(case)
    project = world.project
    name = [each for each in _asked(case, project) if each not in project.traits][-1]
    make = groups_query if name in project.groups else segment_query
    snapshot = Inline(world.midnight)
    query = make(project, name, world.at, store_tables(project), snapshot, Key.COUNT)
    text = emit(query, "duckdb")
    with _store(world) as connection:
        rows = connection.execute(text).fetchall()
    told = "".join("-- " + " ".join(str(cell) for cell in row) + "\n" for row in rows)
    return f"{text.rstrip()}\n{told}"


def _world(case: Case) -> World:
    project = whole(case)
    test = project.tests[-1]
    assert test.until is not None, "say `until` when"
    histories = histories_of(project, test, lambda *_: ([], []))
    return World(project, histories, test.until, test.starts)


def _asked(case: Case, project: Project) -> dict[str, Condition | Value]:
    """What the case itself declares, in its order."""
    own = parse_text(PATH, case.text).file.declarations
    kinds = (tree.Trait, tree.Predict, tree.Score, tree.Groups, tree.Segment, tree.List)
    names = [name for node in own if isinstance(node, kinds) for name in _names(project, node)]
    return {name: one(project, name) for name in names}


def _names(
    project: Project,
    node: tree.Trait | tree.Predict | tree.Score | tree.Groups | tree.Segment | tree.List,
) -> list[str]:
    """Of a score, its text and its named group."""
    name = node.name.text
    group = f"{name}.{GROUP}"
    return [name, group] if isinstance(node, tree.Score) and group in project.groups else [name]


def one(project: Project, name: str) -> Condition | Value:
    if name in project.segments:
        return InSegment(name)
    if name in project.groups:
        return GroupValue(name)
    return TraitValue(name, project.traits[name].value.type)


def by_sql(world: World, asked: Asked) -> list[dict[str, Any]]:
    tables = store_tables(world.project)
    query = probe(world.project, asked, Everybody(world.at), tables, Inline(world.midnight))
    with _store(world) as connection:
        result = connection.execute(emit(query, "duckdb"))
        names = [column[0] for column in result.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    found.sort(key=lambda row: row["customer"])
    return [{name: _aware(row[name]) for name in asked} for row in found]


def by_interpreter(world: World, asked: Asked) -> list[dict[str, Any]]:
    seen = _seen(world)
    views = [
        View(world.project, history, Position(world.at), seen)
        for history in world.histories.values()
    ]
    return [
        {
            name: value(view, of) if isinstance(of, Value) else holds(view, of)
            for name, of in asked.items()
        }
        for view in views
    ]


def _seen(world: World) -> Populations:
    histories = list(world.histories.values())
    if world.project.movements:
        return snapshots(world.project, histories, world.beginning, world.at + MOMENT)
    taken = populations(world.project, histories, world.midnight)
    return Populations(((world.midnight, taken),))


@contextmanager
def _store(world: World) -> Iterator[DuckDBPyConnection]:
    connection = store.open(None, threads=1)
    try:
        recorded(connection, world.project, list(world.histories.values()))
        if world.project.movements:
            _watch(connection, world)
        yield connection
    finally:
        connection.close()


def _watch(connection: DuckDBPyConnection, world: World) -> None:
    """Keeps the movements, as a run up to the instant does."""
    database, until = Database(connection), world.at + MOMENT
    database.values = {"prev": stored(world.beginning), "until": stored(until)}
    Keeper(Same(world.project, "duckdb")).keep(database, world.beginning, until, first=True)


def _aware(cell: Any) -> Any:
    """The store's instants are in UTC and say so nowhere."""
    return cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell


def cell(project: Project, of: object) -> str:
    if of is None:
        return "?"
    if isinstance(of, bool):
        return "yes" if of else "no"
    if isinstance(of, Decimal):
        return f"{of.normalize():f}"
    if isinstance(of, datetime):
        return f"{to_civil(of, project.policy.timezone):%Y-%m-%d %H:%M}"
    return str(of)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )
