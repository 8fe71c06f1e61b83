"""What a tick does, told to the tick itself (`sent`, `entered`, `left`; arms that are kept).

A campaign may look at what another one, or it itself, did earlier in the same tick. So a tick that
did something nobody had told it is taken back and begins anew, now told. What happens at an
instant hangs only on what happened before it; so each beginning gets further, and the one that
does what it was told is the only one that can (S1). Where much hangs on one another, shorter ticks
come to the same with less work.
"""

from __future__ import annotations

from compiler.model.declarations import Event
from compiler.model.project import Project
from runtime.engines.arms import Kept, ToldArms
from runtime.engines.database import Database
from runtime.recording import looked_at
from runtime.sources import own_events
from runtime.store.columns import own_columns, quoted
from runtime.store.rows import Taken, put, take


class Told:
    """What a tick is told that it will have done; at first, nothing. `database.values` has `prev`,
    where the tick begins. The sources have made the tables (`sources.own_events.make`), which are
    empty between ticks."""

    def __init__(self, database: Database, project: Project, kept: Kept) -> None:
        self._database = database
        self._arms = ToldArms(database, kept)
        self._events = [
            project.events[name] for name in looked_at.events(project) if project.events[name].own
        ]
        self._rows: dict[str, Taken] = {}
        self.untrue = 0
        """How often the tick did something else."""

    def tell(self) -> None:
        """Put it where the tick's recording finds it."""
        for event in self._told():
            put(self._database.connection, own_events.told(event), self._rows[event.name])
        self._arms.tell()

    def is_true(self) -> bool:
        """Whether that is what the tick has done; if not, what it did is what is told next."""
        wrong = self._wrong()
        true = self._arms.is_true() and not wrong
        self.untrue += not true
        for event in wrong:
            values = {"prev": self._database.values["prev"]}
            self._rows[event.name] = take(self._database.connection, _carried(event), values)
        if true:
            for event in self._told():
                self._database.execute(f"DELETE FROM {own_events.told(event)}")
        return true

    def _told(self) -> list[Event]:
        return [event for event in self._events if event.name in self._rows]

    def _wrong(self) -> list[Event]:
        """The events of which the tick did something else than it was told."""
        if not self._events:
            return []
        (same,) = self._database.rows("SELECT " + ", ".join(map(_same, self._events)))
        return [event for event, one in zip(self._events, same, strict=True) if not one]


def _carried(event: Event) -> str:
    """The same with decimals as text."""
    columns = ", ".join(
        f"{quoted(name)}::VARCHAR AS {quoted(name)}" if kind.startswith("DECIMAL") else quoted(name)
        for name, kind in own_columns(event).items()
    )
    return f"SELECT {columns} FROM ({_new(event)})"


def _same(event: Event) -> str:
    told, new = own_events.told(event), _new(event)
    return (
        f"(SELECT count(*) FROM {told}) = (SELECT count(*) FROM ({new})) AND "
        f"NOT EXISTS ({new} EXCEPT FROM {told})"
    )


def _new(event: Event) -> str:
    """What stands in the store of this tick, in the order of the columns of what is told."""
    columns = ", ".join(quoted(name) for name in own_columns(event))
    return f'SELECT {columns} FROM {own_events.done(event)} WHERE {own_events.made(event)} >= $prev'
