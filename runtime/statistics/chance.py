"""The probability that one share is better than another."""

from __future__ import annotations

from runtime.statistics.proportions import Share


def chance_to_be_better(one: Share, base: Share) -> float:
    """P(one > base) with flat priors: Beta(1 + x, 1 + n − x) on each side.

    The sum over i < a of B(a0 + i, b0 + b) / ((b + i) B(1 + i, b) B(a0, b0)), in logarithms. It
    has as many terms as the side that is summed over has successes; since P(one > base) is
    1 − P(base > one), that is the side with the fewer.
    """
    if base.reached < one.reached:
        return 1 - chance_to_be_better(base, one)
    import numpy as np
    from scipy.special import betaln

    a0, b0 = 1 + base.reached, 1 + base.of - base.reached
    a1, b1 = 1 + one.reached, 1 + one.of - one.reached
    i = np.arange(a1)
    terms = betaln(a0 + i, b0 + b1) - np.log(b1 + i) - betaln(1 + i, b1) - betaln(a0, b0)
    return min(1.0, float(np.exp(terms).sum()))
