"""Intervals that are valid at any look: the asymptotic confidence sequence, which is mSPRT.

Whoever looks daily at a fixed interval and stops at the first difference is wrong in 22% of
fourteen looks instead of 5%. The sequence pays for the looks with its width: 1.55 times the fixed
one at the planned size, wider on both sides of it.
"""

from __future__ import annotations

from math import exp, log, sqrt

from runtime.statistics.proportions import ALPHA, Interval

PLANNED = 1_000
"""The number of customers (both sides together) at which the sequence is tightest. It must be
chosen before anything is seen, so it is one number for all campaigns. With a thousand the interval
is less than twice the fixed one from 100 customers to a million."""


def _mixing(planned: int, alpha: float) -> float:
    return sqrt((-2 * log(alpha) + log(-2 * log(alpha) + 1)) / planned)


def critical(n: int, planned: int = PLANNED, alpha: float = ALPHA) -> float:
    """What stands in the place of 1.96 after `n` customers, so that any look is allowed."""
    if not n:
        return float("inf")
    grown = n * _mixing(planned, alpha) ** 2 + 1
    return sqrt(2 * grown / (grown - 1) * log(sqrt(grown) / alpha))


def interval(
    difference: float, variance: float, n: int, planned: int = PLANNED, alpha: float = ALPHA
) -> Interval:
    """Of a difference whose estimate has this variance, after `n` customers on both sides."""
    half = critical(n, planned, alpha) * sqrt(variance)
    return Interval(difference - half, difference + half)


def p_value(
    difference: float, variance: float, n: int, planned: int = PLANNED, alpha: float = ALPHA
) -> float:
    """At this look; over several looks the smallest holds. 1 where the variance is 0."""
    if variance == 0:
        return 1.0
    spread = n * _mixing(planned, alpha) ** 2
    evidence = spread * difference**2 / variance / (2 * (spread + 1))
    return min(1.0, sqrt(spread + 1) * exp(-evidence))

