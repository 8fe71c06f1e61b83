"""Campaigns: what happens, when, and what for."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.conditions import Condition
from dsl.tree.sending import HoldOut, Quiet
from dsl.tree.values import (
    Date,
    Duration,
    EventRef,
    Instant,
    Number,
    Path,
    Percent,
    Text,
    TimeOfDay,
    Value,
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Runs(Node):
    start: Date | Instant | None = None
    end: Date | Instant | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Alternative(Node):
    """One of several events joined by `or`, with a `where` of its own in parentheses; or the only
    one, whose `where` stands with the line."""

    event: EventRef
    where: Condition | None = None


Events = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EnterOn(Node):
    """`where` is said of each of the events; so it is in all that names several."""

    events: Events
    where: Condition | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EnterEvery(Node):
    """`every Monday at 09:00 for S`. Exactly one of: `weekdays` (`every weekday` is Monday to
    Friday, `every day` all seven) or `month_day` (`every month on day 1`). `weeks` is 2 in
    `every 2 weeks on Monday`, counted in ISO weeks from 1970-01-05. `segment` may be `everyone`."""

    at: TimeOfDay
    segment: Name
    weekdays: tuple[str, ...] = ()
    weeks: int = 1
    month_day: int | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EnterAt(Node):
    at: Instant
    segment: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EnterMoving(Node):
    """`when joining S`, `when dropping out of S` (`out`). `already`: who is in it when the campaign
    begins enters then."""

    segment: Name
    out: bool = False
    already: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EnterBecoming(Node):
    """`when F becomes "x"`, `when F changes from "x" to "y"` (with a `source`)."""

    field: Path
    target: Text
    source: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EnterAround(Node):
    """`3 days before birthday at 10:00`, `on birthday at 10:00` (without a duration). `beside`:
    before, on, after."""

    field: Path
    beside: str
    duration: Duration | None = None
    at: TimeOfDay | None = None


Entry = EnterOn | EnterEvery | EnterAt | EnterMoving | EnterBecoming | EnterAround | Unbuilt


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Again(Node):
    """`kind`: once, after duration, after leaving, starting over, each time, once per."""

    kind: str
    duration: Duration | None = None
    field: Path | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LeaveOn(Node):
    """`steps`: the block under it, which is done for who leaves by it."""

    events: Events
    where: Condition | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LeaveIf(Node):
    condition: Condition
    steps: tuple[Step, ...] = ()


Leaving = LeaveOn | LeaveIf


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Goal(Node):
    events: Events
    within: Duration
    name: Name | None = None
    where: Condition | None = None
    target: Percent | None = None
    worth: Path | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Guard(Node):
    """`guard unsubscribed within 7 days, under 0.5%`."""

    events: Events
    within: Duration
    under: Percent
    where: Condition | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Usually(Node):
    """`usually 200 to 5_000 entries per day`; `unit` is day or week."""

    low: Number
    high: Number
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Named(Node):
    """A step, which may be `called` something (`as NAME` behind it)."""

    called: Name | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wait(Named):
    duration: Duration


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaitUntil(Named):
    """`until 10:00`; `until Monday at 10:00`; `until 2026-12-24 at 10:00`; `until 11:00 on day 3`.
    `steps`: the block under it, which is skipped where the instant is past."""

    at: TimeOfDay
    weekday: str | None = None
    date: Date | None = None
    day: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaitAround(Named):
    """`until 3 days before X`, `… at 10:00`. `beside`: before, after."""

    duration: Duration
    beside: str
    field: Path
    at: TimeOfDay | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BestHour(Named):
    """`wait until best hour`."""

    steps: tuple[Step, ...] = ()


WaitsUntil = WaitUntil | WaitAround | BestHour
"""`wait until …`."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaitFor(Named):
    """`wait for E …, at most D`, and `unless E within D`, which has `unless` set, an empty `then`
    and its block in `otherwise`. `name`: that of the event, which stands before the comma."""

    events: Events
    at_most: Duration
    where: Condition | None = None
    name: Name | None = None
    then: tuple[Step, ...] = ()
    otherwise: tuple[Step, ...] = ()
    unless: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Way(Node):
    """A line under `wait for the first of`; `name`: that of the event."""

    events: Events
    where: Condition | None = None
    name: Name | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaitForFirst(Named):
    """`wait for the first of, at most D`."""

    at_most: Duration
    ways: tuple[Way, ...] = ()
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UntilEvent(Named):
    """`until E, at most D` with a block; `then` where E ends it, `otherwise` where D does."""

    events: Events
    at_most: Duration
    where: Condition | None = None
    steps: tuple[Step, ...] = ()
    then: tuple[Step, ...] = ()
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Repeat(Named):
    """`repeat up to N times, every D` with a block."""

    times: int
    every: Duration
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Branch(Node):
    condition: Condition
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class If(Named):
    """The `if`, then each `else if`, in order; `otherwise` is the block under `else`."""

    branches: tuple[Branch, ...]
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Arm(Node):
    name: Name
    share: Percent | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trial(Node):
    """`test on 20% for 4 hours, then the best by purchase`."""

    share: Percent
    lasts: Duration
    events: Events
    where: Condition | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Split(Named):
    """`goal`: what shares move towards (`to maximise`); `trial`: what decides once for one arm
    (`test on`). Neither: they stay as they are written."""

    name: Name
    arms: tuple[Arm, ...]
    goal: Name | None = None
    trial: Trial | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Send(Named):
    """By a chain of `channels`, with `drop` where it ends in `else drop`; or `to` a colleague, or
    to a field of the entry, without any."""

    message: Name
    channels: tuple[Name, ...] = ()
    drop: bool = False
    to: Path | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Leave(Named):
    reason: Text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SetField(Named):
    """`set lead_points = lead_points + 10`: a field that Segue keeps."""

    field: Name
    value: Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OnList(Named):
    """`add to vip`; with `off`, `remove from vip`: a list that Segue keeps."""

    list: Name
    off: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Give(Named):
    offer: Name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Call(Named):
    hook: Name


Step = (
    Wait | WaitUntil | WaitAround | BestHour | WaitFor | WaitForFirst | UntilEvent | Repeat | If
    | Split | Send | Leave | SetField | OnList | Give | Call
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Campaign(Node):
    name: Name
    title: Text | None = None
    owner: Text | None = None
    runs: Runs | None = None
    priority: Number | None = None
    entries: tuple[Entry, ...] = ()
    only_if: Condition | None = None
    only_while: Condition | None = None
    late: Duration | None = None
    again: tuple[Again, ...] = ()
    leaves: tuple[LeaveOn, ...] = ()
    leaves_if: tuple[LeaveIf, ...] = ()
    goals: tuple[Goal, ...] = ()
    hold_out: HoldOut | None = None
    quiet: tuple[Quiet, ...] = ()
    usually: Usually | None = None
    guards: tuple[Guard, ...] = ()
    steps: tuple[Step, ...] = ()
    unbuilt: tuple[Unbuilt, ...] = ()

    @property
    def ways_out(self) -> tuple[Leaving, ...]:
        """The lines `leave`, in the order of the text."""
        return tuple(sorted((*self.leaves, *self.leaves_if), key=lambda each: each.span.start))
