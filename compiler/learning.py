"""Splits that learn: whose shares move by what their arms bring, from day to day, or once at the
end of a test (S20)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compiler.codec import plain
from compiler.model.campaigns import Campaign, Goal
from compiler.model.steps import Split, Trial
from compiler.walk import steps

ALL = 10_000
"""Everybody, in the units of S19."""


def learning(campaign: Campaign) -> Iterator[Split]:
    """The splits of a campaign that learn from day to day."""
    return (
        step for step in steps(campaign) if isinstance(step, Split) and step.maximises is not None
    )


def tested(campaign: Campaign) -> Iterator[tuple[Split, Trial]]:
    """The splits of a campaign that a test decides."""
    for step in steps(campaign) if campaign.trials else ():
        if isinstance(step, Split) and step.trial is not None:
            yield step, step.trial


def lot_of(trial: Trial) -> str:
    """By which name it is drawn who is of a test: no split can be called so (S19)."""
    return f"{trial.name} test"


def split_of(campaign: Campaign, trial: Trial) -> Split:
    """The split that a test decides."""
    return next(split for split, each in tested(campaign) if each.name == trial.name)


def goal_of(campaign: Campaign, split: Split) -> Goal:
    """The goal that a split maximises."""
    return next(goal for goal in campaign.goals if goal.name == split.maximises)


def terms(campaign: Campaign, split: Split) -> str:
    """What versions agree in where one learns from the other: the first 12 hex digits of the
    SHA-256 of the arms, with the shares that they begin with, and of the goal, or the test."""
    arms = [[arm.name, arm.until] for arm in split.arms]
    by = replace(split.trial, id="", order=0) if split.trial else goal_of(campaign, split)
    document = json.dumps([split.name, arms, plain(by)], sort_keys=True)
    return hashlib.sha256(document.encode()).hexdigest()[:12]


def ends(split: Split) -> tuple[int, ...]:
    """Where each arm ends by the text."""
    return tuple(arm.until for arm in split.arms)


def all_to(split: Split, best: int) -> tuple[int, ...]:
    """Where each arm ends when everybody gets the one at that place."""
    return tuple(0 if place < best else ALL for place in range(len(split.arms)))


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
