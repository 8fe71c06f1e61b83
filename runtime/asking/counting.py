"""Who is in a segment, or in which group, on the data as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from sqlglot import exp

from compiler.model.conditions import InSegment
from compiler.model.project import Project
from compiler.model.values import GroupValue, Type
from compiler.sql import build
from compiler.sql.predictions import ages_query
from compiler.sql.probe import Inline
from compiler.sql.queries import Key, groups_query, segment_query
from compiler.sql.tables import Table, Tables
from compiler.walk import reached
from compiler.zones import midnight
from runtime.asking.data import Data
from runtime.errors import Trouble
from runtime.sources.reader import Reader
from runtime.sources.reading import in_order
from runtime.statistics import bgnbd

NOWHERE = "(in none)"


class Counting:
    """The customers of the segment or of the groups `name`, at an instant. Raises SourceError where
    the data are not what is declared, Trouble where the engine cannot give what is looked at."""

    def __init__(self, data: Data, name: str, at: datetime) -> None:
        self._project, self._reader = data.project, data.reader
        self._name, self._at = name, at
        self._taken = midnight(at, data.project.policy.timezone)
        self._grouped = name in data.project.groups
        self._asked = GroupValue(name) if self._grouped else InSegment(name)
        self._tables = self._with_clocks(with_one_row_each(data))
        self._kept = data.movements
        refuse_kept(data, f"`{name}` looks at", reached(data.project, self._asked).events)

    def counted(self) -> list[tuple[str, int]]:
        """How many customers: one row for a segment, one a group in the order of the text, and one
        for those in none of them."""
        found = self._reader.rows(self._query(Key.COUNT))
        if not self._grouped:
            return [(self._name, count) for (count,) in found]
        rows: dict[str | None, int] = dict(found)
        lines = [group.name for group in self._project.groups[self._name].lines]
        told = [(line, rows.get(line, 0)) for line in lines]
        return [*told, (NOWHERE, rows[None])] if rows.get(None) else told

    def members(self, limit: int) -> list[tuple[str, str]]:
        """The first `limit` customers by key, each with its group."""
        rows = self._reader.rows(self._query(Key.SHOW).limit(limit))
        return [(str(row[0]), row[1] or NOWHERE if self._grouped else "") for row in rows]

    def untold(self) -> list[tuple[str, str]]:
        """The predictions that are looked at and that are unknown for everybody, each with the
        reason."""
        return [(name, fit.trouble) for name, fit in self.predictions.items() if fit.trouble]

    def unwatched(self) -> list[tuple[str, datetime | None]]:
        """The movements that are looked at and that no run has kept up to the instant, each with
        the instant up to which they are known, None where none ever was."""
        events = reached(self._project, self._asked).events
        looked = [(name, self._kept.get(name)) for name in events
                  if name in self._project.movements]  # fmt: skip
        return [(name, until) for name, until in looked if until is None or until < self._at]

    @cached_property
    def predictions(self) -> dict[str, bgnbd.Fit]:
        """The predictions that are looked at, fitted to the data at the latest midnight."""
        return {
            name: bgnbd.fit(
                bgnbd.Ages(*row) for row in self._reader.rows(
                    ages_query(
                        self._project, self._project.predictions[name], self._taken, self._tables
                    )
                )
            )
            for name in self.predicted
        }  # fmt: skip

    @property
    def predicted(self) -> list[str]:
        """The predictions that are looked at."""
        looked = reached(self._project, self._asked).traits
        return [name for name in self._project.predictions if name in looked]

    def unfitted(self) -> exp.Query:
        """What is asked to count, but for the parameters of predictions, which are fitted first."""
        return self._written(Key.COUNT, dict.fromkeys(self.predicted))

    def _with_clocks(self, tables: Tables) -> Tables:
        """With the zones that customers live in, where something asked looks at their own clocks
        (S4)."""
        field = self._project.customers.of_type(Type.TIMEZONE)
        if field is None or field.name not in reached(self._project, self._asked).fields:
            return tables
        named = exp.select(tables.customers.fields[field.name].copy()).distinct()
        found = self._reader.rows(named.from_(tables.customers.source.copy()))
        return replace(tables, lived_in=frozenset(name for (name,) in found if name is not None))

    def _query(self, key: Key) -> exp.Query:
        fitted = {name: astuple(fit.parameters) if fit.parameters else None
                  for name, fit in self.predictions.items()}  # fmt: skip
        return self._written(key, fitted)

    def _written(
        self, key: Key, fitted: Mapping[str, tuple[Decimal, ...] | None]
    ) -> exp.Query:
        make = groups_query if self._grouped else segment_query
        populations = Inline(self._taken, fitted)
        return make(self._project, self._name, self._at, self._tables, populations, key)


def refuse_kept(data: Data, whose: str, events: tuple[str, ...]) -> None:
    """Raises Trouble where one of the events is none that the engine can give."""
    missing = [event for event in events if event not in data.tables.events]
    if missing:
        raise Trouble(
            f"{whose} `{missing[0]}`, which Segue keeps itself, and with the engine "
            f'`{data.settings.engine.kind}` it keeps nothing yet: take kind = "duckdb" in '
            "[engine], or declare the event `from` a table of the shop"
        )


def with_one_row_each(data: Data) -> Tables:
    """The tables; of several rows of one customer the one that a run would record."""
    tables = data.tables
    if tables.customers.since is not None:
        return tables  # at an instant, one version of each holds
    return replace(tables, customers=_once(data.project, data.reader, tables.customers))


def _once(project: Project, reader: Reader, table: Table) -> Table:
    key = table.key if table.key is not None else table.customer
    keys = exp.Count(this=exp.Distinct(expressions=[key.copy()]))
    counts = exp.select(exp.Count(this=exp.Star()), keys).from_(table.source.copy())
    ((rows, different),) = reader.rows(counts)
    return table if rows == different else replace(table, source=_first(project, table, key))


def _first(project: Project, table: Table, key: exp.Expr) -> exp.Expr:
    order = [in_order(table.fields[item.name].copy(), item.type)
             for item in project.customers.fields]  # fmt: skip
    ordered = [exp.Ordered(this=part, nulls_first=False) for part in order or [key.copy()]]
    place = exp.Window(
        this=exp.RowNumber(), partition_by=[key.copy()], order=exp.Order(expressions=ordered)
    )
    every = exp.select(exp.Star(), build.named(place, "place")).from_(table.source.copy())
    rows = exp.alias_(every.subquery(), "every", table=True, quoted=True)
    first = build.compare("=", build.column("place"), build.whole(1))
    once = exp.select(exp.Star()).from_(rows).where(first).subquery()
    return exp.alias_(once, "once", table=True, quoted=True)
