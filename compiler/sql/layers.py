"""A layer of a query: what it can resolve, and what it joins to the one below."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from compiler.model.conditions import Has, HasFollowed, InSegment, Withdrawn
from compiler.model.values import (
    Aggregate,
    AnswerField,
    CalendarStart,
    Chance,
    CustomerField,
    Edge,
    EntryField,
    EntryTime,
    EventField,
    GroupValue,
    KeyHash,
    Occurrences,
    Population,
    TraitValue,
    Value,
)
from compiler.sql import apart as shapes
from compiler.sql import build, calendar, consenting
from compiler.sql.chance import score
from compiler.sql.clocks import Clock, FixedClock, RowClock
from compiler.sql.expressions import value
from compiler.sql.facts import Fact, Raw, apart, finish, label, occurrences, raws
from compiler.sql.frames import RowsFrame
from compiler.sql.labels import Labels, calendar_start, describe, duration
from compiler.sql.needs import Need
from compiler.sql.passes import Pass, fused
from compiler.sql.populations import Placed
from compiler.sql.predictions import history, parameters
from compiler.sql.scope import CannotWrite, Leaf, unknown

if TYPE_CHECKING:
    from compiler.sql.plan import Plan


@dataclass(frozen=True)
class LayerScope:
    """The columns of the layer `below`, and `found`: what is joined to it right now."""

    plan: Plan
    below: str
    found: dict[Need, exp.Expr]

    @property
    def clock(self) -> Clock:
        clock = self.plan.frame.clock
        if isinstance(clock, RowClock):
            at, calendar = build.qualified(clock.at, self.below), clock.calendar
            read = calendar if calendar is None else build.qualified(calendar, self.below)
            return RowClock(at, clock.zone, clock.zones, read)
        return clock

    def write(self, of: Value) -> exp.Expr:
        return value(of, self)

    def look_up(self, leaf: Leaf) -> exp.Expr:
        if isinstance(leaf, EntryField | EntryTime | AnswerField):
            return self._context(leaf)
        if isinstance(leaf, EventField):
            raise CannotWrite(f"`{leaf.name}` of an event outside its `where`")
        need: Need = leaf.of if isinstance(leaf, Has) else leaf
        if need in self.found:
            return self.found[need].copy()
        if isinstance(need, Occurrences) and need in self.plan.outside:
            return Joined(self.plan, self.below).exists(need)
        column = build.column(self.plan.names[need], self.below)
        return build.call("MD5", column) if isinstance(need, KeyHash) else column

    def _context(self, leaf: EntryField | EntryTime | AnswerField) -> exp.Expr:
        """Unknown where nothing entered: outside campaigns, or where a schedule let in."""
        frame = self.plan.frame
        if not isinstance(frame, RowsFrame):
            return unknown()
        if isinstance(leaf, EntryTime):
            known = frame.over.entry_time
        elif isinstance(leaf, EntryField):
            known = frame.over.entry.get(leaf.name)
        else:
            known = frame.over.answers.get((leaf.alias, leaf.name))
        return build.qualified(known, self.below) if known is not None else unknown()


@dataclass
class Joined:
    """What a layer joins to the one below; on nothing, where there is one row for everybody."""

    plan: Plan
    below: str
    columns: dict[Need, exp.Expr] = field(default_factory=dict)
    joins: list[tuple[str, exp.Expr | None]] = field(default_factory=list)

    def onto(self, select: exp.Select) -> exp.Select:
        for name, on in self.joins:
            kind = "cross" if on is None else "left"
            select = select.join(build.table(name), on=on, join_type=kind)
        return select

    def population(self, need: Population) -> None:
        found = self.plan.source.value(self.plan, need, self.below)
        if isinstance(found, Placed):
            self.columns[need] = build.column(found.column, found.part)
            if all(label != found.part for label, _ in self.joins):
                self.joins.append((found.part, None if found.certain else exp.true()))
            return
        part, on = found
        label = self.plan.define(need.name, part)
        self.columns[need] = build.column("value", label)
        self.joins.append((label, on(label)))

    def prediction(self, need: Chance) -> None:
        """Joins the parameters of the snapshot, and what it knew of each one's history."""
        found, on = parameters(self.plan, need, self.below)
        known = self.plan.define(f"parameters of {need.name}", found)
        self.joins.append((known, on(known)))
        joined = known, on(known)
        part = history(self.plan.frame, self.plan.query.tables, need, self.below, joined)
        self.columns[need] = score(need, known, self._join(f"history for {need.name}", part))

    def calendar(self, needs: list[CalendarStart]) -> None:
        """On customers' own clocks. At one instant there are few clocks, so each is looked at
        once; rows with instants of their own look their clock up."""
        scope = LayerScope(self.plan, self.below, {})
        zones = {need: scope.look_up(need.clock) for need in needs if need.clock is not None}
        if not isinstance(scope.clock, FixedClock):
            self.columns |= {
                need: calendar.own(need, scope.clock, zone) for need, zone in zones.items()
            }
        elif zones:
            self._by_zone(zones, scope.clock)

    def _by_zone(self, zones: dict[CalendarStart, exp.Expr], clock: FixedClock) -> None:
        names = {calendar_start(need): need for need in zones}
        part = self.plan.define("clocks", calendar.by_zone(names, clock))
        for name, need in names.items():
            other = calendar.fixed(need, clock.at, need.otherwise or clock.zone).expression
            self.columns[need] = build.coalesce(build.column(name, part), other)
        same = build.compare("=", build.column("zone", part), next(iter(zones.values())))
        self.joins.append((part, same))

    def facts(self, needs: list[Need]) -> None:
        groups: dict[tuple[str, bool], list[Fact]] = {}
        for need in needs:
            assert not isinstance(need, Population | Chance | CustomerField | KeyHash)
            assert not isinstance(need, CalendarStart)
            assert not isinstance(need, TraitValue | GroupValue | InSegment)
            if apart(need):
                self._apart(need)
            else:
                plain = not self.plan.needs.before(need)
                groups.setdefault((occurrences(need).event, plain), []).append(need)
        for (event, plain), facts in groups.items():
            events = self._pass(event, plain)
            if plain and len(facts) == 1 and isinstance(facts[0], Occurrences):
                self.columns[facts[0]] = self.exists(facts[0])
            else:
                self._fused(events, facts)

    def _pass(self, event: str, plain: bool) -> Pass:
        frame = self.plan.frame
        apart = plain and not frame.context and not self.plan.few
        asked = None if apart else self.below
        table = self.plan.query.tables.several(event)
        return Pass(frame, event, table, asked, LayerScope(self.plan, self.below, {}))

    def exists(self, of: Occurrences) -> exp.Expr:
        """Where one thing is asked of an event, and only whether it happened."""
        events = self._pass(of.event, plain=True)
        alone = replace(events, asked=self.below)
        return shapes.exists(alone, of)

    def _fused(self, events: Pass, facts: list[Fact]) -> None:
        labels = Labels([self.plan.frame.key])
        columns: dict[Raw, str] = {}
        for raw in (raw for fact in facts for raw in raws(fact)):
            if raw not in columns:
                columns[raw] = labels.new(label(raw))
        part = self._join(f"of {events.event}", fused(events, columns))
        for fact in facts:
            self.columns[fact] = finish(fact, lambda raw: build.column(columns[raw], part))

    def _apart(self, fact: Fact) -> None:
        plain = not self.plan.needs.before(fact)
        events = self._pass(occurrences(fact).event, plain)
        if isinstance(fact, HasFollowed):
            self._there(fact, shapes.followed(events, self._pass(fact.then.event, plain), fact))
            return
        if isinstance(fact, Withdrawn):
            self._there(fact, consenting.withdrawn(events, fact))
            return
        assert isinstance(fact, Aggregate)
        shape = shapes.median_gap if fact.kind == "median gap" else shapes.most_frequent
        part = self._join(column_name(fact), shape(events, fact))
        self.columns[fact] = build.column("value", part)

    def _there(self, fact: HasFollowed | Withdrawn, part: exp.Query) -> None:
        """Whether the asked row is among those of the part."""
        known = build.column(self.plan.frame.key, self._join(column_name(fact), part))
        self.columns[fact] = exp.Not(this=exp.Is(this=known, expression=exp.null()))

    def _join(self, name: str, part: exp.Query) -> str:
        label = self.plan.define(name, part)
        key = self.plan.frame.key
        on = build.compare("=", build.column(key, label), build.column(key, self.below))
        self.joins.append((label, on))
        return label


def column_name(need: Need) -> str:
    if isinstance(need, KeyHash):
        return "key"
    if isinstance(need, CustomerField | TraitValue | GroupValue | InSegment | Population):
        return need.name
    if isinstance(need, Chance):
        return f"chance of {need.of.event} in next {duration(need.within)}"
    if isinstance(need, CalendarStart):
        return calendar_start(need)
    if isinstance(need, HasFollowed):
        return f"has {need.first.event} followed by {need.then.event}"
    if isinstance(need, Withdrawn):
        without = f" without {need.consent} since" if need.consent else ""
        return f"has {need.of.event}{without}"
    return f"has {need.event}" if not isinstance(need, Aggregate | Edge) else describe(need)
