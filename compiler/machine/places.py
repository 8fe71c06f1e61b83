"""The machine of a campaign: the places at which an enrolment can stand, and the moves between.

Everything between two places happens at one position, as one move: a straight list of operations
in the text's order, each with a guard. There are no loops, so places in the text's order are also
in the order in which a tick can work them off; only a held send comes back to its own place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from compiler.machine.guards import Guard
from compiler.model.campaigns import Campaign
from compiler.model.entries import AfterLeaving, AgainAfter, EachTime, OnDate, StartingOver
from compiler.model.steps import (
    Call,
    Due,
    Give,
    If,
    Keep,
    Leave,
    Listening,
    Send,
    Settle,
    Split,
    Trial,
    Until,
    WaitsUntil,
)


class Sort(StrEnum):
    ENTRY = "entry"  # where an enrolment begins
    WAIT = "wait"  # stands until an instant
    ANSWER = "answer"  # stands until an event or an instant
    SEND = "send"  # stands only where the send meets quiet time
    JOIN = "join"  # nobody stands here: ways that come together
    UNTIL = "until"  # nobody stands here: an event has come already, or the steps begin
    PARTING = "parting"  # nobody stands here: what is done for who leaves
    REPEAT = "repeat"  # nobody stands here: the first pass begins


@dataclass(frozen=True, slots=True)
class Branching:
    """An `if`, a test (who is of it: way 0, or waits: 1) or a split decides, and says so in the
    journal."""

    guard: Guard
    step: If | Trial | Split


@dataclass(frozen=True, slots=True)
class Sending:
    guard: Guard
    step: Send


@dataclass(frozen=True, slots=True)
class Keeping:
    guard: Guard
    step: Keep


@dataclass(frozen=True, slots=True)
class Leaving:
    guard: Guard
    step: Leave


@dataclass(frozen=True, slots=True)
class Finishing:
    guard: Guard


@dataclass(frozen=True, slots=True)
class Reaching:
    """Goes on to the place of that index. `anew`: guards of the sends before it in this move,
    after which the enrolment listens anew (S23)."""

    guard: Guard
    place: int
    sends: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Giving:
    guard: Guard
    step: Give


@dataclass(frozen=True, slots=True)
class Calling:
    guard: Guard
    step: Call


Operation = Branching | Sending | Keeping | Giving | Calling | Leaving | Finishing | Reaching

Standing = Due | Listening | Settle | Trial | Send
"""The steps at which enrolments can stand."""


@dataclass(slots=True)
class Place:
    """`index` counts the machine's places, `number` those of the store. `within`: what may end the
    steps among which it is while one stands here, the outermost first. `parting`: where steps are
    done for who leaves, the number of these."""

    index: int
    number: int
    sort: Sort
    step: Standing | None = None
    move: list[Operation] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    within: tuple[Until, ...] = ()
    parting: int | None = None

    @property
    def stands(self) -> bool:
        """Whether enrolments can stand here, so that it needs a queue."""
        return self.sort in (Sort.WAIT, Sort.ANSWER, Sort.SEND)

    @property
    def can_miss(self) -> bool:
        """Whether steps stand under the wait, which are skipped where its instant is missed."""
        return isinstance(self.step, WaitsUntil) and bool(self.step.then)

    @property
    def asks(self) -> bool:
        """Whether it hangs on what has come what becomes of those here."""
        return self.stands or self.sort in (Sort.UNTIL, Sort.REPEAT)


@dataclass(frozen=True)
class Machine:
    """A version of a campaign. `rank`: the campaign's place in S7's order, that of all its
    versions. `today`: the campaign that one enters now, which is another in an earlier version
    (S35); None: it is no more."""

    campaign: Campaign
    version: str
    rank: int
    places: tuple[Place, ...]
    today: Campaign | None

    @property
    def closed(self) -> bool:
        """Whether nobody enters any more."""
        return self.today is not self.campaign

    @property
    def waits_for_ends(self) -> bool:
        """Whether an entry hangs on the end of the one before, in whatever version: then a tick
        lets in one enrolment of a customer after the other. Of each record at most one is open."""
        if self.today is None:
            return False
        entry, again = self.today.entry, self.today.again
        of_records = isinstance(entry, OnDate) and entry.record is not None
        one = of_records and isinstance(again, EachTime)
        return one or isinstance(again, AfterLeaving | AgainAfter)

    @property
    def replaces(self) -> bool:
        """Whether somebody who enters now is replaced here."""
        return self.today is not None and isinstance(self.today.again, StartingOver)

    @property
    def entry(self) -> Place:
        return self.places[0]

    @property
    def partings(self) -> tuple[Place, ...]:
        """Where the steps are done for who leaves, in the order of the campaign's."""
        return tuple(place for place in self.places if place.parting is not None)
