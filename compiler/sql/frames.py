"""Who is asked, and which rows of theirs are visible (S5, S6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlglot import exp

from compiler.model.project import Project
from compiler.sql import build
from compiler.sql.clocks import Clock, FixedClock, RowClock
from compiler.sql.tables import Table, Tables

TIMER = 9223372036854775807
"""The `seq` of a row that is asked at a timer's position: behind all events at its instant."""


@dataclass(frozen=True)
class Everybody:
    """Every known customer, at a timer's position at the instant `at`."""

    at: datetime


@dataclass(frozen=True)
class Rows:
    """The rows of a table with the columns `row` (BIGINT, unique), `cid`, `at` (TIMESTAMP), `seq`
    (BIGINT; `TIMER` at a timer's position) and those of the context: expressions over the
    table's unqualified columns. The customers must be known ones (have a visible version).

    `earliest`: an instant that no row's `at` is before; it lets engines skip old events by their
    time. `beside`: columns that are given back with each row.
    `calendar`: whether the table has a column `calendar`, an instant of at most two days before
    `at`, by which the calendar is read instead (S8).
    """

    table: str
    entry: Mapping[str, exp.Expr] = field(default_factory=dict)
    entry_time: exp.Expr | None = None
    answers: Mapping[tuple[str, str], exp.Expr] = field(default_factory=dict)
    enrolment: exp.Expr | None = None
    earliest: exp.Expr | None = None
    calendar: bool = False
    beside: tuple[str, ...] = ()

    def columns(self) -> list[str]:
        """The columns of the table that are read."""
        context = [*self.entry.values(), *self.answers.values(), self.entry_time, self.enrolment]
        found = [one.find_all(exp.Column) for one in context if one is not None]
        names = [column.name for columns in found for column in columns]
        own = ["row", "cid", "at", "seq", *(["calendar"] if self.calendar else [])]
        return list(dict.fromkeys([*own, *names, *self.beside]))


class Frame(Protocol):
    @property
    def tables(self) -> Tables: ...

    @property
    def key(self) -> str:
        """The column that names an asked row."""

    @property
    def context(self) -> bool:
        """Whether rows have instants of their own, so that every pass over events joins them."""

    @property
    def clock(self) -> Clock: ...

    @property
    def suffix(self) -> str:
        """What tells this frame's names from those of another in one query."""

    def base(self, columns: Mapping[str, str], key: str | None = None) -> exp.Select:
        """The asked rows, with the given customer fields under the given names, and with the
        customer's key, as text, under the name `key` where there is one."""

    def visible(self, table: Table, alias: str, asked: str) -> list[exp.Expr]:
        """What makes an event, or a version of a record, visible to the asked row."""

    def joined(self, table: Table, alias: str, asked: str) -> exp.Expr:
        """Whether an event is of the asked row's customer."""


@dataclass(frozen=True)
class EverybodyFrame:
    over: Everybody
    tables: Tables
    clock: FixedClock
    suffix: str = ""
    key: str = "customer"
    context: bool = False

    def base(self, columns: Mapping[str, str], key: str | None = None) -> exp.Select:
        found = self._base(columns, None if self.tables.people is not None else key)
        if self.tables.people is None or key is None:
            return found
        asked = exp.alias_(found.subquery(), "known", table=True, quoted=True)
        names = [self.key, *columns.values()]
        rows = exp.select(*(build.column(name, "known") for name in names)).from_(asked)
        return _with_key(rows, key, self.tables.people, build.column(self.key, "known"))

    def _base(self, columns: Mapping[str, str], key: str | None) -> exp.Select:
        table = self.tables.customers
        found = exp.select(
            build.named(table.customer.copy(), self.key),
            *(build.named(table.fields[name].copy(), alias) for name, alias in columns.items()),
        ).from_(table.source.copy())
        if key is not None:
            found = found.select(build.named(_own_key(table), key))
        versions = standing_at(table, self.over.at)
        return found.where(*versions) if versions else found

    def visible(self, table: Table, alias: str, asked: str) -> list[exp.Expr]:
        arrival = table.arrival if table.arrival is not None else table.time
        if arrival is None:
            return standing_at(table, self.over.at, alias)
        at = build.instant(self.over.at)
        return [build.compare("<=", build.qualified(arrival, alias), at)]

    def joined(self, table: Table, alias: str, asked: str) -> exp.Expr:
        customer = build.qualified(table.customer, alias)
        return build.compare("=", customer, build.column(self.key, asked))


