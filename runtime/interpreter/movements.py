"""When a customer came to be somewhere else: in a segment, out of it, in another group (S18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from compiler.model.declarations import AFTER, BEFORE
from compiler.model.project import Project
from compiler.model.values import Plain
from compiler.walk import reached
from runtime.history import Occurrence
from runtime.interpreter import values
from runtime.interpreter.view import EVENTS_FIRST, TIMER, Position, View
from runtime.interpreter.watching import Moves, Watched, calendar_at, positions


def seen(view: View, name: str) -> list[Occurrence]:
    """The movements of that name at or before the position, and behind the beginning."""
    return [each for position, each in ever(view, name) if position <= view.position]


def ever(view: View, name: str) -> Moves:
    """All movements of that name, also behind the position, as far as is known by now."""
    return _all(Watched(view.project, view.history, view.populations), name)


def there(view: View, name: str) -> bool:
    """Whether the customer is anywhere, of the places of that movement."""
    watched = Watched(view.project, view.history, view.populations)
    return _place(watched, name, view.position) is not None


def changing(view: View, node: object) -> tuple[Position, ...]:
    """The positions at which what is made of the node can change, in order, as far as is known by
    now."""
    return _changing(Watched(view.project, view.history, view.populations), node)


@lru_cache(maxsize=512)
def _changing(of: Watched, node: object) -> tuple[Position, ...]:
    return tuple(sorted(set(positions(of, node, _all))))


@lru_cache(maxsize=512)
def _all(of: Watched, name: str) -> tuple[tuple[Position, Occurrence], ...]:
    """Found among the events that are looked at, and placed among all of the history."""
    kinds = _kinds(of.project, name)
    places = [place for place, each in enumerate(of.history.events) if each.kind in kinds]
    return tuple(
        (at if at.place == TIMER else Position(at.at, places[at.place]), moved)
        for at, moved in _moved(_Looked(of, name, [of.history.events[each] for each in places]))
    )


def _kinds(project: Project, name: str) -> frozenset[str]:
    """The kinds of events that the place hangs on, through other movements, too."""
    return frozenset(reached(project, project.movements[name].where).events)


class _Looked:
    """A history with no events but those that a movement looks at, known by these: what Segue does
    is put among the others as a customer is followed, and moves nobody."""

    def __init__(self, of: Watched, name: str, events: Sequence[Occurrence]) -> None:
        history = replace(of.history, events=tuple(events))
        self.watched, self.name = Watched(of.project, history, of.populations), name
        parts = (of.project, of.populations, *history.versions, *history.records, *events)
        self._key = (history.key, name, *map(id, parts))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Looked) and self._key == other._key


@lru_cache(maxsize=512)
def _moved(looked: _Looked) -> tuple[tuple[Position, Occurrence], ...]:
    """The place is looked at wherever it can change; one that is as it was has not changed."""
    of, name = looked.watched, looked.name
    if of.populations.beginning is None:
        return ()
    start = Position(of.populations.beginning, EVENTS_FIRST)
    found: list[tuple[Position, Occurrence]] = []
    before = _place(of, name, start)
    for position in sorted(set(positions(of, of.project.movements[name].where, _all))):
        if position <= start:
            continue
        after = _place(of, name, position)
        if after != before:
            fields: dict[str, Plain | None] = {BEFORE: before, AFTER: after}
            at = position.at
            found.append((position, Occurrence(name, str(len(found)), at, at, fields)))
        before = after
    return tuple(found)


def _place(of: Watched, name: str, position: Position) -> Plain | None:
    calendar = calendar_at(of.project, position)
    view = View(of.project, of.history, position, of.populations, calendar=calendar)
    return values.value(view, of.project.movements[name].where) if view.known else None
