"""When a customer came to be somewhere else: in a segment, out of it, in another group (S18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, product

from compiler.model.conditions import InSegment
from compiler.model.declarations import AFTER, BEFORE
from compiler.model.project import Project
from compiler.model.values import Const, GroupValue, Occurrences, Plain, TraitValue
from compiler.model.windows import Ago, Duration
from compiler.walk import walk
from compiler.zones import to_civil
from runtime.history import History, Occurrence
from runtime.interpreter import values
from runtime.interpreter.clock import exact, start_of_day
from runtime.interpreter.view import EVENTS_FIRST, Populations, Position, View

CALENDAR = ("month", "year")


def seen(view: View, name: str) -> list[Occurrence]:
    """The movements of that name at or before the position, and behind the beginning."""
    return [each for position, each in ever(view, name) if position <= view.position]


def ever(view: View, name: str) -> Sequence[tuple[Position, Occurrence]]:
    """All movements of that name, also behind the position, as far as is known by now."""
    return _all(_Watched(view.project, view.history, view.populations), name)


def there(view: View, name: str) -> bool:
    """Whether the customer is anywhere, of the places of that movement."""
    watched = _Watched(view.project, view.history, view.populations)
    return _place(watched, name, view.position) is not None


class _Watched:
    """One customer's history, known by identity, so that it is looked through once."""

    def __init__(self, project: Project, history: History, populations: Populations) -> None:
        self.project, self.history, self.populations = project, history, populations

    @property
    def _ids(self) -> tuple[int, int, int]:
        return id(self.project), id(self.history), id(self.populations)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Watched) and self._ids == other._ids


@lru_cache(maxsize=512)
def _all(of: _Watched, name: str) -> tuple[tuple[Position, Occurrence], ...]:
    """The place is looked at wherever it can change; one that is as it was has not changed."""
    if of.populations.beginning is None:
        return ()
    start = Position(of.populations.beginning, EVENTS_FIRST)
    found: list[tuple[Position, Occurrence]] = []
    before = _place(of, name, start)
    for position in sorted(set(_positions(of, name))):
        if position <= start:
            continue
        after = _place(of, name, position)
        if after != before:
            fields: dict[str, Plain | None] = {BEFORE: before, AFTER: after}
            at = position.at
            found.append((position, Occurrence(name, str(len(found)), at, at, fields)))
        before = after
    return tuple(found)


def _place(of: _Watched, name: str, position: Position) -> Plain | None:
    calendar = _midnight(of.project, position)
    view = View(of.project, of.history, position, of.populations, calendar=calendar)
    return values.value(view, of.project.movements[name].where) if view.known else None


def _midnight(project: Project, position: Position) -> datetime:
    """The snapshot's instant that the position looks back on: by it the calendar is read (S8)."""
    zone = project.policy.timezone
    day = to_civil(position.at, zone).date()
    while Position(start_of_day(day, zone)) > position:
        day -= timedelta(days=1)
    return start_of_day(day, zone)


def _positions(of: _Watched, name: str) -> Iterator[Position]:
    """Arrivals of what it looks at, recorded changes, snapshots, other movements that it looks at,
    and whatever is so and so long before or after a time that stands anywhere: more than there need
    be."""
    looked_at = _looked_at(of.project, name)
    kinds = {each.event for each in looked_at if isinstance(each, Occurrences)}
    for place, each in enumerate(of.history.events):
        if each.kind in kinds:
            yield Position(each.arrival, place)
    yield from (Position(at) for at in _changes(of.history) if at is not None)
    yield from (Position(at) for at, _ in of.populations.snapshots)
    moments: list[Plain | None] = [*_times(of.history), *_written(looked_at)]
    for inner in kinds:
        if inner in of.project.movements:
            found = _all(of, inner)
            yield from (position for position, _ in found)
            moments += [each.time for _, each in found]
    instants = {_instant(of.project, moment) for moment in moments}
    for at, length in product(instants, _lengths(looked_at)):
        if at is not None:
            yield from (Position(at - length), Position(at + length))


def _changes(history: History) -> list[datetime | None]:
    records = [(each.since, each.until) for each in history.records]
    return [*(each.since for each in history.versions), *chain.from_iterable(records)]


def _times(history: History) -> Iterator[Plain | None]:
    """Every time and date that is known of the customer."""
    for event in history.events:
        yield from (event.time, *event.fields.values())
    standing = [*(each.fields for each in history.versions),
                *(each.fields for each in history.records)]  # fmt: skip
    for fields in standing:
        yield from fields.values()


def _looked_at(project: Project, name: str) -> list[object]:
    """All that the place is made of, through what it names; other movements only by name."""
    found: list[object] = []
    waiting: list[object] = [project.movements[name].where]
    named: set[object] = set()
    while waiting:
        for node in walk(waiting.pop()):
            found.append(node)
            declared = _declared(project, node)
            if declared is not None and node not in named:
                named.add(node)
                waiting.append(declared)
    return found


def _declared(project: Project, node: object) -> object:
    match node:
        case InSegment():
            return project.segments[node.name]
        case TraitValue():
            return project.traits[node.name]
        case GroupValue():
            return project.groups[node.name]
    return None


def _written(looked_at: Iterable[object]) -> Iterator[Plain | None]:
    return (node.value for node in looked_at if isinstance(node, Const))


def _lengths(looked_at: Iterable[object]) -> set[timedelta]:
    """How long something lies back when it changes; what is exactly so long ago is still `since D
    ago`, and a microsecond later it is not."""
    found = {
        exact(node) for node in looked_at
        if isinstance(node, Duration) and node.unit not in CALENDAR
    }  # fmt: skip
    ago = {
        exact(node.duration) + timedelta(microseconds=1) for node in looked_at
        if isinstance(node, Ago) and node.duration.unit not in CALENDAR
    }  # fmt: skip
    return found | ago | {timedelta()}


def _instant(project: Project, moment: Plain | None) -> datetime | None:
    """A date counts from its 00:00 on the policy's clock."""
    if isinstance(moment, datetime):
        return moment
    if isinstance(moment, date):
        return start_of_day(moment, project.policy.timezone)
    return None
