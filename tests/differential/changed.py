"""A project as somebody changes it: other numbers, times, shares and rules, steps that are no more,
and a campaign that is no more. What it looks at stays, so that both executors know the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from decimal import Decimal
from random import Random
from typing import Any

from compiler.model.campaigns import Campaign
from compiler.model.entries import (
    AfterLeaving,
    Again,
    AgainAfter,
    EachTime,
    Once,
    OnEvent,
    StartingOver,
)
from compiler.model.project import Project
from compiler.model.steps import Branch, Give, If, Keep, Send, Split, Step, Wait, WaitUntil
from compiler.model.values import Const, Type
from compiler.model.windows import Duration
from compiler.rewriting import rebuilt

AGAINS: tuple[Again, ...] = (
    Once(), AfterLeaving(), StartingOver(), EachTime(), AgainAfter(Duration(1, "day")),
    AgainAfter(Duration(7, "hour")),
)  # fmt: skip
NUMBERS = (Type.NUMBER, Type.MONEY)


def changed(project: Project, seed: int) -> Project:
    """The same part changes alike wherever it stands. What movements look at stays: what they
    mean, the store keeps once."""
    random = Random(f"changed {seed}")
    exchange = _exchange(seed, random.choice((0.05, 0.2, 0.5)))
    campaigns = {name: _campaign(each, random) for name, each in project.campaigns.items()}
    if len(campaigns) > 1 and random.random() < 0.3:
        del campaigns[random.choice(sorted(campaigns))]
    policy = replace(project.policy, quiet=()) if random.random() < 0.2 else project.policy
    made = replace(project, campaigns=rebuilt(campaigns, exchange), policy=policy)
    if project.movements:
        return made
    return replace(
        made,
        segments=rebuilt(project.segments, exchange),
        traits=rebuilt(project.traits, exchange),
        groups=rebuilt(project.groups, exchange),
        populations=rebuilt(project.populations, exchange),
    )


def _exchange(seed: int, share: float) -> Callable[[Any], Any]:
    def exchange(part: Any) -> Any:
        random = Random(f"{seed} {part!r}")
        return _other(part, random) if random.random() < share else part

    return exchange


def _other(part: Any, random: Random) -> Any:
    match part:
        case Duration():
            return replace(part, amount=part.amount + random.choice((1, 1, 2)))
        case WaitUntil() if part.date is None:
            return replace(part, at=time(random.randrange(24), random.choice((0, 30))))
        case Const(value) if part.type in NUMBERS and isinstance(value, Decimal):
            return replace(part, value=value + random.choice((1, -1)))
        case Split():
            ends = sorted(random.sample(range(1, 10_000), len(part.arms) - 1))
            arms = zip(part.arms, [*ends, 10_000], strict=True)
            return replace(part, arms=tuple(replace(arm, until=end) for arm, end in arms))
    return part


def _campaign(campaign: Campaign, random: Random) -> Campaign:
    if random.random() < 0.3:
        return campaign
    made = replace(campaign, steps=_fewer(campaign.steps, random))
    if isinstance(campaign.entry, OnEvent) and random.random() < 0.5:
        made = replace(made, again=random.choice(AGAINS))
    if random.random() < 0.3:
        made = replace(made, priority=random.choice((None, 1, 2)))
    if random.random() < 0.3:
        made = replace(made, leaves=())
    return made


FREE = (Wait, WaitUntil, Send, Keep, Give, If, Split)
"""Steps whose going leaves no name unexplained."""


def _fewer(steps: tuple[Step, ...], random: Random) -> tuple[Step, ...]:
    """At most one step of a block is no more; the others keep their places."""
    kept = [_inside(each, random) for each in steps]
    free = [each for each in kept if isinstance(each, FREE)]
    if free and len(kept) > 1 and random.random() < 0.3:
        kept.remove(random.choice(free))
    return tuple(kept)


def _inside(step: Step, random: Random) -> Step:
    if isinstance(step, If):
        branches = (replace(each, steps=_fewer(each.steps, random)) for each in step.branches)
        return replace(step, branches=tuple[Branch, ...](branches))
    return step
