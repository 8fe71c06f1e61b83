"""What a provider is to the dispatcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from runtime.errors import Trouble
from runtime.render.message import Rendered


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is handed over. `name` is its name in the store and the provider's
    idempotency key (S27); `to` the address; `arm` the arm in which the sending step stands; `at`
    the instant of the hand-over."""

    name: str
    customer: str
    to: str
    channel: str
    message: str
    campaign: str
    step: str
    arm: str | None
    content: Rendered
    at: datetime


class Took(StrEnum):
    """What a provider did with a letter. PASSING: it refused for now and may be asked again.
    LASTING: it will never take this letter. UNKNOWN: it may or may not have taken it."""

    ACCEPTED = "accepted"
    PASSING = "passing"
    LASTING = "lasting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`detail`: the provider's own name for the letter, or why it refused."""

    took: Took
    detail: str = ""


class Provider(Protocol):
    @property
    def knows_keys(self) -> bool:
        """A letter with a name that it has taken before is not sent again, so that it may be
        asked again after an unknown outcome."""
        ...

    def hand_over(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
        """One outcome per letter, in their order. What it raises counts as unknown for all."""
        ...


def no_provider(channel: str) -> Trouble:
    """What to say of a channel that nobody carries."""
    return Trouble(
        f"the channel {channel} has no provider: add to segue.toml\n"
        f'[channels.{channel}]\nprovider = "file"\npath = "outbox/{channel}.jsonl"'
    )
