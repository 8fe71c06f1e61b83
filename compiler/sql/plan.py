"""A query being put together: common table expressions, layer by layer (see `needs`)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace

from sqlglot import exp

from compiler.model.conditions import Has, HasFollowed, InSegment
from compiler.model.declarations import Groups, Segment, Trait
from compiler.model.project import Project
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
from compiler.sql import build, calendar
from compiler.sql.chance import score
from compiler.sql.clocks import Clock, FixedClock, RowClock
from compiler.sql.expressions import holds, truth, value
from compiler.sql.facts import Fact, Raw, apart, finish, label, occurrences, raws
from compiler.sql.frames import Frame, RowsFrame
from compiler.sql.labels import LONGEST, Labels, calendar_start, describe, duration
from compiler.sql.needs import Need, Needs
from compiler.sql.passes import Pass, fused
from compiler.sql.populations import Placed, Source
from compiler.sql.predictions import Fitted, history, parameters
from compiler.sql.scope import CannotWrite, Leaf, unknown
from compiler.sql.tables import Tables


@dataclass
class Query:
    """The WITH of one query: names that are taken, and what was defined so far, in order."""

    project: Project
    tables: Tables
    labels: Labels
    parts: list[tuple[str, exp.Query]] = field(default_factory=list)

    def add(self, name: str, part: exp.Query) -> str:
        label = self.labels.new(name)
        self.parts.append((label, part))
        return label

    def finish(self, last: exp.Query) -> exp.Query:
        for name, part in self.parts:
            last = last.with_(exp.to_identifier(name, quoted=True), as_=part, copy=False)
        return last


def new_query(project: Project, tables: Tables, taken: Iterable[str] = ()) -> Query:
    """No part may have the name of a table that a later part reads, or of an event."""
    sources = [tables.customers, *tables.events.values(), *tables.records.values()]
    names = {found.name for table in sources for found in table.source.find_all(exp.Table)}
    names |= {"zones", "snapshots", *project.events, *project.records, *taken}
    return Query(project, tables, Labels(names))


@dataclass
class Plan:
    """Those asked, with all that `needs` lists as columns; `run` defines the layers. `only`: over
    the customers' own columns, who is looked at; `few`: they are few, so that events are looked for
    by them; `outside`: what is asked where the last layer is read, and in no layer."""

    query: Query
    frame: Frame
    needs: Needs
    source: Source
    fitted: Fitted
    only: list[exp.Expr] = field(default_factory=list)
    few: bool = False
    outside: frozenset[Occurrences] = frozenset()
    names: dict[Need, str] = field(default_factory=dict)
    current: str = ""
    parts: dict[Hashable, str] = field(default_factory=dict)

    def run(self) -> str:
        """Defines everything and gives the name of the last layer."""
        self._name_columns()
        fields = {
            need.name: self.names[need]
            for need in self.needs.layer_of
            if isinstance(need, CustomerField)
        }
        name = "candidates" if self.only else "everybody"
        name = "those asked" if self.frame.context else name
        base = self.frame.base(fields, self.names.get(KeyHash()))
        self.current = self.define(name, base.where(*self.only))
        for layer in range(1, self.needs.height + 1):
            self._layer(layer)
        return self.current

    def asked_once(self) -> frozenset[Occurrences]:
        """What is looked at by nothing but what is wanted, and is all that is asked of its event:
        whether it happened is asked right there."""
        if self.frame.context:
            return frozenset()
        below = {inner for need in self.needs.layer_of for inner in self.needs.before(need)}
        kinds = [
            occurrences(need).event for need in self.needs.layer_of
            if isinstance(need, Aggregate | Edge | Occurrences) and not apart(need)
        ]  # fmt: skip
        return frozenset(
            need for need in self.needs.layer_of
            if isinstance(need, Occurrences) and need not in below
            and not self.needs.before(need) and kinds.count(need.event) == 1
        )  # fmt: skip

    @property
    def across_those_asked(self) -> bool:
        """Whether a value across a population is made from the rows asked."""
        return any(
            isinstance(need, Population) and self.needs.before(need) for need in self.needs.layer_of
        )

    @property
    def keyed(self) -> bool:
        """Whether the key as people read it is looked at."""
        return KeyHash() in self.needs.layer_of

    def scope(self) -> LayerScope:
        """What the last layer knows."""
        return LayerScope(self, self.current, {})

    def define(self, name: str, part: exp.Query) -> str:
        return self.query.add(name + self.frame.suffix, part)

    def shared(self, key: Hashable, name: str, make: Callable[[], exp.Query]) -> str:
        """A part that several others look at, defined once; its name."""
        if key not in self.parts:
            self.parts[key] = self.define(name, make())
        return self.parts[key]

    def _name_columns(self) -> None:
        taken = self.frame.over.columns() if isinstance(self.frame, RowsFrame) else ["customer"]
        columns = Labels(taken)
        for need in self.needs.layer_of:
            self.names[need] = columns.new(_column_name(need))

    def _layer(self, layer: int) -> None:
        below = self.current
        placed = self.needs.layer_of.items()
        needs = [need for need, place in placed if place == layer and need not in self.outside]
        if not needs:
            return
        joined = Joined(self, below)
        for need in needs:
            if isinstance(need, Population):
                joined.population(need)
            elif isinstance(need, Chance):
                joined.prediction(need)
        joined.calendar([need for need in needs if isinstance(need, CalendarStart)])
        joined.facts([need for need in needs if _is_fact(need)])
        scope = LayerScope(self, below, joined.columns)
        exported = self.needs.exported()
        select = exp.select(
            exp.Column(this=exp.Star(), table=exp.to_identifier(below, quoted=True))
        ).from_(build.table(below))
        for need in needs:
            if _is_named(need) or need in exported:
                select = select.select(build.named(self._write(need, scope), self.names[need]))
        self.current = self.define(_layer_name(needs), joined.onto(select))

    def _write(self, need: Need, scope: LayerScope) -> exp.Expr:
        if not isinstance(need, TraitValue | GroupValue | InSegment):
            return scope.found[need].copy()
        declared = self.needs.declared(need)
        if isinstance(declared, Trait):
            return value(declared.value, scope)
        if isinstance(declared, Segment):
            return holds(declared.condition, scope)
        return _groups(declared, scope)


def _groups(groups: Groups, scope: LayerScope) -> exp.Expr:
    """The first line that holds; unknown where none does."""
    case = exp.Case()
    for line in groups.lines:
        if line.condition is None:
            name = build.text(line.name)
            return case.else_(name) if case.args.get("ifs") else name
        case = case.when(truth(line.condition, scope), build.text(line.name))
    return case


def _is_named(need: Need) -> bool:
    return isinstance(need, TraitValue | GroupValue | InSegment)


def _is_fact(need: Need) -> bool:
    others = Population | Chance | CustomerField | KeyHash | CalendarStart
    return not (_is_named(need) or isinstance(need, others))


def _column_name(need: Need) -> str:
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
    return f"has {need.event}" if not isinstance(need, Aggregate | Edge) else describe(need)


def _layer_name(needs: list[Need]) -> str:
    """`with orders and revenue`: by what a layer adds. (No table of a shop is called so.)"""
    names = [_column_name(need) for need in needs if _is_named(need)]
    told = " and ".join(names)
    if len(f"with {told}".encode()) > LONGEST:
        told = f"{names[0]} and {len(names) - 1} more"
    return f"with {told}" if names else "with facts"


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
            then = self._pass(fact.then.event, plain)
            part = self._join(_column_name(fact), shapes.followed(events, then, fact))
            known = build.column(self.plan.frame.key, part)
            self.columns[fact] = exp.Not(this=exp.Is(this=known, expression=exp.null()))
            return
        assert isinstance(fact, Aggregate)
        shape = shapes.median_gap if fact.kind == "median gap" else shapes.most_frequent
        part = self._join(_column_name(fact), shape(events, fact))
        self.columns[fact] = build.column("value", part)

    def _join(self, name: str, part: exp.Query) -> str:
        label = self.plan.define(name, part)
        key = self.plan.frame.key
        on = build.compare("=", build.column(key, label), build.column(key, self.below))
        self.joins.append((label, on))
        return label
