"""A campaign's steps to places and moves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from compiler.machine.bounds import ENDED, OVER, still, taken_on
from compiler.machine.guards import ALWAYS, Guard, Took, joined
from compiler.machine.places import (
    Branching,
    Calling,
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
from compiler.model.campaigns import Campaign, Parting
from compiler.model.steps import (
    BestHour,
    Call,
    FirstOf,
    Give,
    If,
    Keep,
    Leave,
    Pass,
    Repeat,
    Send,
    Settle,
    Split,
    Step,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitFor,
    WaitUntil,
)

Numbering = Callable[[str, Sort], int]
"""The number of the place of a step (its id) in the store."""

Ways = dict[int, Guard]
"""From which places' moves one comes by here, and under which guard."""


def lower(
    campaign: Campaign,
    version: str,
    rank: int,
    numbers: Numbering,
    quiet: Collection[str],
    today: Campaign | None,
) -> Machine:
    """The machine of a campaign. `quiet`: the ids of the sends that quiet time can hold; `today`:
    the campaign that one enters now under its name."""
    lowering = _Lowering(numbers, quiet)
    ways = lowering.block(campaign.steps, {lowering.add(Sort.ENTRY, None): ALWAYS})
    for index, guard in ways.items():
        lowering.append(index, Finishing(guard))
    for number, parting in enumerate(campaign.partings):
        lowering.parting(number, parting)
    return Machine(campaign, version, rank, tuple(lowering.places), today)


class _Lowering:
    def __init__(self, numbers: Numbering, quiet: Collection[str]) -> None:
        self.numbers = numbers
        self.quiet = quiet
        self.places: list[Place] = []
        self.within: list[Until] = []

    def parting(self, number: int, parting: Parting) -> None:
        """Its steps take no time, so that one move holds them all."""
        place = Place(len(self.places), self.numbers(parting.id, Sort.PARTING), Sort.PARTING)
        place.parting = number
        self.places.append(place)
        self.block(parting.steps, {place.index: ALWAYS})

    def block(self, steps: tuple[Step, ...], ways: Ways) -> Ways:
        """Lowers a block that one comes to by `ways`; how one comes out of it."""
        for step in steps:
            if not ways:
                break
            ways = self._step(step, ways)
        return ways

    def _step(self, step: Step, ways: Ways) -> Ways:
        match step:
            case Wait() | Settle():
                index, guard = self._stop(Sort.WAIT, step, ways)
                return {index: guard}
            case WaitUntil() | WaitAround() | BestHour():
                index, guard = self._stop(Sort.WAIT, step, ways)
                if not step.then:
                    return {index: guard}
                return self._branch(index, guard, step.order, (step.then, ()))
            case WaitFor() | FirstOf():
                index, guard = self._stop(Sort.ANSWER, step, ways)
                blocks = (*(way.steps for way in step.ways), step.otherwise)
                return self._branch(index, guard, step.order, blocks)
            case Until():
                return self._until(step, ways)
            case Repeat():
                for each in step.passes:
                    ways = self._pass(each, ways)
                return ways
            case Send():
                return self._send(step, ways)
            case Keep():
                index, guard = self._one(step, ways)
                self.append(index, Keeping(guard, step))
                return {index: guard}
            case If() | Split():
                return self._branching(step, ways)
            case Trial():
                return self._trial(step, ways)
            case Give():
                index, guard = self._one(step, ways)
                self.append(index, Giving(guard, step))
                return {index: guard}
            case Call():
                index, guard = self._one(step, ways)
                self.append(index, Calling(guard, step))
                return {index: guard}
            case Leave():
                for index, guard in ways.items():
                    self.append(index, Leaving(guard, step))
                return {}

    def _send(self, step: Send, ways: Ways) -> Ways:
        if step.id in self.quiet:
            index, guard = self._stop(Sort.SEND, step, ways)
            self.append(index, Sending(guard, step))
            return {index: guard}
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

    def _trial(self, step: Trial, ways: Ways) -> Ways:
        """Who is not of the test stands at a place of their own until it is over."""
        index, guard = self._one(step, ways)
        self.append(index, Branching(guard, step))
        waiting = self._stop(Sort.WAIT, step, {index: (*guard, Took(step.order, (1,)))})
        return {index: (*guard, Took(step.order, (0,))), **dict([waiting])}

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
            return self._stop(Sort.JOIN, step, ways)
        return next(iter(ways.items()))

    def _until(self, step: Until, ways: Ways) -> Ways:
        """From the place at which it begins, and from each at which one stands within, its event
        leads to `then`; from the latter its time leads to `else`."""
        begin, _ = self._stop(Sort.UNTIL, step, ways)
        depth, first = len(self.within), len(self.places)
        self.within.append(step)
        inside = self.block(step.steps, {begin: still([step])})
        self.within.pop()
        stood = [each for each in self.places[first:] if each.within]
        ended = {each.index: taken_on(each.within, depth, ENDED) for each in stood}
        over = {each.index: taken_on(each.within, depth, OVER) for each in stood}
        then = self.block(step.then, {begin: taken_on([step], 0, ENDED)} | ended)
        otherwise = self.block(step.otherwise, over)
        return self._together(step, begin, depth, (then, otherwise, inside))

    def _pass(self, step: Pass, ways: Ways) -> Ways:
        if not ways:
            return {}
        sort = Sort.REPEAT if step.number == 1 else Sort.WAIT
        index, guard = self._stop(sort, step, ways)
        return self.block(step.steps, {index: guard})

    def _together(self, step: Until, begin: int, depth: int, ends: Sequence[Ways]) -> Ways:
        """What comes out of the ways of its decision, in their order."""
        found: Ways = {}
        for index in dict.fromkeys(index for each in ends for index in each):
            back = {way: each[index] for way, each in enumerate(ends) if index in each}
            before = still(self.places[index].within[:depth])
            decides = index == begin or len(self.places[index].within) > depth
            guard = joined(before, step.order, len(ends), back) if decides else back.popitem()[1]
            if guard is not None:
                found[index] = guard
        return found

    def _stop(self, sort: Sort, step: Step | Pass, ways: Ways) -> tuple[int, Guard]:
        """A new place that all ways lead to, and who goes on from there as its step says."""
        index = self.add(sort, step)
        for source, guard in ways.items():
            sends = tuple(
                each.guard for each in self.places[source].move if isinstance(each, Sending)
            )
            self.append(source, Reaching(guard, index, sends))
            self.places[index].sources.append(source)
        if self.places[index].stands:
            self.places[index].within = tuple(self.within)
        return index, still(self.places[index].within)

    def add(self, sort: Sort, step: Step | Pass | None) -> int:
        number = self.numbers(_called(step, sort), sort)
        self.places.append(Place(len(self.places), number, sort, _stood_at(sort, step)))
        return len(self.places) - 1

    def append(self, index: int, operation: Operation) -> None:
        self.places[index].move.append(operation)


def _called(step: Step | Pass | None, sort: Sort) -> str:
    """What tells the place apart from others of its sort: ways can come together before a test, and
    do again behind it, before the split, which has the same id."""
    if step is None:
        return ""
    return f"{step.id} test" if isinstance(step, Trial) and sort is Sort.JOIN else step.id


def _stood_at(sort: Sort, step: Step | Pass | None) -> Standing | None:
    """The step at which enrolments stand; where ways only come together, none does."""
    if sort is Sort.JOIN or not isinstance(step, Standing):
        return None
    return step
