"""What a tick does, told to the tick itself (`sent`, `entered`, `left`).

A campaign may look at what another one, or it itself, did earlier in the same tick. So a tick that
did something nobody had told it is taken back and begins anew, now told. What happens at an
instant hangs only on what happened before it; so each beginning gets further, and the one that
does what it was told is the only one that can (S1).
"""

from __future__ import annotations

from typing import Any

from compiler.model.declarations import Event
from compiler.model.project import Project
from runtime.engines.database import Database
from runtime.sources import own_events
from runtime.store.columns import own_columns, quoted

Rows = dict[str, Any]
"""A table as columns of numpy, which outlive a transaction that is taken back."""


class Told:
    """What a tick is told that it will have done; at first, nothing. `database.values` has `prev`,
    where the tick begins. The sources have made the tables (`sources.own_events.make`)."""

    def __init__(self, database: Database, project: Project) -> None:
        self._database = database
        self._events = [event for event in project.events.values() if event.own]
        self._rows: dict[str, Rows] = {}

    def tell(self) -> None:
        """Put it where the tick's recording finds it."""
        for event in self._events:
            self._database.execute(f"DELETE FROM {own_events.told(event)}")
            if event.name in self._rows:
                self._insert(event, self._rows[event.name])

    def is_true(self) -> bool:
        """Whether that is what the tick has done; if not, what it did is what is told next."""
        if all(self._same(event) for event in self._events):
            for event in self._events:
                self._database.execute(f"DELETE FROM {own_events.told(event)}")
            return True
        for event in self._events:
            self._rows[event.name] = self._database.execute(_new(event)).fetchnumpy()
        return False

    def _same(self, event: Event) -> bool:
        told, new = own_events.told(event), _new(event)
        ((same,),) = self._database.rows(
            f"SELECT (SELECT count(*) FROM {told}) = (SELECT count(*) FROM ({new})) AND "
            f"NOT EXISTS ({new} EXCEPT FROM {told})"
        )
        return bool(same)

    def _insert(self, event: Event, rows: Rows) -> None:
        connection = self._database.connection
        connection.register("told", rows)
        self._database.execute(f"INSERT INTO {own_events.told(event)} FROM \"told\"")
        connection.unregister("told")


def _new(event: Event) -> str:
    """What stands in the store of this tick, in the order of the columns of what is told."""
    columns = ", ".join(quoted(name) for name in own_columns(event))
    return f'SELECT {columns} FROM {own_events.done(event)} WHERE {own_events.made(event)} >= $prev'
