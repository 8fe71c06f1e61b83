"""Which steps are one and the same in two texts, and what of such a step itself is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from compiler.changes.model import Level
from compiler.changes.normal import same
from compiler.changes.words import events, shares, told
from compiler.model.occurring import Occurring
from compiler.model.steps import (
    Call,
    Give,
    If,
    Keep,
    Leave,
    Listening,
    Repeat,
    Send,
    Split,
    Step,
    Timed,
    Until,
)

Difference = tuple[Level, str]


def subject(step: Step) -> str:
    """What a step is about: two of one block with the same one are one step that was changed."""
    for kind, told_of in _SUBJECTS.items():
        if isinstance(step, kind):
            return told_of(step)
    return type(step).__name__


_SUBJECTS: dict[Any, Callable[[Any], str]] = {
    Send: lambda step: f"send {step.message}",
    Split: lambda step: f"split {step.name}",
    Give: lambda step: f"give {step.offer}",
    Call: lambda step: f"call {step.hook}",
    Keep: lambda step: f"set {step.name}",
    Until: lambda step: "until",
    Listening: lambda step: "wait for",
    Timed: lambda step: "wait",
}


def differences(before: Step, today: Step) -> Iterator[Difference]:
    """What is another of the step itself, with its level; nothing of what stands in its blocks. The
    two have the same subject."""
    for kind, look in _DIFFERENCES.items():
        if isinstance(before, kind):
            yield from look(before, today)


def _waits(before: Timed, today: Timed) -> Iterator[Difference]:
    one, other = told(before), told(today)
    if one != other:
        yield Level.TIMING, f"`{other}` instead of `{one}`"
    elif type(before) is type(today) and not same(_alone(before), _alone(today)):
        yield Level.TIMING, f"`{other}` looks at another date"


def _alone(step: Timed) -> object:
    """Without what is done when the wait is over."""
    return getattr(step, "around", None)


def _sends(before: Send, today: Send) -> Iterator[Difference]:
    if before.channels != today.channels or before.to != today.to:
        yield Level.STRUCTURE, f"`{told(today)}` instead of `{told(before)}`"


def _listens(before: Listening, today: Listening) -> Iterator[Difference]:
    if type(before) is not type(today) or len(before.ways) != len(today.ways):
        yield Level.STRUCTURE, f"`{told(today)}` instead of `{told(before)}`"
        return
    for old, new in zip(before.ways, today.ways, strict=True):
        yield from answers(old.on, new.on, "what is waited for")
    if before.at_most != today.at_most:
        yield Level.TIMING, f"it waits at most {today.at_most} instead of {before.at_most}"


def answers(before: Occurring, today: Occurring, what: str) -> Iterator[Difference]:
    """How two things differ that look for events."""
    if set(before.kinds) != set(today.kinds):
        yield Level.STRUCTURE, f"{what} is {events(today)} instead of {events(before)}"
    elif not same(before, today):
        yield Level.AUDIENCE, f"{what} is {events(today)} on other conditions"


def _repeats(before: Repeat, today: Repeat) -> Iterator[Difference]:
    if len(before.passes) != len(today.passes):
        yield Level.STRUCTURE, f"up to {len(today.passes)} times instead of {len(before.passes)}"
    every, now = before.passes[0].every, today.passes[0].every
    if every != now:
        yield Level.TIMING, f"every {now} instead of every {every}"


def _branches(before: If, today: If) -> Iterator[Difference]:
    if len(before.branches) != len(today.branches):
        yield Level.STRUCTURE, (
            f"{len(today.branches)} conditions decide the way instead of {len(before.branches)}"
        )
        return
    for old, new in zip(before.branches, today.branches, strict=True):
        if not same(old.condition, new.condition):
            label = old.label.rstrip(" 0123456789")
            yield Level.AUDIENCE, f"others go the way under `{label}`: its condition is another"


def _splits(before: Split, today: Split) -> Iterator[Difference]:
    one, other = shares(before), shares(today)
    if one != other:
        yield Level.STRUCTURE, f"split {today.name} divides {other} instead of {one}"
    if before.maximises != today.maximises or not same(before.trial, today.trial):
        yield Level.STRUCTURE, f"split {today.name}: its shares move by something else"


def _sets(before: Keep, today: Keep) -> Iterator[Difference]:
    if not same(before.value, today.value):
        yield Level.STRUCTURE, f"`{before.name}` is set to something else"


def _leaves(before: Leave, today: Leave) -> Iterator[Difference]:
    if before.reason != today.reason:
        yield Level.WORDING, "the reason for leaving, which only reports show, reads otherwise"


_DIFFERENCES: dict[Any, Callable[[Any, Any], Iterator[Difference]]] = {
    Timed: _waits, Send: _sends, Listening: _listens, Repeat: _repeats, If: _branches,
    Split: _splits, Keep: _sets, Leave: _leaves,
}  # fmt: skip
