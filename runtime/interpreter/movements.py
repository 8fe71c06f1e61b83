"""When a customer came to be somewhere else: in a segment, out of it, in another group (S18)."""

from __future__ import annotations

from collections.abc import Collection
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
    return _place(watched, name, _kinds(view.project, name), view.position) is not None


def changing(view: View, node: object) -> tuple[Position, ...]:
    """The positions at which what is made of the node can change, in order, as far as is known by
    now."""
    return _changing(Watched(view.project, view.history, view.populations), node)


@lru_cache(maxsize=512)
def _changing(of: Watched, node: object) -> tuple[Position, ...]:
    return tuple(sorted(set(positions(of, node, _all))))


@lru_cache(maxsize=512)
def _all(of: Watched, name: str) -> tuple[tuple[Position, Occurrence], ...]:
    """The place is looked at wherever it can change; one that is as it was has not changed."""
    if of.populations.beginning is None:
        return ()
    start = Position(of.populations.beginning, EVENTS_FIRST)
    found: list[tuple[Position, Occurrence]] = []
    kinds = _kinds(of.project, name)
    before = _place(of, name, kinds, start)
    for position in _changing(of, of.project.movements[name].where):
        if position <= start:
            continue
        after = _place(of, name, kinds, position)
        if after != before:
            fields: dict[str, Plain | None] = {BEFORE: before, AFTER: after}
            at = position.at
            found.append((position, Occurrence(name, str(len(found)), at, at, fields)))
        before = after
    return tuple(found)


def _kinds(project: Project, name: str) -> frozenset[str]:
    """The kinds of events that the place hangs on, through other movements, too."""
    return frozenset(reached(project, project.movements[name].where).events)


def _place(of: Watched, name: str, kinds: Collection[str], position: Position) -> Plain | None:
    calendar = calendar_at(of.project, position)
    view = View(of.project, of.history, position, of.populations, calendar=calendar)
    return _placed(_Seen(view, name, kinds))


class _Seen:
    """What the place hangs on there, known by identity. What Segue does is put among the events of
    a history as it is followed, and most of it moves nobody: so that is not looked at anew."""

    def __init__(self, view: View, name: str, kinds: Collection[str]) -> None:
        seen = [each for each in view.events() if each.kind in kinds]
        of = (view.project, view.populations, *view.history.versions, *view.history.records, *seen)
        self.view, self.name = view, name
        timer = view.position.place == TIMER
        self._key = (view.history.key, name, view.at, timer, *map(id, of))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seen) and self._key == other._key


@lru_cache(maxsize=20_000)
def _placed(seen: _Seen) -> Plain | None:
    view = seen.view
    return values.value(view, view.project.movements[seen.name].where) if view.known else None
