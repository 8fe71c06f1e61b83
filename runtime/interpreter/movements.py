"""When a customer came to be somewhere else: in a segment, out of it, in another group (S18)."""

from __future__ import annotations

from functools import lru_cache

from compiler.model.declarations import AFTER, BEFORE
from compiler.model.values import Plain
from runtime.history import Occurrence
from runtime.interpreter import values
from runtime.interpreter.view import EVENTS_FIRST, Position, View
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
    """The place is looked at wherever it can change; one that is as it was has not changed."""
    if of.populations.beginning is None:
        return ()
    start = Position(of.populations.beginning, EVENTS_FIRST)
    found: list[tuple[Position, Occurrence]] = []
    before = _place(of, name, start)
    for position in _changing(of, of.project.movements[name].where):
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