@dataclass(frozen=True)
class RowsFrame:
    over: Rows
    tables: Tables
    clock: RowClock
    suffix: str = ""
    key: str = "row"
    context: bool = True

    def base(self, columns: Mapping[str, str], key: str | None = None) -> exp.Select:
        found = self._base(columns)
        if key is None:
            return found
        assert self.tables.people is not None, "rows are asked in the store"
        return _with_key(found, key, self.tables.people, build.column("cid", self.over.table))

    def _base(self, columns: Mapping[str, str]) -> exp.Select:
        asked, table = self.over.table, self.tables.customers
        found = exp.select(*(build.column(name, asked) for name in self.over.columns()))
        found = found.from_(build.table(asked))
        if not columns:
            return found
        fields = (
            build.named(build.qualified(table.fields[name], "known"), alias)
            for name, alias in columns.items()
        )
        return found.select(*fields).join(
            table.behind_from("known"), on=self._version(table, asked), join_type="left"
        )

    def _version(self, table: Table, asked: str) -> exp.Expr:
        """A version recorded at an instant is seen by timers at it, but not by events at it."""
        same = build.compare(
            "=", build.qualified(table.customer, "known"), build.column("cid", asked)
        )
        if table.since is None or table.until is None:
            return same
        return build.both([same, *_stands(table, "known", asked)])

    def visible(self, table: Table, alias: str, asked: str) -> list[exp.Expr]:
        arrival = table.arrival if table.arrival is not None else table.time
        if arrival is None:
            return _stands(table, alias, asked)
        arrived, at = build.qualified(arrival, alias), build.column("at", asked)
        seen = build.compare("<=", arrived, at)
        if table.seq is None:
            return [seen]
        earlier = build.compare("<", arrived.copy(), at.copy())
        seq = build.qualified(table.seq, alias)
        in_order = build.compare("<=", seq, build.column("seq", asked))
        return [seen, build.either([earlier, in_order])]

    def joined(self, table: Table, alias: str, asked: str) -> exp.Expr:
        customer = build.qualified(table.customer, alias)
        return build.compare("=", customer, build.column("cid", asked))


def standing_at(table: Table, at: datetime, alias: str | None = None) -> list[exp.Expr]:
    """Whether a version is the one at an instant; nothing where there are none. The columns are
    qualified by `alias`, where there is one."""
    if table.since is None or table.until is None:
        return []
    columns = [table.since.copy(), table.until.copy()]
    since, until = columns if alias is None else (build.qualified(one, alias) for one in columns)
    moment = build.instant(at)
    return [build.compare("<=", since, moment), build.compare(">", until, moment.copy())]


def _own_key(table: Table) -> exp.Expr:
    return build.cast((table.key if table.key is not None else table.customer).copy(), "TEXT")


def _with_key(rows: exp.Select, name: str, people: exp.Expr, cid: exp.Expr) -> exp.Select:
    keys = exp.alias_(people.copy(), "people", table=True, quoted=True)
    same = build.compare("=", build.column("cid", "people"), cid)
    return rows.select(build.named(build.column("key", "people"), name)).join(keys, on=same)


def _stands(table: Table, alias: str, asked: str) -> list[exp.Expr]:
    """Whether a version is the one of the asked row's position."""
    if table.since is None or table.until is None:
        return []
    since, until = build.qualified(table.since, alias), build.qualified(table.until, alias)
    return [before(since, asked), build.negated(before(until, asked))]


def before(moment: exp.Expr, asked: str) -> exp.Expr:
    """Whether what is recorded at `moment`, between events and timers, is visible to the row."""
    at = build.column("at", asked)
    timer = build.compare("=", build.column("seq", asked), build.whole(TIMER))
    same = build.both([build.compare("=", moment.copy(), at), timer])
    return build.either([build.compare("<", moment, at.copy()), same])


def frame_of(project: Project, over: Everybody | Rows, tables: Tables, suffix: str = "") -> Frame:
    """The frame of a probe; `suffix` tells its names from those of another in one query."""
    zone = project.policy.timezone
    if isinstance(over, Everybody):
        return EverybodyFrame(over, tables, FixedClock(over.at, zone, tables.zones), suffix)
    read = build.column("calendar") if over.calendar else None
    return RowsFrame(over, tables, RowClock(build.column("at"), zone, tables.zones, read), suffix)
