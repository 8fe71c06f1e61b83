"""What is known of customers at each step of a campaign, from its head and the branches above.

Walked through are the steps in order. Beside what holds at this instant (`now`) goes what holds
from then on (`lasting`); behind a wait, and behind a message, which may have waited for the end of
quiet time, only that is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.holding import Holding
from compiler.holding.entering import after, entered, invariants
from compiler.holding.formula import FALSE, TRUE, Either, Every, Formula, either, every
from compiler.holding.lasting import lasting
from compiler.model.campaigns import Campaign
from compiler.model.steps import (
    Call,
    If,
    Leave,
    Listening,
    Repeat,
    Settle,
    Split,
    Step,
    Until,
    WaitsUntil,
    Way,
)
from compiler.walk import steps

LARGE = 60
"""A formula of more parts is let go."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of who is here."""

    lasting: Formula
    now: Formula = TRUE

    @property
    def known(self) -> Formula:
        return every((self.lasting, self.now))

    def later(self) -> State:
        """When time has passed."""
        return State(every((self.lasting, lasting(self.now))))

    def given(self, formula: Formula) -> State:
        """Where this holds now, too."""
        return replace(self, now=every((self.now, formula)))


NOBODY = State(FALSE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A step `if` that customers come to of whom so much is known."""

    step: If
    state: State


def journey(campaign: Campaign, holding: Holding) -> Iterator[Asked]:
    """Every `if` of the campaign's steps, with what is known of who comes to it. Of what is
    repeated, the first pass."""
    if not any(isinstance(step, If) for step in steps(campaign)):
        return
    now = entered(campaign, holding)
    start = State(every((invariants(campaign, holding), lasting(now))), now)
    found: list[Asked] = []
    _block(campaign.steps, start, holding, found)
    yield from found


def _block(block: tuple[Step, ...], state: State, holding: Holding, found: list[Asked]) -> State:
    """What is known behind the block."""
    for step in block:
        state = _step(step, state, holding, found)
    return state


def _step(step: Step, state: State, holding: Holding, found: list[Asked]) -> State:
    if isinstance(step, If):
        return _if(step, state, holding, found)
    if isinstance(step, Split):
        ends = [_block(arm.steps, state, holding, found) for arm in step.arms]
        return _together(ends, state)
    if isinstance(step, Leave):
        return NOBODY
    if isinstance(step, Call | Settle):
        return state
    later = state.later()
    if isinstance(step, Listening):
        _listening(step, later, holding, found)
    elif isinstance(step, Repeat):
        _block(step.passes[0].steps, later, holding, found)
    elif isinstance(step, WaitsUntil):
        _block(step.then, later, holding, found)
    return later


def _listening(
    step: Listening, later: State, holding: Holding, found: list[Asked]
) -> None:
    if isinstance(step, Until):
        _block(step.steps, later, holding, found)
    for way in step.ways:
        _block(way.steps, _answered(way, later), holding, found)
    _block(step.otherwise, later, holding, found)


def _answered(way: Way, later: State) -> State:
    return State(every((later.lasting, after(way.on))))


def _if(step: If, state: State, holding: Holding, found: list[Asked]) -> State:
    found.append(Asked(step, state))
    ends, others = [], state
    for branch in step.branches:
        holds = holding.lowering.formula(branch.condition)
        ends.append(_block(branch.steps, others.given(holds), holding, found))
        others = others.given(holding.lowering.formula(branch.condition, holds=False))
    ends.append(_block(step.otherwise, others, holding, found))
    return _together(ends, state)


def _together(ends: list[State], before: State) -> State:
    """Where ways come together again: what holds on each, in so far as it is not too much."""
    here = [end for end in ends if end != NOBODY]
    if not here:
        return NOBODY
    if len(here) == 1:
        return here[0]
    found = State(
        either(end.lasting for end in here), either(end.now for end in here)
    )  # fmt: skip
    if _size(found.lasting) + _size(found.now) <= LARGE:
        return found
    return before.later()


def _size(formula: Formula) -> int:
    if isinstance(formula, Every | Either):
        return 1 + sum(map(_size, formula.parts))
    return 1
