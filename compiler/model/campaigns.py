"""Typed campaigns: who enters when, what happens, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from compiler.model.conditions import AnyOf, Condition, Not
from compiler.model.declarations import Quiet
from compiler.model.values import Value
from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class Occurring:
    """The kind of event that lets in, answers, fulfils or takes out. `where` looks at the event's
    fields, at `entry` and at the customer. `mine`: only about this enrolment's messages."""

    event: str
    where: Condition | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class OnEvent:
    on: Occurring


@dataclass(frozen=True, slots=True)
class OnMove:
    """Where the customer comes to be somewhere else (S18): at each movement that `on` names.
    `already`: who is there when the campaign begins enters then. `words`: how the text says it,
    `joining loyal`."""

    on: Occurring
    words: str
    already: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """`weekdays` are ISO (Monday is 1), or `month_day` is set. `weeks`: every that many ISO
    weeks, counted from Monday 1970-01-05. `zone` None: each customer's own clock. `segment`
    None: everyone."""

    at: time
    zone: str | None
    segment: str | None
    weekdays: tuple[int, ...] = ()
    weeks: int = 1
    month_day: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Once. `moment` is civil; `zone` None: on the policy's clock; `instant` is the same as an
    aware UTC instant. `segment` as of `Every`."""

    moment: datetime
    zone: str | None
    instant: datetime
    segment: str | None


Entry = OnEvent | OnMove | Every | At

Schedule = Every | At
"""What lets in at instants of the calendar, without an event."""


@dataclass(frozen=True, slots=True)
class Once:
    pass


@dataclass(frozen=True, slots=True)
class AgainAfter:
    """`duration` after the last entry (days on the customer's clock, S3), and none open."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class AfterLeaving:
    """None open."""


@dataclass(frozen=True, slots=True)
class StartingOver:
    """Replaces the open one."""


@dataclass(frozen=True, slots=True)
class EachTime:
    """Several may be open."""


@dataclass(frozen=True, slots=True)
class OncePer:
    """Once ever per value of the entering event's `field`; an unknown value is a value too."""

    field: str


Again = Once | AgainAfter | AfterLeaving | StartingOver | EachTime | OncePer


@dataclass(frozen=True, slots=True)
class Goal:
    """`target` in hundredths of a per cent. `worth` is a field of the goal's event."""

    name: str
    on: Occurring
    within: Duration
    target: int | None = None
    worth: str | None = None


# Steps: `id` is the step's place as the journal names it, `2.urgency.1`; `order` its number in
# the text (1, 2, …, depth first), which orders what happens at one position.


@dataclass(frozen=True, slots=True)
class Wait:
    id: str
    order: int
    duration: Duration


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """The next such civil instant, now included (S4). `weekday` is ISO. `zone` None: the
    customer's clock. With a `date` that is past, the wait is over at once."""

    id: str
    order: int
    at: time
    zone: str | None = None
    weekday: int | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class BestHour:
    """The next instant, now included, at which the best hour of the latest snapshot begins on the
    customer's clock (S8). Where that is unknown, the wait is over at once."""

    id: str
    order: int


@dataclass(frozen=True, slots=True)
class WaitFor:
    """`wait for` and `unless` (whose `then` is empty). At most `at_most`, in multiples of 24
    hours for days, from the step's instant; the very end still counts (S23)."""

    id: str
    order: int
    on: Occurring
    at_most: Duration
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...]
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """`label`, as the journal names it: `if`, `else if 2`, …"""

    label: str
    condition: Condition
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class If:
    """The first branch that holds, else `otherwise` (label `else`)."""

    id: str
    order: int
    branches: tuple[Branch, ...]
    otherwise: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Arm:
    """`until`: the arm takes u from the arm before's `until` to its own (0 to 10,000, S19)."""

    name: str
    until: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Split:
    id: str
    order: int
    name: str
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Send:
    id: str
    order: int
    message: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    id: str
    order: int
    reason: str


@dataclass(frozen=True, slots=True)
class Keep:
    """`set F = V`, `add to L` (yes) and `remove from L` (no): from the microsecond after it on,
    `value` as of this position is what the field or list `name` was set to last."""

    id: str
    order: int
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Settle:
    """A microsecond passes, so that the step behind it sees what was done just before; nobody
    wrote it, and the journal does not mention it."""

    id: str
    order: int


@dataclass(frozen=True, slots=True)
class Give:
    """A gift of the offer, which takes no time."""

    id: str
    order: int
    offer: str


Timed = Wait | WaitUntil | BestHour
"""Waits whose end is known when they are reached."""

Step = Timed | WaitFor | If | Split | Send | Leave | Keep | Settle | Give


A_DAY = Duration(1, "day")

LEFT_IF, ONLY_WHILE = "left if", "only while"
"""Why an enrolment ends by a condition, as the journal names it."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """`hold_out` in hundredths of a per cent. `leaves`, `goals`, `steps` in the text's order.
    `late`: an entering event that arrives more than this after its time does not enter (S17)."""

    name: str
    entry: Entry
    again: Again
    steps: tuple[Step, ...]
    title: str | None = None
    owner: str | None = None
    runs_from: datetime | None = None
    runs_until: datetime | None = None
    priority: int | None = None
    only_if: Condition | None = None
    late: Duration = A_DAY
    leaves: tuple[Occurring, ...] = ()
    goals: tuple[Goal, ...] = ()
    hold_out: int = 0
    leaves_if: tuple[Condition, ...] = ()
    only_while: Condition | None = None
    quiet: tuple[Quiet, ...] = ()

    @property
    def ways_out(self) -> dict[str, Condition]:
        """The conditions at which an enrolment ends, by the reason that the journal names, in the
        order in which they are looked at (S18, S21)."""
        found: dict[str, Condition] = {}
        if self.leaves_if:
            found[LEFT_IF] = AnyOf(self.leaves_if)
        if self.only_while is not None:
            found[ONLY_WHILE] = Not(self.only_while)
        return found
