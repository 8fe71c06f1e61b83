"""What happens to an enrolment, step by step.

A step's `id` is its place as the journal names it, `2.urgency.1`; `order` its number in the text
(1, 2, …, depth first), which orders what happens at one position.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from compiler.model.around import Around
from compiler.model.conditions import Condition
from compiler.model.occurring import Occurring
from compiler.model.staff import Recipient
from compiler.model.values import Value
from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class Wait:
    id: str
    order: int
    duration: Duration


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """The next such civil instant, now included (S4). `weekday` is ISO. `zone` None: the
    customer's clock. `day`: so many days behind the day of the entry. Where a `date` or a `day` is
    past, the wait is over at once, and `then`, which is done at the instant, is skipped."""

    id: str
    order: int
    at: time
    zone: str | None = None
    weekday: int | None = None
    date: date | None = None
    day: int | None = None
    then: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitAround:
    """Until an instant around a date, which is read again when it comes: where it then lies later,
    the wait goes on (S23). `then` is skipped where it is past or unknown."""

    id: str
    order: int
    around: Around
    then: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class BestHour:
    """The next instant, now included, at which the best hour of the latest snapshot begins on the
    customer's clock (S8). Where that is unknown, the wait is over at once, and `then` skipped."""

    id: str
    order: int
    then: tuple[Step, ...] = ()


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

    @property
    def ways(self) -> tuple[Way, ...]:
        """The one way on."""
        return (Way("", self.on, self.then, self.alias),)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that a wait waits for, and what happens then. `arm`: how the journal and step ids
    name it, where there are several."""

    arm: str
    on: Occurring
    steps: tuple[Step, ...]
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class FirstOf:
    """`wait for the first of`: as `WaitFor`, with several ways on. An event that several of them
    name takes the first."""

    id: str
    order: int
    at_most: Duration
    ways: tuple[Way, ...]
    otherwise: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Until:
    """Does `steps`. An answer to `on` ends them and goes on by `then`, and so it does at once where
    it is there already, as for a wait; the end of `at_most` ends them and goes on by `otherwise`.
    Steps that end by themselves go on by neither."""

    id: str
    order: int
    on: Occurring
    at_most: Duration
    steps: tuple[Step, ...]
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...]

    @property
    def ways(self) -> tuple[Way, ...]:
        """The way on where it is answered."""
        return (Way("then", self.on, self.then),)


@dataclass(frozen=True, slots=True)
class Pass:
    """One time of a `repeat`, of that order: the steps, which are those of the first pass with ids
    and orders of their own. Each but the first begins `every` after the one before began (as a wait
    of that length, S3), and not before that one ended."""

    id: str
    order: int
    number: int
    of: int
    every: Duration
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    id: str
    order: int
    passes: tuple[Pass, ...]


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
class Trial:
    """Stands before a split that a test decides for one arm (S20): `part` of the customers
    (hundredths of a per cent) go on at once and get their arms by the shares. The others wait until
    `lasts` after the first customer came, whoever it was; from then on everybody gets the best arm
    by `on`. `id`, `name`: the split's."""

    id: str
    order: int
    name: str
    part: int
    lasts: Duration
    on: Occurring


@dataclass(frozen=True, slots=True)
class Split:
    """`maximises`: the goal of the campaign by which shares move from day to day (S20); `trial`:
    by what they move once. Neither: they stay as they are written."""

    id: str
    order: int
    name: str
    arms: tuple[Arm, ...]
    maximises: str | None = None
    trial: Trial | None = None

    @property
    def learns(self) -> bool:
        """Whether its shares move by what its arms bring."""
        return self.maximises is not None or self.trial is not None


@dataclass(frozen=True, slots=True)
class Send:
    """`to` None: the customer, by the first of the channels that reaches them."""

    id: str
    order: int
    message: str
    channels: tuple[str, ...]
    to: Recipient | None = None


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


@dataclass(frozen=True, slots=True)
class Call:
    """Another program is told, which takes no time; nothing in the journey hangs on it."""

    id: str
    order: int
    hook: str


MISSED = "missed"
"""Why steps under a wait are skipped, as the journal names it: the instant is past or unknown."""

BY_ITSELF = "until"
"""The way on from steps `until` that neither an event nor their time ended; their block's word."""

TEST = "test"
"""Why who is not of a test waits, as the journal names it."""

WaitsUntil = WaitUntil | WaitAround | BestHour
"""Waits until an instant, with steps that are done then, unless it is past or unknown."""

Timed = Wait | WaitsUntil
"""Waits that no event ends."""

Listening = WaitFor | FirstOf | Until
"""What an event may answer; all have `ways`, `otherwise` and `at_most`."""

Due = Timed | Pass
"""What begins or goes on at an instant that is known when it is reached."""

Step = Timed | Listening | Repeat | If | Trial | Split | Send | Leave | Keep | Settle | Give | Call
