"""Typed campaigns: who enters when, what happens, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compiler.model.conditions import AnyOf, Condition, Not
from compiler.model.declarations import Quiet
from compiler.model.entries import Again, Entry
from compiler.model.occurring import Occurring
from compiler.model.steps import Step, Trial
from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class Goal:
    """`target` in hundredths of a per cent. `worth` is a field of the goal's event."""

    name: str
    on: Occurring
    within: Duration
    target: int | None = None
    worth: str | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """What must happen to fewer than `under` (hundredths of a per cent) of those who entered,
    within `within` of their entry: where it is surely otherwise, nobody enters any more (S8)."""

    name: str
    on: Occurring
    within: Duration
    under: int


A_DAY = Duration(1, "day")

LEFT_IF, ONLY_WHILE = "left if", "only while"
"""Why an enrolment ends by a condition, as the journal names it."""


@dataclass(frozen=True, slots=True)
class Usual:
    """So many entries per `unit` (day, week) are usual, the two bounds included. It decides
    nothing; report and status say where it was otherwise."""

    low: int
    high: int
    unit: str


@dataclass(frozen=True, slots=True)
class Parting:
    """What is still done, at once, for who leaves by one line (S21): by an event of `leaves`, or
    because of one of `leaves_if`, which it names by their places. `id` is the line's among those
    with such steps, which none of them waits in."""

    id: str
    steps: tuple[Step, ...]
    leaves: tuple[int, ...] = ()
    leaves_if: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """`hold_out` in hundredths of a per cent. `leaves`, `goals`, `steps` in the text's order;
    `trials` are those among the steps.
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
    partings: tuple[Parting, ...] = ()
    usually: Usual | None = None
    guards: tuple[Guard, ...] = ()
    trials: tuple[Trial, ...] = ()

    @property
    def counted(self) -> tuple[Goal | Guard | Trial, ...]:
        """What is looked for whether or not one has left: in a time from the entry, or until the
        end of a test."""
        return (*self.goals, *self.guards, *self.trials)

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
