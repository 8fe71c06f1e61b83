"""The report's statistics against figures from public data, computed with scipy, statsmodels and
gbstats. A wrong formula here would be a wrong decision about money."""

from __future__ import annotations

import random
from math import sqrt

import pytest

from runtime.statistics.anytime import critical, interval, p_value
from runtime.statistics.chance import chance_to_be_better
from runtime.statistics.means import Moments, welch
from runtime.statistics.proportions import (
    Interval,
    Share,
    fixed,
    newcombe,
    pooled,
    two_sided,
    uplift,
    uplift_interval,
    wilson,
)
from runtime.statistics.sizes import sizes
from runtime.statistics.verdict import Verdict, against_target, enough, of_difference

MAILED, NOT_MAILED = Share(189, 21_387), Share(122, 21_306)
DIFFERENCE = MAILED.rate - NOT_MAILED.rate
VARIANCE = MAILED.variance + NOT_MAILED.variance


def close(interval: Interval | None, low: float, high: float) -> bool:
    assert interval is not None
    return (interval.low, interval.high) == pytest.approx((low, high), rel=1e-9)


def test_newcombe() -> None:
    found = newcombe(MAILED, NOT_MAILED, fixed())
    assert close(found, 0.001501657131877008, 0.004745471313672931)


def test_newcombe_where_others_fail() -> None:
    """8 of 40 against 3 of 40, on which a package gives up: between −0.03 and 0.28."""
    found = newcombe(Share(8, 40), Share(3, 40), fixed())
    assert -0.04 < found.low < 0 and 0.27 < found.high < 0.29


def test_wilson_of_nobody_and_of_none() -> None:
    assert wilson(Share(0, 0), fixed()) == Interval(0.0, 1.0)
    assert wilson(Share(0, 20), fixed()).low == 0.0
    assert wilson(Share(0, 20), fixed()).high == pytest.approx(0.1611, abs=1e-4)


def test_pooled_z() -> None:
    z, p = pooled(MAILED, NOT_MAILED)
    assert z == pytest.approx(3.77956095835785, rel=1e-12)
    assert p == pytest.approx(1.5710512910668448e-04, rel=1e-9)
    assert pooled(Share(0, 10), Share(0, 10)) == (0.0, 1.0)


def test_far_tail_is_not_zero() -> None:
    assert two_sided(22.5) == pytest.approx(4.2e-112, rel=0.1)


def test_uplift() -> None:
    assert uplift(MAILED, NOT_MAILED) == pytest.approx(0.5433130436982172, rel=1e-12)
    found = uplift_interval(MAILED, NOT_MAILED, fixed())
    assert close(found, 0.23010521952629714, 0.9362694451180944)
    assert uplift(Share(3, 10), Share(0, 10)) is None
    assert uplift_interval(Share(0, 10), Share(3, 10), fixed()) is None


def test_always_valid() -> None:
    n = MAILED.of + NOT_MAILED.of
    tight_early = interval(DIFFERENCE, VARIANCE, n, planned=5_000)
    assert close(tight_early, 0.000461513112887741, 0.005760601909282775)
    assert p_value(DIFFERENCE, VARIANCE, n, 5_000) == pytest.approx(0.007216698235452568, rel=1e-9)
    tight_late = interval(DIFFERENCE, VARIANCE, n, planned=n)
    assert close(tight_late, 0.0006141191139368831, 0.0056079959082336326)
    assert p_value(DIFFERENCE, VARIANCE, n, n) == pytest.approx(0.005219075841353591, rel=1e-9)


def test_width_of_always_valid() -> None:
    assert critical(5_000, planned=5_000) / fixed() == pytest.approx(1.549, abs=1e-3)
    late = critical(42_693, planned=5_000) / fixed()
    assert late == pytest.approx(1.6432509132489874, rel=1e-9)
    assert all(critical(n) / fixed() < 2 for n in (100, 1_000, 10_000, 1_000_000))
    assert critical(0) == float("inf")


def test_daily_looks_stay_honest() -> None:
    """Equal arms, looked at after each of 40 batches: the fixed interval finds a difference in
    about a third of the runs, the always-valid one in less than 5%."""
    generator = random.Random(20261122)
    runs, deceived, honest = 300, 0, 0
    for _ in range(runs):
        looks = list(_looks(generator, batches=40, size=250, rate=0.1))
        deceived += any(abs(z) > fixed() for z, _ in looks)
        honest += any(abs(z) > critical(n) for z, n in looks)
    assert deceived / runs > 0.2
    assert honest / runs < 0.05


