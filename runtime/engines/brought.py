"""What a tick brings: which kinds of events arrived in it, and where somebody is due or stands.

Asked for once, of everything, so that nothing else is asked where there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compiler.machine.reach import heeds_unsubscribing
from compiler.machine.rendering import Rendering
from compiler.machine.setting import queue
from compiler.model.project import Project
from runtime.engines.database import Database, literal

_ARRIVED = '"arrival" >= $prev AND "arrival" < $until'
_DUE = '"due_at" >= $prev AND "due_at" < $until'
_ON = '"due_at" >= $until'


@dataclass(frozen=True, slots=True)
class Brought:
    """`kinds`: of the events that arrived in the tick. `due`: the numbers of the places whose
    queues hold somebody who comes due in it; `on`: of those that hold somebody who stands beyond
    it, and may have gone. `unsubscribing`: whether anybody ever unsubscribed; mostly nobody has,
    and sends need not look."""

    kinds: frozenset[str]
    due: frozenset[int]
    on: frozenset[int]
    unsubscribing: bool


def brought(
    database: Database, project: Project, renderings: Sequence[Rendering]
) -> Brought:
    """In one statement, which looks at each table until it finds a row."""
    places = {
        queue(place): place.number
        for rendering in renderings for place in rendering.setting.machine.places if place.stands
    }  # fmt: skip
    parts = [
        f"(SELECT {literal(what)} AS \"what\", {literal(of)} AS \"of\" FROM {table} LIMIT 1)"
        for what, of, table in _asked(project, places)
    ]
    rows = database.rows(" UNION ALL ".join(parts)) if parts else []
    return Brought(
        kinds=frozenset(of for what, of in rows if what == "kind"),
        due=frozenset(places[of] for what, of in rows if what == "due"),
        on=frozenset(places[of] for what, of in rows if what == "on"),
        unsubscribing=any(what == "unsubscribing" for what, _ in rows),
    )


def _asked(project: Project, queues: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for name in project.events:
        yield "kind", name, f'"event_{name}" WHERE {_ARRIVED}'
    for table in queues:
        yield "due", table, f'"{table}" WHERE {_DUE}'
        yield "on", table, f'"{table}" WHERE {_ON}'
    if heeds_unsubscribing(project):
        yield "unsubscribing", "", '"event_unsubscribed"'
