"""From counts to comparisons: sides, their differences, and whether their sizes are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from compiler.learning import share_of
from runtime.identity import HELD_OUT
from runtime.report.counting import Cell, moments
from runtime.report.definitions import Arms
from runtime.report.model import Comparison, Difference, Side
from runtime.statistics.anytime import interval
from runtime.statistics.chance import chance_to_be_better
from runtime.statistics.means import Moments
from runtime.statistics.proportions import ALPHA, Interval, Share
from runtime.statistics.sizes import Sizes
from runtime.statistics.verdict import Verdict, enough, of_difference
from runtime.statistics.weighted import Stratum, weighted
from runtime.statistics.weighted import chance_to_be_better as by_variance

TREATED = "in the campaign"


def side(name: str, found: Iterable[Cell], worth: bool, learning: bool = False) -> Side:
    """Customers by their first enrolment (S34). `learning`: an arm whose share moved."""
    first = [cell for cell in found if cell.first]
    closed = [cell for cell in first if cell.closed]
    return Side(
        name,
        sum(cell.count for cell in first),
        Share(sum(cell.reached for cell in closed), sum(cell.count for cell in closed)),
        moments(closed) if worth else None,
        weighted(list(map(_stratum, closed))) if learning else None,
    )


def _stratum(cell: Cell) -> Stratum:
    return share_of(cell.shares, cell.arm), Share(cell.reached, cell.count)


def against_held_out(found: Sequence[Cell], worth: bool, sizes: Sizes | None) -> Comparison:
    """Who gets the campaign against who is held out from it; who is held out from everything is
    on neither side."""
    held = side(HELD_OUT, _where(found, lambda cell: cell.shadow == HELD_OUT), worth)
    treated = side(TREATED, _where(found, lambda cell: not cell.shadow), worth)
    return compare(None, held, [treated], sizes)


def of_arms(
    arms: Arms, found: Sequence[Cell], base: str, worth: bool, sizes: Sizes | None
) -> Comparison:
    """The arms against `base`: one of them, or the held-out who came to the split."""
    split, names = arms.split, arms.names

    def arm(name: str) -> Side:
        mine = _where(found, lambda cell: not cell.shadow and cell.arm == name)
        return side(name, mine, worth, arms.learning)

    if base == HELD_OUT:
        held = side(HELD_OUT, _where(found, lambda cell: cell.shadow == HELD_OUT), worth)
        return compare(split, held, [arm(name) for name in names], sizes)
    others = [arm(name) for name in names if name != base]
    return compare(split, arm(base), others, sizes)


def compare(
    split: str | None, base: Side, others: Sequence[Side], sizes: Sizes | None
) -> Comparison:
    """Each of the others against the base; intervals hold for all of them together."""
    alpha = ALPHA / max(1, len(others))
    alarmed = sizes is not None and sizes.alarm
    differences = tuple(_difference(other, base, alpha, alarmed) for other in others)
    return Comparison(split, base.name, (base, *others), differences, sizes)


def _difference(one: Side, base: Side, alpha: float, alarmed: bool) -> Difference:
    between = _interval(one, base, alpha)
    worth, worth_interval = _worth(one.worth, base.worth, alpha)
    return Difference(
        one.name,
        one.rate - base.rate,
        between,
        one.rate / base.rate if base.closed.reached else None,
        _chance(one, base),
        Verdict.NOT_YET if alarmed or between is None else of_difference(between),
        worth,
        worth_interval if between is not None else None,
    )


def _chance(one: Side, base: Side) -> float:
    """The probability that one is better."""
    if one.weighted is None and base.weighted is None:
        return chance_to_be_better(one.closed, base.closed)
    if not one.closed.of or not base.closed.of:
        return 0.5
    return by_variance(one.rate - base.rate, one.variance + base.variance)


def _interval(one: Side, base: Side, alpha: float) -> Interval | None:
    """None while there are too few to say anything."""
    if not enough(one.closed, base.closed):
        return None
    variance = one.variance + base.variance
    return interval(
        one.rate - base.rate, variance, one.closed.of + base.closed.of, alpha=alpha
    )


def _worth(
    one: Moments | None, base: Moments | None, alpha: float
) -> tuple[float | None, Interval | None]:
    """The difference of worth per customer (Welch's variance), and its interval."""
    if one is None or base is None or not one.n or not base.n:
        return None, None
    difference = one.mean - base.mean
    if min(one.n, base.n) < 2:
        return difference, None
    variance = one.variance + base.variance
    return difference, interval(difference, variance, one.n + base.n, alpha=alpha)


def expected(
    by_version: Mapping[str, Mapping[str, int]], shares: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """How many each side should have: of every version its shares of those who are in it."""
    due: dict[str, float] = {}
    for version, sizes in by_version.items():
        weight = sum(shares[version].values())
        for name, share in shares[version].items():
            due[name] = due.get(name, 0.0) + sum(sizes.values()) * share / weight
    return due


def _where(found: Iterable[Cell], holds: Callable[[Cell], bool]) -> list[Cell]:
    return [cell for cell in found if holds(cell)]
