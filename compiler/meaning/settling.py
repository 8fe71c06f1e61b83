"""What a step does is seen from the microsecond after it on: what it sets, gives and sends. So that
a step right behind it sees that, a microsecond passes before that step, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compiler.meaning.world import World
from compiler.model.offers import GIVEN, event_of
from compiler.model.steps import (
    FirstOf,
    Give,
    If,
    Keep,
    Listening,
    Repeat,
    Send,
    Settle,
    Split,
    Step,
    Until,
    Wait,
    WaitFor,
    WaitsUntil,
)
from compiler.model.values import Value
from compiler.walk import reached, steps

Steps = tuple[Step, ...]
Fresh = frozenset[str]
"""Own events of what was done at the position that a step may be at."""


def settled(all: Steps, world: World) -> Steps:
    """The steps of a campaign, with a `Settle` before each that looks at what was just done."""
    if not world.kept and not world.own_events:
        return all
    return _block(all, frozenset(), world)[0]


def _block(block: Steps, fresh: Fresh, world: World) -> tuple[Steps, Fresh]:
    found: list[Step] = []
    for step in block:
        looks = reached(world, *_looks_at(step)).events if fresh else ()
        if fresh & set(looks):
            found.append(Settle(f"{step.id} settled", step.order))
            fresh = frozenset()
        step, fresh = _step(step, fresh, world)
        found.append(step)
    return tuple(found), fresh


def _looks_at(step: Step) -> Iterator[object]:
    """What the step itself looks at, without those in its blocks."""
    if isinstance(step, If):
        yield from (branch.condition for branch in step.branches)
    elif isinstance(step, Listening):
        yield from (way.on for way in step.ways)
    elif isinstance(step, Keep):
        value: Value = step.value
        yield value


def _step(step: Step, fresh: Fresh, world: World) -> tuple[Step, Fresh]:
    """The step with its blocks settled, and what may be fresh behind it."""
    if isinstance(step, Keep):
        return step, fresh | {world.kept[step.name].name}
    if isinstance(step, Give):
        return step, fresh | {event_of(GIVEN, step.offer)}
    if isinstance(step, Send):
        return step, fresh | {world.built_in["sent"].name}
    if isinstance(step, Wait):
        return step, frozenset()
    if isinstance(step, WaitsUntil) and step.then:
        then, left = _block(step.then, fresh, world)
        return replace(step, then=then), fresh | left
    if isinstance(step, WaitFor):
        then, one = _block(step.then, fresh, world)
        otherwise, other = _block(step.otherwise, fresh, world)
        return replace(step, then=then, otherwise=otherwise), one | other
    if isinstance(step, FirstOf):
        ways = [(way, *_block(way.steps, fresh, world)) for way in step.ways]
        otherwise, other = _block(step.otherwise, fresh, world)
        settled = tuple(replace(way, steps=inner) for way, inner, _ in ways)
        after = other.union(*(left for *_, left in ways))
        return replace(step, ways=settled, otherwise=otherwise), after
    if isinstance(step, Until):
        return _until(step, fresh, world)
    if isinstance(step, Repeat):
        passes = []
        for each in step.passes:
            inside, fresh = _block(each.steps, fresh, world)
            passes.append(replace(each, steps=inside))
        return replace(step, passes=tuple(passes)), fresh
    if isinstance(step, If):
        return _if(step, fresh, world)
    if isinstance(step, Split):
        arms = [(arm, *_block(arm.steps, fresh, world)) for arm in step.arms]
        made = tuple(replace(arm, steps=inner) for arm, inner, _ in arms)
        return replace(step, arms=made), fresh.union(*(left for *_, left in arms))
    return step, fresh


def _until(step: Until, fresh: Fresh, world: World) -> tuple[Step, Fresh]:
    """Where an event or an instant ends the steps, any of them may just have been done."""
    inside, left = _block(step.steps, fresh, world)
    acts = (each for each in steps(step.steps) if isinstance(each, Keep | Give | Send))
    done = fresh.union(*(_step(each, frozenset(), world)[1] for each in acts))
    then, one = _block(step.then, done, world)
    otherwise, other = _block(step.otherwise, done, world)
    return replace(step, steps=inside, then=then, otherwise=otherwise), left | one | other


def _if(step: If, fresh: Fresh, world: World) -> tuple[Step, Fresh]:
    branches = [(branch, *_block(branch.steps, fresh, world)) for branch in step.branches]
    otherwise, left = _block(step.otherwise, fresh, world)
    made = tuple(replace(branch, steps=inner) for branch, inner, _ in branches)
    after = left.union(*(each for *_, each in branches))
    return replace(step, branches=made, otherwise=otherwise), after
