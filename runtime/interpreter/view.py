"""What is visible of one customer at a position (S6, S7)."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from compiler.model.project import Project
from compiler.model.values import Plain, Type
from compiler.zones import zone as known_zone
from runtime.history import History, Occurrence, RecordVersion, Version

EVENTS_FIRST = -1
"""The place before all events of an instant."""

TIMER = sys.maxsize
"""The place of timers among what happens at an instant: after all events."""


_arrival = attrgetter("arrival")


class Position(NamedTuple):
    """An instant, and there the event's place in `History.events`, or `TIMER`. Later positions
    are greater. The phases of one position (S7) are the order in which the interpreter works."""

    at: datetime
    place: int = TIMER


@dataclass(frozen=True, slots=True)
class Populations:
    """The population values of each snapshot, in the order of their instants (S8). `beginning`:
    since when movements are watched (S18), None: not at all."""

    snapshots: tuple[tuple[datetime, Mapping[str, Plain | None]], ...] = ()
    beginning: datetime | None = None

    def seen_at(self, position: Position) -> Mapping[str, Plain | None]:
        """The latest snapshot before the position; a snapshot is a timer. Before the first one,
        the first: it was made for the beginning."""
        taken = self.taken_before(position)
        return taken[1] if taken else {}

    def taken_before(
        self, position: Position
    ) -> tuple[datetime, Mapping[str, Plain | None]] | None:
        """The same, with the instant at which it was taken."""
        if not self.snapshots:
            return None
        past = bisect_right(self.snapshots, position, key=lambda taken: Position(taken[0]))
        return self.snapshots[max(past - 1, 0)]


@dataclass(frozen=True, slots=True)
class View:
    """One customer as of a position, and what a condition may name there: the event row under a
    `where`, the entering event (or the record whose date let in) and its time, the events that
    named waits saw, the enrolment. `calendar`: the instant by which the calendar is read, where it
    is not the position's (S8)."""

    project: Project
    history: History
    position: Position
    populations: Populations
    row: Occurrence | RecordVersion | None = None
    entry: Occurrence | RecordVersion | None = None
    entry_time: datetime | None = None
    answers: Mapping[str, Occurrence] = field(default_factory=dict)
    enrolment: str | None = None
    calendar: datetime | None = None

    def with_row(self, row: Occurrence | RecordVersion | None) -> View:
        """The same with that row, or none, under a `where`."""
        return self if row is self.row else replace(self, row=row)

    @property
    def at(self) -> datetime:
        return self.position.at

    @property
    def calendar_at(self) -> datetime:
        """What days, weeks, months and years of the calendar are reckoned from."""
        return self.calendar or self.at

    def events(self) -> list[Occurrence]:
        """All events at or before the position; nothing sees a row before its arrival (S5)."""
        known, (at, place) = self.history.events, self.position
        before = bisect_left(known, at, key=_arrival)
        behind = bisect_right(known, at, lo=before, key=_arrival)
        return list(known[: max(before, min(behind, place + 1))])

    def versions(self) -> list[Version]:
        """The customer's versions so far. A recorded change is a timer: events at its instant do
        not see it (S7)."""
        return [version for version in self.history.versions if self._began(version.since)]

    def records(self, kind: str) -> list[RecordVersion]:
        """The customer's records of one kind, as they stand."""
        return [
            each
            for each in self.history.records
            if each.kind == kind and self._began(each.since)
            and (each.until is None or not self._began(each.until))
        ]  # fmt: skip

    def record(self, kind: str, id: str | None) -> RecordVersion | None:
        """One of them; None where it is gone."""
        return next((each for each in self.records(kind) if each.id == id), None)

    def _began(self, recorded: datetime | None) -> bool:
        return recorded is None or Position(recorded) <= self.position

    @property
    def known(self) -> bool:
        """Whether this is a customer here: somebody who has been recorded and is not gone."""
        versions = self.versions()
        return bool(versions) and not versions[-1].gone

    def field(self, name: str) -> Plain | None:
        versions = self.versions()
        return versions[-1].fields.get(name) if versions else None

    @property
    def zone(self) -> str:
        """The customer's own clock: their `timezone`, else the declared `else`, else the
        policy's (S4)."""
        declared = self.project.customers.of_type(Type.TIMEZONE)
        if declared is not None:
            for name in (self.field(declared.name), declared.default):
                if isinstance(name, str) and known_zone(name) is not None:
                    return name
        return self.project.policy.timezone
