"""Whether customers come back: the BG/NBD model of purchases without a contract.

A customer alive buys at a rate of their own, and after each purchase may be gone for good. The
rates are Gamma(r, alpha) among customers, the chances to be gone Beta(a, b). Of each customer three
numbers are asked, in days: x, on how many further days they bought; t_x, how old they were at the
last of these; T, how old they are now. Customers with the same three are counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log
from typing import NamedTuple

CUSTOMERS = 100
"""Fewer customers than this tell too little of how rates and losses are spread."""

RETURNED = 30
"""So many of them must have come back on a further day: all that is learnt of rates and of losses
is learnt from them."""

SPREAD = log(100_000)
"""How far the logarithm of a parameter may go from 1's (alpha: from that of the mean age). A fit
that wants r and alpha to go further has found rates that cannot be told from one rate for all, and
has no top. For a and b the end of the way is an answer, and what lies beyond scores alike: nobody
is seen to be gone for good, or all run the same risk."""

FLAT = 1e-5
"""The slope per customer and unit of a logarithm below which the likelihood is at its top."""

SCALE = Decimal("0.000001")


class Ages(NamedTuple):
    """So many `customers` with the same x, t_x and T: `repeats`, `last` and `age`."""

    repeats: int
    last: float
    age: float
    customers: int = 1


@dataclass(frozen=True, slots=True)
class Parameters:
    """To scale 6, as the snapshot keeps them: whoever scores, scores with these."""

    r: Decimal
    alpha: Decimal
    a: Decimal
    b: Decimal


@dataclass(frozen=True, slots=True)
class Fit:
    """`parameters` None: there are none, for the reason in `trouble`."""

    customers: int
    returned: int
    parameters: Parameters | None = None
    log_likelihood: float | None = None
    trouble: str = ""


def fit(rows: Iterable[Ages]) -> Fit:
    """The parameters of greatest likelihood. How the rows are ordered and grouped changes nothing.

    Where there are fewer than `CUSTOMERS`, or fewer than `RETURNED` of them came back, or no top
    of the likelihood is found, there are no parameters, and `trouble` says why.
    """
    known = _grouped(rows)
    customers = sum(row.customers for row in known)
    returned = sum(row.customers for row in known if row.repeats)
    thin = _thin(customers, returned)
    if thin:
        return Fit(customers, returned, trouble=thin)
    found = _top(known, customers)
    if found is None:
        return Fit(customers, returned, trouble=NO_TOP)
    values = [Decimal(value).quantize(SCALE) for value in found]
    if not all(values):
        return Fit(customers, returned, trouble=NO_TOP)
    parameters = Parameters(*values)
    return Fit(customers, returned, parameters, log_likelihood(parameters, known))


NO_TOP = "the fit did not converge: customers differ too little in how often they come"


def _grouped(rows: Iterable[Ages]) -> list[Ages]:
    """One row for each history, in order, so that sums round alike wherever they come from."""
    counted: Counter[tuple[int, float, float]] = Counter()
    for repeats, last, age, customers in rows:
        counted[repeats, last, age] += customers
    return [Ages(*history, customers) for history, customers in sorted(counted.items())]


def _thin(customers: int, returned: int) -> str:
    if customers < CUSTOMERS:
        return f"too few customers: {customers}, and it takes {CUSTOMERS}"
    if returned < RETURNED:
        return f"too few came back on a further day: {returned}, and it takes {RETURNED}"
    return ""


def log_likelihood(of: Parameters, rows: Iterable[Ages]) -> float:
    """Of the rows, under the parameters."""
    logs = [log(value) for value in (of.r, of.alpha, of.a, of.b)]
    return _Likelihood(list(rows)).at(logs)[0]


def chance(of: Parameters, x: int, last: float, age: float, days: float) -> float:
    """P(at least one purchase within so many days): P(alive) (1 − ((α+T)/(α+T+t))^(r+x)).

    Written in logarithms and cut where nothing of six digits is left, so that no engine overflows.
    """
    r, alpha = float(of.r), float(of.alpha)
    again = 1 - exp(max(-CUT, (r + x) * log((alpha + age) / (alpha + age + days))))
    return alive(of, x, last, age) * again


CUT = 100.0
"""e⁻¹⁰⁰ is nothing beside 1."""


def alive(of: Parameters, x: int, last: float, age: float) -> float:
    """P(not gone). Who never came back had no occasion to be gone: 1."""
    if not x:
        return 1.0
    r, alpha, a, b = float(of.r), float(of.alpha), float(of.a), float(of.b)
    odds = log(a / (b + x - 1)) + (r + x) * log((alpha + age) / (alpha + last))
    return 1 / (1 + exp(min(CUT, odds)))


def _top(rows: list[Ages], customers: int) -> tuple[float, ...] | None:
    """Where the likelihood is greatest, searched for in the parameters' logarithms."""
    import numpy as np
    from scipy.optimize import minimize

    likelihood = _Likelihood(rows)
    start = log(1 + sum(row.age * row.customers for row in rows) / customers)
    middle = np.array([0.0, start, 0.0, 0.0])

    def cost(logs: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = likelihood.at(list(logs))
        return -value / customers, -np.array(slope) / customers

    found = minimize(
        cost, middle, jac=True, method="L-BFGS-B",
        bounds=[(at - SPREAD, at + SPREAD) for at in middle],
        options={"maxiter": 1_000, "maxfun": 5_000, "ftol": 0.0, "gtol": 1e-9, "maxcor": 20},
    )  # fmt: skip
    at_the_end = np.abs(found.x - middle) > SPREAD - 0.01
    steep = np.abs(cost(found.x)[1]) > FLAT
    if np.any(at_the_end[:2]) or np.any(steep & ~at_the_end):
        return None
    return tuple(float(value) for value in np.exp(found.x))


class _Likelihood:
    """The logarithm of the likelihood of some rows, and its slope."""

    def __init__(self, rows: list[Ages]) -> None:
        import numpy as np

        table = np.array(rows, dtype=float).reshape(-1, 4)
        self.x, self.last, self.age, self.n = table.T
        self.again = self.x > 0

    def at(self, logs: list[float]) -> tuple[float, list[float]]:
        """The value, and the slope by each parameter's logarithm (r, alpha, a, b)."""
        import numpy as np
        from scipy.special import betaln, gammaln, psi

        r, alpha, a, b = np.exp(logs)
        x, n, again = self.x, self.n, self.again
        events, longer, shorter = r + x, alpha + self.age, alpha + self.last
        above = b + np.maximum(x - 1, 0)
        odds = np.where(again, np.log(a / above) + events * np.log(longer / shorter), -np.inf)
        value = (
            gammaln(events) - gammaln(r) + r * np.log(alpha) - events * np.log(longer)
            + betaln(a, b + x) - betaln(a, b) + np.logaddexp(0.0, odds)
        )  # fmt: skip
        gone = 1 / (1 + np.exp(np.minimum(CUT, -odds)))
        slopes = (
            psi(events) - psi(r) + np.log(alpha) - np.log(longer) + gone * np.log(longer / shorter),
            r / alpha - events / longer + gone * events * (1 / longer - 1 / shorter),
            psi(a + b) - psi(a + b + x) + gone / a,
            psi(b + x) - psi(a + b + x) - psi(b) + psi(a + b) - gone / above,
        )
        parameters = (r, alpha, a, b)
        scaled = [float(n @ slope) * by for slope, by in zip(slopes, parameters, strict=True)]
        return float(np.sum(n * value)), scaled
