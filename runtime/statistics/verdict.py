"""What may be said about a goal: never more than the figures carry."""

from __future__ import annotations

from enum import StrEnum

from runtime.statistics.anytime import critical
from runtime.statistics.proportions import Interval, Share, wilson

ENOUGH = 5
"""Successes to expect on each side before anything is said."""


class Verdict(StrEnum):
    NOT_YET = "not yet"
    ATTAINED = "attained"
    MISSED = "missed"
    UNDECIDED = "undecided"
    BETTER = "better"
    WORSE = "worse"


def enough(one: Share, base: Share) -> bool:
    """Whether each side may expect enough successes, were there no difference."""
    together = Share(one.reached + base.reached, one.of + base.of).rate
    return together * min(one.of, base.of) >= ENOUGH


def rate_interval(share: Share) -> Interval:
    """Of a rate, valid at any look: Wilson's, with the critical value of the sequence."""
    return wilson(share, critical(share.of)) if share.of else Interval(0.0, 1.0)


def against_target(share: Share, target: float) -> Verdict:
    """Of the closed windows `share`: attained where the interval lies at or above the target,
    missed where it lies below; `not yet` where too few are closed to expect enough successes,
    were the target met, or failures."""
    if share.of * min(target, 1 - target) < ENOUGH:
        return Verdict.NOT_YET
    interval = rate_interval(share)
    if interval.low >= target:
        return Verdict.ATTAINED
    return Verdict.MISSED if interval.high < target else Verdict.UNDECIDED


def of_difference(interval: Interval) -> Verdict:
    """Of a difference: better or worse where its interval leaves zero out."""
    if interval.low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if interval.high < 0 else Verdict.UNDECIDED
