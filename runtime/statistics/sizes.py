"""Whether arms have the sizes that their shares promise (sample ratio mismatch)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALARM = 0.001
"""Below this p the arms' sizes are no accident, and no comparison is to be believed."""


@dataclass(frozen=True, slots=True)
class Sizes:
    chi_square: float
    p: float

    @property
    def alarm(self) -> bool:
        return self.p < ALARM


def sizes(observed: Sequence[int], shares: Sequence[float]) -> Sizes:
    """The chi square test of the arms' sizes against their shares (any scale).

    An arm without share takes no part and gives no degree of freedom; somebody in it is the
    surest alarm there is. With nobody, or one arm only, nothing can be wrong: p is 1.
    """
    from scipy.special import chdtrc

    if any(count for count, share in zip(observed, shares, strict=True) if not share):
        return Sizes(float("inf"), 0.0)
    arms = [(count, share) for count, share in zip(observed, shares, strict=True) if share]
    total, weight = sum(count for count, _ in arms), sum(share for _, share in arms)
    if not total or len(arms) < 2:
        return Sizes(0.0, 1.0)
    expected = [(count, total * share / weight) for count, share in arms]
    chi_square = sum((count - due) ** 2 / due for count, due in expected)
    return Sizes(chi_square, float(chdtrc(len(arms) - 1, chi_square)))
