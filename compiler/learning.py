"""Splits that learn: whose shares move from day to day by what their arms bring (S20)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from compiler.codec import plain
from compiler.model.campaigns import Campaign, Goal
from compiler.model.steps import Split
from compiler.walk import steps

ALL = 10_000
"""Everybody, in the units of S19."""


def learning(campaign: Campaign) -> Iterator[Split]:
    """The splits of a campaign that learn."""
    return (
        step for step in steps(campaign) if isinstance(step, Split) and step.maximises is not None
    )


def goal_of(campaign: Campaign, split: Split) -> Goal:
    """The goal that a split maximises."""
    return next(goal for goal in campaign.goals if goal.name == split.maximises)


def terms(campaign: Campaign, split: Split) -> str:
    """What versions agree in where one learns from the other: the first 12 hex digits of the
    SHA-256 of the arms, with the shares that they begin with, and of the goal."""
    arms = [[arm.name, arm.until] for arm in split.arms]
    document = json.dumps([split.name, arms, plain(goal_of(campaign, split))], sort_keys=True)
    return hashlib.sha256(document.encode()).hexdigest()[:12]


def ends(split: Split) -> tuple[int, ...]:
    """Where each arm ends by the text."""
    return tuple(arm.until for arm in split.arms)


def share_of(words: str, arm: str) -> float:
    """The part of customers that gets the arm, as the journal names the shares in force; 1 where
    it names none."""
    named = dict(each.rsplit(" ", 1) for each in words.split(", ") if each)
    return float(named[arm].removesuffix("%")) / 100 if arm in named else 1.0


def words(split: Split, ends: Sequence[int]) -> str:
    """The shares in force, as the journal names them: `short 20%, long 80%`."""
    before = (0, *ends)
    return ", ".join(
        f"{arm.name} {(end - start) * 100 / ALL:g}%"
        for arm, start, end in zip(split.arms, before, ends, strict=False)
    )
