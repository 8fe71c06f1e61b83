"""What a provider is to the dispatcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from compiler.model.hooks import hook_of
from runtime.errors import Trouble
from runtime.render.message import Rendered


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is handed over. `name` is its name in the store and the provider's
    idempotency key (S27); `to` the address (none of a hook, whose `channel` is the way to it and
    whose `message` it is); `arm` the arm in which the sending step stands; `at`
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


def no_provider(way: str) -> Trouble:
    """What to say of a channel or a hook that nobody carries."""
    said = f"channel {way}" if hook_of(way) is None else way
    lines = "\n".join(section(way))
    return Trouble(f"the {said} has no provider: add to segue.toml\n{lines}")


def section(way: str) -> list[str]:
    """The lines of `segue.toml` that name a provider for a channel, or for a hook."""
    hook = hook_of(way)
    name = way if hook is None else hook
    lines = ['provider = "file"', f'path = "outbox/{name}.jsonl"']
    if hook is None:
        return [f"[channels.{name}]", *lines]
    return [f"[hooks.{name}]", *lines, f'secret = "${name.upper()}_SECRET"']
