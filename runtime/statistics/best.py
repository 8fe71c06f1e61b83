"""Which of several shares is the best: with what probability, how many get each arm by it, and
which arm everybody gets."""

from __future__ import annotations

from collections.abc import Sequence

from runtime.statistics.proportions import Share

FLOOR = 0.05
"""What every arm gets, whatever is known of it, so that this can still change (S20)."""

SURE = 0.95
"""How probably an arm must be better than the first one, so that everybody gets it (S20)."""

DIGITS = 9
"""So exact is a probability held against that."""

FEWEST = 100
"""Customers that every arm has before shares move."""

MOST = 19
"""Arms: with more, the floors would leave nothing to give."""

ALL = 10_000
"""Everybody, in the units of S19."""

_EDGES = (1e-13, 1e-6, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-6, 1 - 1e-13)
_NODES = 24


def chances_to_be_best(shares: Sequence[Share]) -> list[float]:
    """P(this one is the largest) of each, with flat priors: of Beta(1 + x, 1 + n − x), the integral
    of one's density with the others' distributions. They add up to 1.

    By Gauss and Legendre between quantiles of all of them, so that no narrow one is missed.
    """
    import numpy as np
    from scipy.special import betainc, betaincinv, betaln

    a = np.array([1.0 + each.reached for each in shares])[:, None]
    b = np.array([1.0 + each.of - each.reached for each in shares])[:, None]
    edges = np.unique(betaincinv(a, b, np.array(_EDGES)[None, :]))
    node, weight = np.polynomial.legendre.leggauss(_NODES)
    half = np.diff(edges)[:, None] / 2
    x = ((edges[:-1] + edges[1:])[:, None] / 2 + half * node).ravel()
    weights = (half * weight).ravel()
    density = np.exp((a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - betaln(a, b))
    below = betainc(a, b, x[None, :])
    found = [
        float((weights * density[one] * np.delete(below, one, axis=0).prod(axis=0)).sum())
        for one in range(len(shares))
    ]
    return [each / sum(found) for each in found]


def moved(shares: Sequence[Share]) -> list[int] | None:
    """Where each arm ends when shares follow the chances (Thompson sampling): f + (1 − K f) w of
    `ALL` for an arm that is the best with probability w, of K arms with a floor of f (S20). None:
    one of them has too few yet, and the shares of the text hold."""
    if min(each.of for each in shares) < FEWEST:
        return None
    free = 1 - FLOOR * len(shares)
    ends, end = [], 0.0
    for chance in chances_to_be_best(shares):
        end += FLOOR + free * chance
        ends.append(round(ALL * end))
    return [*ends[:-1], ALL]


def decided(shares: Sequence[Share]) -> int:
    """The arm that everybody gets by a test: the one with the highest rate, of equals the first, if
    it is better than the first arm with a probability of `SURE`, by flat priors; else that one
    (S20)."""
    best = max(range(len(shares)), key=lambda arm: shares[arm].rate)
    if not best:
        return 0
    _, better = chances_to_be_best([shares[0], shares[best]])
    return best if round(better, DIGITS) >= SURE else 0
