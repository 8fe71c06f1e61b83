"""Money per customer: Welch's comparison of two means, from counts and sums alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from runtime.statistics.proportions import ALPHA, Interval


@dataclass(frozen=True, slots=True)
class Moments:
    """Of `n` customers, those who brought nothing included: their total and sum of squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        return self.total / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """Of the mean. Needs two customers."""
        spread = (self.squares - self.total * self.total / self.n) / (self.n - 1)
        return max(0.0, spread) / self.n


@dataclass(frozen=True, slots=True)
class Welch:
    difference: float
    error: float
    freedom: float
    t: float
    p: float
    interval: Interval


def welch(one: Moments, base: Moments, alpha: float = ALPHA) -> Welch:
    """The classic comparison, one − base, for a single look. Needs two customers on each side
    and some spread on one of them; raises ValueError otherwise."""
    from scipy.special import stdtr, stdtrit

    if min(one.n, base.n) < 2 or one.variance + base.variance == 0:
        raise ValueError("two customers on each side, and some spread, are needed")
    difference = one.mean - base.mean
    total = one.variance + base.variance
    freedom = total**2 / (one.variance**2 / (one.n - 1) + base.variance**2 / (base.n - 1))
    error = sqrt(total)
    t = difference / error
    half = float(stdtrit(freedom, 1 - alpha / 2)) * error
    p = 2 * float(stdtr(freedom, -abs(t)))
    return Welch(difference, error, freedom, t, p, Interval(difference - half, difference + half))
