"""A layer of a query: what it can resolve, and what it joins to the one below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
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
from compiler.sql import build, calendar, consenting, frequent
from compiler.sql.best import hash_of
from compiler.sql.chance import score
from compiler.sql.clocks import Clock, FixedClock, RowClock
from compiler.sql.expressions import holds, value
from compiler.sql.facts import Fact, Raw, apart, finish, label, occurrences, raws
from compiler.sql.frames import RowsFrame
from compiler.sql.labels import Labels, calendar_start, describe, duration
from compiler.sql.lasting import of_the_last
from compiler.sql.needs import Bare, Earlier, Need, as_of, bare
from compiler.sql.passes import At, Pass, fused
from compiler.sql.populations import Placed
from compiler.sql.predictions import history, parameters
from compiler.sql.scope import CannotWrite, Leaf, unknown

if TYPE_CHECKING:
    from compiler.sql.plan import Plan


@dataclass(frozen=True)
class LayerScope:
    """The columns of the layer `below`, and `found`: what is joined to it right now. `earlier`:
    whether it is of the instant of the population values."""

    plan: Plan
    below: str
    found: dict[Need, exp.Expr]
    earlier: bool = False

    @property
    def clock(self) -> Clock:
        clock = self.plan.frame_at(earlier=self.earlier).clock
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
        if isinstance(leaf, Has) and (last := of_the_last(leaf)) is not None:
            return holds(last, self)
        need = as_of(leaf.of if isinstance(leaf, Has) else leaf, earlier=self.earlier)
        if need in self.found:
            return self.found[need].copy()
        if isinstance(need, Occurrences) and need in self.plan.outside:
            return Joined(self.plan, self.below).exists(need, earlier=False)
        column = build.column(self.plan.names[need], self.below)
        return hash_of(column) if isinstance(need, KeyHash) else column

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
    joins: list[tuple[str, exp.Expr | None, str]] = field(default_factory=list)

    def onto(self, select: exp.Select) -> exp.Select:
        for name, on, kind in self.joins:
            select = select.join(build.table(name), on=on, join_type=kind)
        return select

    def population(self, need: Population) -> None:
        found = self.plan.source.value(self.plan, need, self.below)
        if isinstance(found, Placed):
            self.columns[need] = build.column(found.column, found.part)
            if all(label != found.part for label, *_ in self.joins):
                every = (None, "cross") if found.certain else (exp.true(), "left")
                self.joins.append((found.part, *every))
            return
        part, on = found
        label = self.plan.define(need.name, part)
        self.columns[need] = build.column("value", label)
        self.joins.append((label, on(label), "left"))

    def prediction(self, need: Chance) -> None:
        """Joins the parameters of the snapshot, and what it knew of each one's history."""
        found, on = parameters(self.plan, need, self.below)
        known = self.plan.define(f"parameters of {need.name}", found)
        self.joins.append((known, on(known), "left"))
        joined = known, on(known)
        asked = None if self.plan.alone else self.below
        part = history(self.plan.frame, self.plan.query.tables, need, asked, joined)
        history_of = self._join(f"history for {need.name}", part, [need])
        self.columns[need] = score(need, known, history_of)

    def calendar(self, needs: list[Need]) -> None:
        """On customers' own clocks. At one instant there are few clocks, so each is looked at
        once; rows with instants of their own look their clock up."""
        for earlier in (False, True):
            scope = LayerScope(self.plan, self.below, {}, earlier)
            starts = [bare(need) for need in needs if isinstance(need, Earlier) is earlier]
            zones = {
                need: scope.look_up(need.clock) for need in starts
                if isinstance(need, CalendarStart) and need.clock is not None
            }  # fmt: skip
            if not isinstance(scope.clock, FixedClock):
                self.columns |= {
                    need: calendar.own(need, scope.clock, zone) for need, zone in zones.items()
                }
            elif zones:
                self._by_zone(zones, scope.clock, earlier=earlier)

    def _by_zone(
        self, zones: dict[CalendarStart, exp.Expr], clock: FixedClock, *, earlier: bool
    ) -> None:
        names = {calendar_start(need): need for need in zones}
        lived_in = self.plan.query.tables.lived_in
        found = calendar.by_zone(names, clock, lived_in)
        part = self.plan.define("clocks", found)
        for name, need in names.items():
            other = calendar.fixed(need, clock.at, need.otherwise or clock.zone).expression
            known = build.coalesce(build.column(name, part), other)
            self.columns[as_of(need, earlier=earlier)] = known
        same = build.compare("=", build.column("zone", part), next(iter(zones.values())))
        self.joins.append((part, same, "left"))

    def facts(self, needs: list[Need]) -> None:
        """What is asked of an event stands in one pass, whatever the instant. (A record's version
        of then may be gone now.)"""
        groups: dict[tuple[str, bool, bool], list[Need]] = {}
        for need in needs:
            fact, plain = as_fact(need), not self.plan.needs.before(need)
            event, earlier = occurrences(fact).event, isinstance(need, Earlier)
            if apart(fact) and not (plain and self._is_gap_of_all(need)):
                self._apart(need)
                continue
            versions = self.plan.query.tables.several(event).since is not None
            groups.setdefault((event, plain, versions and earlier), []).append(need)
        for (event, plain, _), found in groups.items():
            only = as_fact(found[0])
            if plain and len(found) == 1 and isinstance(only, Occurrences):
                self.columns[found[0]] = self.exists(only, earlier=isinstance(found[0], Earlier))
            else:
                self._fused(event, plain, found)

    def _is_gap_of_all(self, need: Need) -> bool:
        """Whether the gaps are those between all events that are seen, which the pass for
        everything else about them can list."""
        if not isinstance(need, Aggregate) or need.kind != "median gap":
            return False
        return self.plan.alone and need.of == Occurrences(need.of.event)

    def _pass(self, event: str, plain: bool, *, earlier: bool) -> Pass:
        frame = self.plan.frame_at(earlier=earlier)
        asked = None if plain and self.plan.alone else self.below
        table = self.plan.query.tables.several(event)
        return Pass(frame, event, table, asked, LayerScope(self.plan, self.below, {}, earlier))

    def exists(self, of: Occurrences, *, earlier: bool) -> exp.Expr:
        """Where one thing is asked of an event, and only whether it happened."""
        events = self._pass(of.event, plain=True, earlier=earlier)
        alone = replace(events, asked=self.below)
        return shapes.exists(alone, of)

    def _fused(self, event: str, plain: bool, needs: list[Need]) -> None:
        labels = Labels([self.plan.frame.key])
        columns: dict[At, str] = {}
        for need in needs:
            earlier = isinstance(need, Earlier)
            for raw in raws(as_fact(need)):
                if (earlier, raw) not in columns:
                    name = label(raw) + self.plan.suffix(earlier=earlier)
                    columns[earlier, raw] = labels.new(name)
        gaps = any(raw.kind == "gaps" for _, raw in columns)
        passes = {
            earlier: replace(self._pass(event, plain, earlier=earlier), gaps=gaps)
            for earlier in {earlier for earlier, _ in columns}
        }
        part = f"of {event}" + self.plan.suffix(earlier=False not in passes)
        self._finish(needs, columns, self._join(part, fused(passes, columns), needs))

    def _finish(self, needs: list[Need], columns: dict[At, str], part: str) -> None:
        for need in needs:
            earlier = isinstance(need, Earlier)
            read = {raw: name for (when, raw), name in columns.items() if when is earlier}
            self.columns[need] = finish(as_fact(need), partial(_column, read, part))

    def _apart(self, need: Need) -> None:
        fact, earlier = as_fact(need), isinstance(need, Earlier)
        plain = not self.plan.needs.before(need)
        events = self._pass(occurrences(fact).event, plain, earlier=earlier)
        name = column_name(fact) + self.plan.suffix(earlier=earlier)
        if isinstance(fact, HasFollowed):
            then = self._pass(fact.then.event, plain, earlier=earlier)
            self._there(need, self._join(name, shapes.followed(events, then, fact), [need]))
            return
        if isinstance(fact, Withdrawn):
            self._there(need, self._join(name, consenting.withdrawn(events, fact), [need]))
            return
        assert isinstance(fact, Aggregate)
        if fact.kind == "median gap":
            part: exp.Query = shapes.median_gap(events, fact)
        else:
            first = self.plan.define(f"{name}, ahead", frequent.ahead(events, fact))
            part = frequent.most_frequent(events, fact, first)
        self.columns[need] = build.column("value", self._join(name, part, [need]))

    def _there(self, need: Need, part: str) -> None:
        """Whether the asked row is among those of the part."""
        known = build.column(self.plan.frame.key, part)
        self.columns[need] = exp.Not(this=exp.Is(this=known, expression=exp.null()))

    def _join(self, name: str, part: exp.Query, needs: list[Need]) -> str:
        """Joins a part with what is needed; only those in it are left, where they must be."""
        label = self.plan.define(name, part)
        key = self.plan.frame.key
        on = build.compare("=", build.column(key, label), build.column(key, self.below))
        must = any(need in self.plan.required for need in needs)
        self.joins.append((label, on, "" if must else "left"))
        return label


def _column(read: Mapping[Raw, str], part: str, raw: Raw) -> exp.Expr:
    return build.column(read[raw], part)


def as_fact(need: Need) -> Fact:
    """What is needed of events."""
    found = bare(need)
    assert isinstance(found, Aggregate | Edge | Occurrences | HasFollowed | Withdrawn)
    return found


def column_name(need: Bare) -> str:
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
