"""One pass over the table of an event or a record for all that is counted from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from compiler.model.values import CalendarStart, EventField, Occurrences, Value
from compiler.model.windows import FromUntil, Window
from compiler.sql import build
from compiler.sql.clocks import Border, Clock, LooseClock
from compiler.sql.expressions import truth, value
from compiler.sql.facts import Raw
from compiler.sql.frames import Frame, RowsFrame
from compiler.sql.scope import Leaf, Scope, unknown
from compiler.sql.tables import Table
from compiler.sql.windows import earliest, event_in


@dataclass(frozen=True)
class EventScope:
    """A row of an event's table beside the asked row, whose columns `outer` knows."""

    table: Table
    alias: str
    outer: Scope

    @property
    def clock(self) -> Clock:
        return self.outer.clock

    def look_up(self, leaf: Leaf) -> exp.Expr:
        if isinstance(leaf, EventField):
            return event_field(self.table, self.alias, leaf.name)
        return self.outer.look_up(leaf)

    def write(self, of: Value) -> exp.Expr:
        return value(of, self)


def event_field(table: Table, alias: str, name: str | None) -> exp.Expr:
    """A field of an event; `time`, or None, is its time, unless a field is called so."""
    if name is not None and name in table.fields:
        return build.qualified(table.fields[name], alias)
    assert table.time is not None
    return build.qualified(table.time, alias)


@dataclass(frozen=True)
class Pass:
    """Events of one kind joined to those asked; `asked` None: nothing of theirs is looked at, and
    the pass runs over the events alone. `gaps`: then each also has the time since the one before,
    as a column `GAP`."""

    frame: Frame
    event: str
    table: Table
    asked: str | None
    outer: Scope
    gaps: bool = False

    @property
    def scope(self) -> EventScope:
        return EventScope(self.table, self.event, self.outer)

    @property
    def key(self) -> exp.Expr:
        if self.asked is not None:
            return build.column(self.frame.key, self.asked)
        return build.qualified(self.table.customer, self.event)

    def rows(self) -> exp.Select:
        """FROM and the visibility of every pass, without columns."""
        events = self.table.behind_from(self.event)
        if self.gaps:
            return exp.Select().from_(self._with_gaps(events))
        if self.asked is None:
            return exp.Select().from_(events).where(*self.visible())
        joined = self.frame.joined(self.table, self.event, self.asked)
        found = exp.Select().from_(build.table(self.asked)).join(events, on=joined)
        return found.where(*self.visible())

    def _with_gaps(self, events: exp.Expr) -> exp.Expr:
        every = exp.Column(this=exp.Star(), table=exp.to_identifier(self.event, quoted=True))
        gap = between(self.key, event_field(self.table, self.event, None))
        rows = exp.select(every, build.named(gap, GAP)).from_(events).where(*self.visible())
        return exp.alias_(rows.subquery(), self.event, table=True, quoted=True)

    def visible(self) -> list[exp.Expr]:
        """Whether the asked row sees the event."""
        return self.frame.visible(self.table, self.event, self.asked or "")

    def filters(self, of: Occurrences) -> list[exp.Expr]:
        """What an event must meet to be one of the occurrences."""
        scope = self.scope
        found: list[exp.Expr] = []
        if of.window is not None:
            found += event_in(event_field(self.table, self.event, None), of.window, scope)
        if of.mine:
            found.append(self._mine())
        if of.where is not None:
            found += build.conjuncts(truth(of.where, scope))
        return found

    def _mine(self) -> exp.Expr:
        """Whether the event is about this enrolment's messages."""
        over = self.frame.over if isinstance(self.frame, RowsFrame) else None
        if over is None or over.enrolment is None or self.table.enrolment is None:
            return unknown()
        assert self.asked is not None
        theirs = build.qualified(self.table.enrolment, self.event)
        return build.compare("=", theirs, build.qualified(over.enrolment, self.asked))


At = tuple[bool, Raw]
"""A column, and whether it is as of the earlier of the two instants at which rows are asked."""


GAP = "since the one before"


def between(key: exp.Expr, time: exp.Expr) -> exp.Expr:
    """Microseconds from the event of the same one before; NULL for the first."""
    micros = build.call("SEGUE_MICROS", time)
    order = exp.Order(expressions=[exp.Ordered(this=time.copy(), nulls_first=False)])
    earlier = exp.Window(this=exp.Lag(this=micros.copy()), partition_by=[key], order=order)
    return exp.Sub(this=micros, expression=earlier)


