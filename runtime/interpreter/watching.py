"""At which positions a value or a condition of a customer can change (S18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, product

from compiler.model.conditions import InSegment
from compiler.model.project import Project
from compiler.model.values import Const, GroupValue, Occurrences, Plain, TraitValue
from compiler.model.windows import Ago, Duration
from compiler.walk import walk
from compiler.zones import to_civil
from runtime.history import History, Occurrence
from runtime.interpreter.clock import exact, start_of_day
from runtime.interpreter.view import Populations, Position

CALENDAR = ("month", "year")

_EARLY, _LATE = 200, 9_800
"""Years; no length is more than a hundred."""

Moves = Sequence[tuple[Position, Occurrence]]
"""Movements, with where they are seen."""


class Watched:
    """One customer's history, known by identity, so that it is looked through once."""

    def __init__(self, project: Project, history: History, populations: Populations) -> None:
        self.project, self.history, self.populations = project, history, populations

    @property
    def _ids(self) -> tuple[int, int, int]:
        return id(self.project), id(self.history), id(self.populations)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Watched) and self._ids == other._ids


def calendar_at(project: Project, position: Position) -> datetime:
    """The snapshot's instant that the position looks back on: by it the calendar is read (S8)."""
    zone = project.policy.timezone
    day = to_civil(position.at, zone).date()
    while Position(start_of_day(day, zone)) > position:
        day -= timedelta(days=1)
    return start_of_day(day, zone)


def positions(
    of: Watched, node: object, moves: Callable[[Watched, str], Moves]
) -> Iterator[Position]:
    """Where what is made of the node can change: arrivals of what it looks at, recorded changes,
    snapshots, `moves` that it looks at, and whatever is so and so long before or after a time that
    stands anywhere: more than there need be."""
    looked_at = _looked_at(of.project, node)
    kinds = {each.event for each in looked_at if isinstance(each, Occurrences)}
    for place, each in enumerate(of.history.events):
        if each.kind in kinds:
            yield Position(each.arrival, place)
    yield from (Position(at) for at in _changes(of.history) if at is not None)
    yield from (Position(at) for at, _ in of.populations.snapshots)
    moments: list[Plain | None] = [*_times(of.history), *_written(looked_at)]
    for inner in kinds:
        if inner in of.project.movements:
            found = moves(of, inner)
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


def _looked_at(project: Project, node: object) -> list[object]:
    """All that it is made of, through what it names; movements only by name."""
    found: list[object] = []
    waiting: list[object] = [node]
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
    """A date counts from its 00:00 on the policy's clock. One so far away that a calendar may end
    before what lies a length beside it is never met."""
    if not isinstance(moment, date) or not _EARLY < moment.year < _LATE:
        return None
    if isinstance(moment, datetime):
        return moment
    return start_of_day(moment, project.policy.timezone)
