"""The decision journal: one row per decision, with the rule that decided (S38).

Both executors write these rows, and the rows are what is compared. They hold keys, never
addresses nor rendered text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What was decided. The comment says what `reason` holds, where it holds something."""

    ENTERED = "entered"  # "", or why this is a shadow: `held out`, `held out from everything`
    REFUSED = "refused"  # `outside runs`, `guard`, `late`, `left before`, `again`
    ARM = "arm"  # the split's arm, in `arm`
    BRANCH = "branch"  # the branch taken (`if`, `else if 2`, `else`), in `arm`
    WAITED = "waited"  # a wait is over: `time`, `answered`
    HELD = "held"  # until an end: of the quiet time that a send met, `quiet`; of a test, `test`
    PLANNED = "planned"  # a message; to whom, where not to the customer: `to sales`
    SHADOW = "shadow"  # the message or gift that a held-out customer would have got
    DROPPED = "dropped"  # `cap`, `quiet`, or why no channel reaches: `kakao no consent, …`
    CALLED = "called"  # a hook, in `message`
    SET = "set"  # what `message`, a kept field or list, is set to; "" where that is unknown
    RETIMED = "retimed"  # a wait, since clocks go otherwise now: by which rules, `2026f`
    MOVED = "moved"  # along into another version, to `step`: the step before, `from 3`
    GOAL = "goal"  # the goal's name
    GUARD = "guard"  # what a guard counts: the name of the guard
    COUNTED = "counted"  # what the test of a split counts: the split's name
    GIVEN = "given"  # a gift's code, or why there is none: `no code left`, `all given`
    LEFT = "left"  # `finished`, `left on EVENT`, `replaced`, or `leave "TEXT"`


class Phase:
    """The order of what happens at one instant, behind `events before timers` (S7)."""

    LEAVES = 1
    GOALS = 2
    WAITS = 3
    ENTRIES = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One decision.

    `position`: `""` at a timer, else the event's `KIND ID`. `cause`: what made the enrolment or
    the refusal: the entering event's `KIND ID`, or the schedule's `YYYY-MM-DD HH:MM` as written.
    `version`: the campaign's. `step`: the step's id. `message`: that of a send; of `set`, the field
    or list; of `called`, the hook. `rule`: the rule of the semantics that decided (`S26`); it is
    not compared between executors.
    """

    at: datetime
    position: str
    customer: str
    campaign: str
    version: str
    cause: str
    kind: Kind
    step: str = ""
    message: str = ""
    channel: str = ""
    arm: str = ""
    reason: str = ""
    rule: str = ""

    @property
    def enrolment(self) -> str:
        return enrolment_name(self.campaign, self.customer, self.cause)


def enrolment_name(campaign: str, customer: str, cause: str) -> str:
    """The name of an enrolment: campaign, customer and cause (S15)."""
    return f"{campaign}/{customer}/{cause}"


def message_name(enrolment: str, step: str) -> str:
    """The name of a message: enrolment and step (S27); a step sends once in an enrolment."""
    return f"{enrolment}/{step}"
