"""A campaign's steps to places and moves."""

from __future__ import annotations

from collections.abc import Callable, Collection

from compiler.machine.guards import ALWAYS, Guard, Took, joined
from compiler.machine.places import (
    Branching,
    Finishing,
    Giving,
    Keeping,
    Leaving,
    Machine,
    Operation,
    Place,
    Reaching,
    Sending,
    Sort,
    Standing,
)
from compiler.model.campaigns import Campaign
from compiler.model.steps import (
    BestHour,
    FirstOf,
    Give,
    If,
    Keep,
    Leave,
    Send,
    Settle,
    Split,
    Step,
    Wait,
    WaitFor,
    WaitUntil,
)

Numbering = Callable[[str, Sort], int]
"""The number of the place of a step (its id) in the store."""

Ways = dict[int, Guard]
"""From which places' moves one comes by here, and under which guard."""


def lower(
    campaign: Campaign, version: str, rank: int, numbers: Numbering, quiet: Collection[str]
) -> Machine:
    """The machine of a campaign. `quiet`: the ids of the sends that can meet quiet time."""
    lowering = _Lowering(numbers, quiet)
    ways = lowering.block(campaign.steps, {lowering.add(Sort.ENTRY, None): ALWAYS})
    for index, guard in ways.items():
        lowering.append(index, Finishing(guard))
    return Machine(campaign, version, rank, tuple(lowering.places))


class _Lowering:
    def __init__(self, numbers: Numbering, quiet: Collection[str]) -> None:
        self.numbers = numbers
        self.quiet = quiet
        self.places: list[Place] = []

    def block(self, steps: tuple[Step, ...], ways: Ways) -> Ways:
        """Lowers a block that one comes to by `ways`; how one comes out of it."""
        for step in steps:
            if not ways:
                break
            ways = self._step(step, ways)
        return ways

    def _step(self, step: Step, ways: Ways) -> Ways:
        match step:
            case Wait() | WaitUntil() | BestHour() | Settle():
                return {self._stop(Sort.WAIT, step, ways): ALWAYS}
            case WaitFor() | FirstOf():
                index = self._stop(Sort.ANSWER, step, ways)
                blocks = (*(way.steps for way in step.ways), step.otherwise)
                return self._branch(index, ALWAYS, step.order, blocks)
            case Send():
                return self._send(step, ways)
            case Keep():
                index, guard = self._one(step, ways)
                self.append(index, Keeping(guard, step))
                return {index: guard}
            case If() | Split():
                return self._branching(step, ways)
            case Give():
                index, guard = self._one(step, ways)
                self.append(index, Giving(guard, step))
                return {index: guard}
            case Leave():
                for index, guard in ways.items():
                    self.append(index, Leaving(guard, step))
                return {}

    def _send(self, step: Send, ways: Ways) -> Ways:
        if step.id in self.quiet:
            index = self._stop(Sort.SEND, step, ways)
            self.append(index, Sending(ALWAYS, step))
            return {index: ALWAYS}
        index, guard = self._one(step, ways)
        self.append(index, Sending(guard, step))
        return {index: guard}

    def _branching(self, step: If | Split, ways: Ways) -> Ways:
        index, guard = self._one(step, ways)
        self.append(index, Branching(guard, step))
        if isinstance(step, Split):
            return self._branch(index, guard, step.order, tuple(arm.steps for arm in step.arms))
        blocks = (*(branch.steps for branch in step.branches), step.otherwise)
        return self._branch(index, guard, step.order, blocks)

    def _branch(
        self, index: int, before: Guard, order: int, blocks: tuple[tuple[Step, ...], ...]
    ) -> Ways:
        """The blocks of a decision in the move of the place `index`, and what comes together
        behind them."""
        back: dict[int, Guard] = {}
        others: Ways = {}
        for way, steps in enumerate(blocks):
            ends = self.block(steps, {index: (*before, Took(order, (way,)))})
            if index in ends:
                back[way] = ends.pop(index)
            others |= ends
        behind = joined(before, order, len(blocks), back)
        return others if behind is None else {index: behind, **others}

    def _one(self, step: Step, ways: Ways) -> tuple[int, Guard]:
        """The one move in which a step that takes no time stands: where several come together
        before it, they meet at a place of their own, so that no step is written twice."""
        if len(ways) > 1:
            return self._stop(Sort.JOIN, step, ways), ALWAYS
        return next(iter(ways.items()))

    def _stop(self, sort: Sort, step: Step, ways: Ways) -> int:
        """A new place that all ways lead to."""
        index = self.add(sort, step)
        for source, guard in ways.items():
            sends = tuple(
                each.guard for each in self.places[source].move if isinstance(each, Sending)
            )
            self.append(source, Reaching(guard, index, sends))
            self.places[index].sources.append(source)
        return index

    def add(self, sort: Sort, step: Step | None) -> int:
        number = self.numbers(step.id if step else "", sort)
        self.places.append(Place(len(self.places), number, sort, _stood_at(sort, step)))
        return len(self.places) - 1

    def append(self, index: int, operation: Operation) -> None:
        self.places[index].move.append(operation)


def _stood_at(sort: Sort, step: Step | None) -> Standing | None:
    """The step at which enrolments stand; where ways only come together, none does."""
    if sort is Sort.JOIN or not isinstance(step, Standing):
        return None
    return step