def _looks(
    generator: random.Random, batches: int, size: int, rate: float
) -> list[tuple[float, int]]:
    looks, reached = [], [0, 0]
    spread = sqrt(size * rate * (1 - rate))
    for batch in range(1, batches + 1):
        reached = [one + round(generator.gauss(size * rate, spread)) for one in reached]
        one, base = (Share(count, batch * size) for count in reached)
        z = (one.rate - base.rate) / sqrt(one.variance + base.variance)
        looks.append((z, 2 * batch * size))
    return looks


def test_welch() -> None:
    mailed = Moments(21_307, 30_311.69, 6_759_024.4973)
    found = welch(mailed, Moments(21_306, 13_908.33, 2_870_050.3621))
    assert found.difference == pytest.approx(0.7698271558945367, rel=1e-9)
    assert found.error == pytest.approx(0.14524656024868676, rel=1e-9)
    assert found.freedom == pytest.approx(36_671.15797736051, rel=1e-9)
    assert found.t == pytest.approx(5.300140358411668, rel=1e-9)
    assert found.p == pytest.approx(1.1638149682254859e-07, rel=1e-6)
    assert close(found.interval, 0.4851397325684075, 1.0545145792206658)


@pytest.mark.parametrize("one", [Moments(1, 5.0, 25.0), Moments(3, 3.0, 3.0)])
def test_welch_refuses_what_has_no_spread(one: Moments) -> None:
    with pytest.raises(ValueError):
        welch(one, Moments(3, 6.0, 12.0))


@pytest.mark.parametrize(
    "one, base, chance",
    [
        (Share(12, 100), Share(8, 100), 0.8215916929),
        (Share(8, 40), Share(3, 40), 0.9421667124),
        (MAILED, NOT_MAILED, 0.9999238491),
    ],
)
def test_chance_to_be_better(one: Share, base: Share, chance: float) -> None:
    assert chance_to_be_better(one, base) == pytest.approx(chance, abs=5e-10)
    assert chance_to_be_better(base, one) == pytest.approx(1 - chance, abs=5e-10)


def test_chance_of_nothing_is_half() -> None:
    assert chance_to_be_better(Share(0, 0), Share(0, 0)) == pytest.approx(0.5)


def test_chance_of_a_million() -> None:
    assert chance_to_be_better(Share(500_000, 1_000_000), Share(500_000, 1_000_000)) == (
        pytest.approx(0.5, abs=1e-6)
    )


@pytest.mark.parametrize(
    "observed, shares, chi_square, p",
    [
        ([21_306, 21_307, 21_387], [1, 1, 1], 0.20253125, 0.903692957560),
        ([44_700, 45_489], [1, 1], 6.90240495, 0.00860798781),
        ([9_000, 1_100], [90, 10], 8.9108911, 0.00283474908),
        ([60, 40, 0], [50, 50, 0], 4.0, 0.0455002639),
    ],
)
def test_sizes(observed: list[int], shares: list[int], chi_square: float, p: float) -> None:
    found = sizes(observed, shares)
    assert found.chi_square == pytest.approx(chi_square, rel=1e-8)
    assert found.p == pytest.approx(p, rel=1e-8)
    assert not found.alarm


def test_sizes_that_are_no_accident() -> None:
    assert sizes([5_300, 4_700], [50, 50]).alarm
    assert sizes([50, 50, 1], [50, 50, 0]).alarm
    assert not sizes([0, 0], [50, 50]).alarm


def test_verdict_against_target() -> None:
    assert against_target(Share(30, 39), 0.12) is Verdict.NOT_YET
    assert against_target(Share(200, 1_000), 0.12) is Verdict.ATTAINED
    assert against_target(Share(125, 1_000), 0.12) is Verdict.UNDECIDED
    assert against_target(Share(50, 1_000), 0.12) is Verdict.MISSED
    assert against_target(Share(0, 0), 0.12) is Verdict.NOT_YET


def test_verdict_needs_successes_to_expect() -> None:
    assert not enough(Share(4, 1_000), Share(0, 1_000))
    assert enough(Share(10, 1_000), Share(0, 1_000))
    assert not enough(Share(30, 1_000), Share(0, 100))


def test_verdict_of_a_difference() -> None:
    assert of_difference(Interval(0.001, 0.02)) is Verdict.BETTER
    assert of_difference(Interval(-0.02, -0.001)) is Verdict.WORSE
    assert of_difference(Interval(-0.02, 0.0)) is Verdict.UNDECIDED
