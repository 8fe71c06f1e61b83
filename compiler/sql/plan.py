"""A query being put together: common table expressions, layer by layer (see `needs`)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace

from sqlglot import exp

from compiler.model.conditions import Condition, InSegment
from compiler.model.declarations import Groups, Segment, Trait
from compiler.model.project import Project
from compiler.model.values import (
    Aggregate,
    CalendarStart,
    Chance,
    CustomerField,
    Edge,
    GroupValue,
    KeyHash,
    Occurrences,
    Population,
    TraitValue,
)
from compiler.sql import build
from compiler.sql.expressions import holds, truth, value
from compiler.sql.facts import apart, occurrences
from compiler.sql.frames import Frame, RowsFrame
from compiler.sql.labels import LONGEST, Labels
from compiler.sql.layers import Joined, LayerScope, column_name
from compiler.sql.needs import Earlier, Need, Needs, Taken, bare
from compiler.sql.populations import Source
from compiler.sql.predictions import Fitted
from compiler.sql.required import NONE, Facts
from compiler.sql.tables import Tables

CALENDAR = 1
"""The layer that knows what customers' own clocks show."""


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
    by them; `outside`: what is asked where the last layer is read, and in no layer; `required`:
    facts without an event for which nobody is looked at further; `today`: what must hold on
    customers' own clocks, before events are looked at; `then`: the same rows at the instant of the
    population values, where these are taken from them."""

    query: Query
    frame: Frame
    needs: Needs
    source: Source
    fitted: Fitted
    only: list[exp.Expr] = field(default_factory=list)
    few: bool = False
    outside: frozenset[Occurrences] = frozenset()
    required: Facts = NONE
    today: tuple[Condition, ...] = ()
    then: Frame | None = None
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
            occurrences(need).event for need in map(bare, self.needs.layer_of)
            if isinstance(need, Aggregate | Edge | Occurrences) and not apart(need)
        ]  # fmt: skip
        return frozenset(
            need for need in self.needs.layer_of
            if isinstance(need, Occurrences) and need not in below
            and not self.needs.before(need) and kinds.count(need.event) == 1
        )  # fmt: skip

    @property
    def alone(self) -> bool:
        """Whether a pass may run over the events alone, whoever they are of."""
        return not self.frame.context and not self.few

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

    def members(self) -> LayerScope:
        """The same of those among whom population values are taken, at their instant."""
        return replace(self.scope(), earlier=self.needs.taken is Taken.EARLIER)

    def frame_at(self, *, earlier: bool) -> Frame:
        """The rows at one of the two instants."""
        return self.then if earlier and self.then is not None else self.frame

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
            suffix = self.suffix(earlier=isinstance(need, Earlier))
            self.names[need] = columns.new(column_name(bare(need)) + suffix)

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
        joined.calendar([need for need in needs if isinstance(bare(need), CalendarStart)])
        joined.facts([need for need in needs if _is_fact(need)])
        exported = self.needs.exported()
        select = exp.select(
            exp.Column(this=exp.Star(), table=exp.to_identifier(below, quoted=True))
        ).from_(build.table(below))
        for need in needs:
            if _is_named(need) or need in exported:
                select = select.select(build.named(self._write(need, joined), self.names[need]))
        if layer == CALENDAR:
            scope = LayerScope(self, below, joined.columns)
            select = select.where(*(truth(part, scope) for part in self.today))
        self.current = self.define(self._layer_name(needs), joined.onto(select))

    def _layer_name(self, needs: list[Need]) -> str:
        """`with orders and revenue`: by what a layer adds. (No table of a shop is called so.)"""
        named = [need for need in needs if _is_named(need)]
        names = list(dict.fromkeys(column_name(bare(need)) for need in named))
        told = " and ".join(names)
        if len(f"with {told}".encode()) > LONGEST:
            told = f"{names[0]} and {len(names) - 1} more"
        if not named:
            return "with facts"
        return f"with {told}" + self.suffix(earlier=all(isinstance(one, Earlier) for one in named))

    def suffix(self, *, earlier: bool) -> str:
        """What tells a name from the same at the other instant."""
        return self.then.suffix if earlier and self.then is not None else ""

    def _write(self, need: Need, joined: Joined) -> exp.Expr:
        named, earlier = bare(need), isinstance(need, Earlier)
        if not isinstance(named, TraitValue | GroupValue | InSegment):
            return joined.columns[need].copy()
        declared = self.needs.declared(named)
        scope = LayerScope(self, joined.below, joined.columns, earlier)
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
    return isinstance(bare(need), TraitValue | GroupValue | InSegment)


def _is_fact(need: Need) -> bool:
    others = Population | Chance | CustomerField | KeyHash | CalendarStart
    return not (_is_named(need) or isinstance(bare(need), others))
