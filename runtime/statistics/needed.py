"""How many customers it takes to see a difference between two shares."""

from __future__ import annotations

from math import ceil, inf, sqrt
from statistics import NormalDist

from runtime.statistics.proportions import ALPHA, fixed

POWER = 0.8
"""How often a difference that is there is to be seen."""


def needed(one: float, base: float, parts: tuple[float, float]) -> float:
    """So many customers in all, of whom the two groups get these `parts` (from 0 to 1 each), show
    the difference of the two rates at 5% with a power of 80%; infinitely many where there is none,
    or a group gets nobody.

    The usual normal approximation for two shares (Fleiss, Levin and Paik 2003, 4.2), without the
    correction for continuity, for groups of any size.
    """
    if one == base or not all(parts):
        return inf
    z = fixed(ALPHA) + NormalDist().inv_cdf(POWER)
    spread = one * (1 - one) / parts[0] + base * (1 - base) / parts[1]
    return ceil((z * sqrt(spread) / (one - base)) ** 2)
