"""What every query of a machine looks at: the project, the machine, and the names of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from compiler.machine.context import Context, context, entry_columns, goal_columns
from compiler.machine.places import Machine, Place, Sending
from compiler.machine.shares import Chance
from compiler.machine.watching import Watch, watch
from compiler.machine.wording import Numbers
from compiler.model.entries import OnDate, OnEvent, OnMove
from compiler.model.project import Project
from compiler.model.staff import Recipient
from compiler.model.steps import Send
from compiler.sql.tables import Tables, store_tables


@dataclass(frozen=True)
class Setting:
    """`project` is the one of the machine's version, but for what is today's: the policy, the
    channels and the messages (S35)."""

    project: Project
    machine: Machine
    chance: Chance
    numbers: Numbers

    @cached_property
    def context(self) -> Context:
        return context(self.project, self.machine)

    @cached_property
    def tables(self) -> Tables:
        return store_tables(self.project)

    @cached_property
    def watch(self) -> Watch:
        """What decides, beside events, who leaves."""
        entry = self.machine.campaign.entry
        record = entry.record if isinstance(entry, OnDate) else None
        return watch(self.project, *self.machine.campaign.ways_out.values(), record=record)

    @property
    def entering(self) -> tuple[str, ...]:
        """The kinds of entering events; none for schedules, and where any event may be it."""
        entry = self.machine.campaign.entry
        return entry.on.kinds if isinstance(entry, OnEvent) else ()

    @property
    def by_kinds(self) -> bool:
        """Whether the entering event may be of one kind or of another."""
        return self.by_moving or len(self.entering) > 1

    @property
    def by_moving(self) -> bool:
        """Whether who comes to be somewhere else enters, by whatever event made that so."""
        return isinstance(self.machine.campaign.entry, OnMove)

    @property
    def by_record(self) -> bool:
        """Whether dates of records let in."""
        entry = self.machine.campaign.entry
        return isinstance(entry, OnDate) and entry.record is not None

    @property
    def records(self) -> str:
        """The table of the versions of the records whose dates let in."""
        entry = self.machine.campaign.entry
        assert isinstance(entry, OnDate)
        return f"record_{entry.record}"

    @cached_property
    def record_fields(self) -> dict[str, str]:
        """The fields of the record that anything in the campaign looks at, with the columns that
        hold them beside rows."""
        return entry_columns([self.machine.campaign]) if self.by_record else {}

    @property
    def candidates(self) -> str:
        """The temporary table of those who may enter in this tick."""
        return f"candidates_{self.machine.entry.number}"

    @property
    def refused(self) -> str:
        """The temporary table of candidates who are refused, where it is not certain yet that
        they are candidates."""
        return f"refused_{self.machine.entry.number}"

    @property
    def entrants(self) -> str:
        """The temporary table of those who do, which earlier versions of the campaign see, too."""
        return f"entrants_{self.machine.rank}"

    @property
    def goals(self) -> str:
        """The table of enrolments whose goals are looked for."""
        return goals(self.machine)

    def goal_columns(self) -> dict[str, str]:
        return goal_columns(self.project, self.machine)

    def alike(self, place: Place, step: Send) -> Send:
        """The first send of the place's move that goes by the same chain and heeds the same: its
        channel is also this one's, since both stand at one position."""
        sends = [each.step for each in place.move if isinstance(each, Sending)]
        return next(each for each in sends if self._way(each) == self._way(step))

    def _way(self, step: Send) -> tuple[tuple[str, ...], bool, Recipient | None]:
        return step.channels, self.project.messages[step.message].service, step.to


def goals(machine: Machine) -> str:
    """The table of a machine's enrolments whose goals are looked for."""
    return f"goals_{machine.entry.number}"


def queue(place: Place) -> str:
    """The append-only table of those who stand at a place until an instant of this or a later
    tick."""
    return f"queue_{place.number}"


def gone(place: Place) -> str:
    """The append-only table of those who left a place before their instant."""
    return f"gone_{place.number}"


def stood(place: Place) -> str:
    """The temporary table of those at a place, and what becomes of them in this tick."""
    return f"stood_{place.number}"


def moved(place: Place) -> str:
    """The temporary table of those who move on from a place in this tick, with their decisions."""
    return f"moved_{place.number}"


def looked_at(setting: Setting) -> str:
    """The temporary table of the positions at which a condition may take out: `cid`, `at`, `seq`,
    `calendar`."""
    return f"looked_{setting.machine.entry.number}"