def fused(passes: Mapping[bool, Pass], raws: Mapping[At, str]) -> exp.Select:
    """A row per asked one that has events at all: what all columns ask for in common is the WHERE
    of the pass, what only some ask for stands in their FILTER. What was visible earlier is so
    now, and the pass is of the later of the instants."""
    events, filters = passes[min(passes)], {at: _filters(passes, *at) for at in raws}
    common = [part for part in _first(filters) if all(part in parts for parts in filters.values())]
    key = build.named(events.key, events.frame.key)
    found = events.rows().where(*_static(passes, raws), *common).select(key)
    for (earlier, raw), label in raws.items():
        only = [part for part in filters[earlier, raw] if part not in common]
        found = found.select(build.named(_column(passes[earlier], raw, only), label))
    return found.group_by(events.key)


def _filters(passes: Mapping[bool, Pass], earlier: bool, raw: Raw) -> list[exp.Expr]:
    events = passes[earlier]
    seen = events.visible() if events is not passes[min(passes)] else []
    return [*seen, *_raw_filters(events, raw)]


def _first(filters: Mapping[At, list[exp.Expr]]) -> list[exp.Expr]:
    return next(iter(filters.values()))


def _raw_filters(events: Pass, raw: Raw) -> list[exp.Expr]:
    found = events.filters(raw.of)
    if raw.kind in ("sorted", "gaps"):
        field = event_field(events.table, events.event, raw.field)
        listed = build.column(GAP, events.event) if raw.kind == "gaps" else field
        found.append(exp.Not(this=exp.Is(this=listed, expression=exp.null())))
    return found


def _column(events: Pass, raw: Raw, filters: Sequence[exp.Expr]) -> exp.Expr:
    aggregate = _aggregate(events, raw)
    if not filters:
        return aggregate
    return exp.Filter(this=aggregate, expression=exp.Where(this=build.both(filters)))


def _aggregate(events: Pass, raw: Raw) -> exp.Expr:
    if raw.kind == "count":
        return exp.Count(this=exp.Star())
    if raw.kind == "gaps":
        return build.call("SEGUE_LISTED", build.column(GAP, events.event))
    field = event_field(events.table, events.event, raw.field)
    if raw.kind in ("first", "last"):
        return _edge(events, raw, field)
    ordered = build.call("SEGUE_BYTES", field) if raw.ordered else field
    return _AGGREGATES[raw.kind](ordered if raw.kind in ("smallest", "largest") else field)


def _edge(events: Pass, raw: Raw, field: exp.Expr) -> exp.Expr:
    if raw.field is None:
        return (exp.Min if raw.kind == "first" else exp.Max)(this=field)
    assert events.table.id is not None
    time = event_field(events.table, events.event, None)
    identity = build.qualified(events.table.id, events.event)
    return build.call(f"SEGUE_{raw.kind.upper()}", field, time, identity)


_AGGREGATES: dict[str, Callable[[exp.Expr], exp.Expr]] = {
    "values": lambda field: exp.Count(this=field),
    "sum": lambda field: exp.Sum(this=field),
    "smallest": lambda field: exp.Min(this=field),
    "largest": lambda field: exp.Max(this=field),
    "distinct": lambda field: exp.Count(this=exp.Distinct(expressions=[field])),
    "sorted": lambda field: build.call("SEGUE_LISTED", field),
}


def _static(passes: Mapping[bool, Pass], raws: Mapping[At, str]) -> list[exp.Expr]:
    """An instant that no event of any of the windows lies before, if each of them has one."""
    bounds = [bound(raw.of.window, passes[earlier].frame) for earlier, raw in raws]
    known = [each for each in bounds if each is not None]
    if not known or len(known) < len(bounds):
        return []
    events = passes[min(passes)]
    windows = {(earlier, raw.of.window) for earlier, raw in raws}
    if len(windows) == 1 and not events.frame.context and _constant(windows.pop()[1]):
        return []  # the window itself says so
    time = event_field(events.table, events.event, None)
    return [build.compare(">=", time, _least(known))]


def _least(bounds: Sequence[Border]) -> exp.Expr:
    instants = [each.instant for each in bounds if each.instant is not None]
    constant = [build.instant(min(instants))] if instants else []
    others = [each.expression for each in bounds if each.instant is None]
    found = list(dict.fromkeys([*constant, *others]))
    return build.call("LEAST", *found) if len(found) > 1 else found[0]


def _constant(window: Window | None) -> bool:
    """Whether a window that has a bound has it as a constant, and not by customers' clocks."""
    start = window.start if isinstance(window, FromUntil) else None
    return not isinstance(start, CalendarStart) or start.clock is None


def bound(window: Window | None, frame: Frame) -> Border | None:
    """What no event in the window lies before, whichever row asks, where there is such an instant.
    Borders grow with the instant, so those of the earliest row are before all others."""
    if not isinstance(frame, RowsFrame):
        return earliest(window, frame.clock)
    if frame.over.earliest is not None:
        return earliest(window, LooseClock(frame.over.earliest, frame.clock.zone))
    found = earliest(window, frame.clock)
    return found if found is not None and found.instant is not None else None
