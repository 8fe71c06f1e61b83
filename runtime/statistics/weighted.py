"""Shares of customers who were given their arms with other probabilities at other times.

Where shares move towards what brings more, and more or fewer reach the goal as time goes, arms that
are alike would seem to differ: 8.6% and 10.6% where a share goes from half to nine tenths while the
rate rises from 5% to 15%. So everybody counts by one over the probability of their arm (Hájek).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from runtime.statistics.proportions import Share

Stratum = tuple[float, Share]
"""With which probability some got the arm, and how many of them reached the goal."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A rate, and the variance of its estimate."""

    rate: float
    variance: float


def weighted(strata: Sequence[Stratum]) -> Weighted:
    """The rate of an arm, as if all had come to it with one probability; 0 where nobody did."""
    whole = sum(share.of / chance for chance, share in strata)
    if not whole:
        return Weighted(0.0, 0.0)
    rate = sum(share.reached / chance for chance, share in strata) / whole
    spread = sum(
        (share.reached * (1 - rate) ** 2 + (share.of - share.reached) * rate**2) / chance**2
        for chance, share in strata
    )
    return Weighted(rate, spread / whole**2)


def chance_to_be_better(difference: float, variance: float) -> float:
    """Of a difference with this variance, by the normal distribution; a half where nothing is
    known."""
    if not variance:
        return 0.5
    return NormalDist().cdf(difference / sqrt(variance))
