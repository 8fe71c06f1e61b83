"""How far a message has come: the words of the hand-over log, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from compiler.model.hooks import hook_of

TIMER = 2**63 - 1
"""The place of timers among what happens at an instant: behind all events."""


class Step(StrEnum):
    """One row of the log. The comment says what `at` and `detail` hold."""

    ATTEMPT = "attempt"  # committed before the provider is called
    ACCEPTED = "accepted"  # the provider's own name for it
    REFUSED = "refused"  # for now; why
    REJECTED = "rejected"  # lastingly, by the provider or a receipt; why
    UNKNOWN = "unknown"  # final: nobody knows whether the provider took it, and it knows no keys
    WAITING = "waiting"  # `at`: when it is looked at again; `quiet`, or why it was refused
    WITHDRAWN = "withdrawn"  # final: the enrolment ended before; its reason
    DROPPED = "dropped"  # final: `quiet`, or why no channel of the rest of the chain can
    EXPIRED = "expired"  # final: it is too late for it


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `handovers`. `attempt`: how often a provider has been asked, this time included."""

    name: str
    attempt: int
    channel: str
    at: datetime
    outcome: Step
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A message that the engine has planned; `seq` is `TIMER` for what a timer planned, and `told`
    says to whom it goes, where not to the customer's own address."""

    name: str
    eid: int
    cid: int
    campaign: str
    version: str
    step: str
    message: str
    channel: str
    chain: tuple[str, ...]
    at: datetime
    seq: int
    phase: int
    service: bool
    told: str = ""

    @property
    def is_call(self) -> bool:
        """Whether a hook is called, which `message` names."""
        return hook_of(self.channel) is not None

    @property
    def by_timer(self) -> bool:
        return self.seq == TIMER


@dataclass(frozen=True, slots=True)
class Ended:
    """When and why the message's enrolment ended."""

    at: datetime
    seq: int
    phase: int
    reason: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a message stands: its last row, if any, and since when its channel is tried, which is
    what its expiry counts from."""

    planned: Planned
    since: datetime
    due: datetime
    attempts: int = 0
    channel: str | None = None
    last: Step | None = None
    why: str = ""

    @property
    def rest(self) -> tuple[str, ...]:
        """The channels that may still be tried, in order."""
        chain = self.planned.chain
        here = chain.index(self.channel or self.planned.channel)
        return chain[here + 1 :] if self.last is Step.REJECTED else chain[here:]
