"""The same statistics against the full-precision vectors beside the repository."""

from __future__ import annotations

import pytest

from runtime.statistics.anytime import interval, p_value
from runtime.statistics.means import Moments, welch
from runtime.statistics.proportions import Share, fixed, newcombe, pooled, uplift_interval
from runtime.statistics.sizes import sizes
from runtime.statistics.verdict import Verdict, against_target
from tests.report.vectors import vectors


def test_two_proportions() -> None:
    case = vectors("five_worked_examples")["TV1_two_proportion"]
    given, expected = case["input"], case["expect"]
    one, base = Share(given["x1"], given["n1"]), Share(given["x0"], given["n0"])
    z = fixed(given["alpha"])
    found = newcombe(one, base, z)
    assert [found.low, found.high] == pytest.approx(expected["sm_newcomb"], rel=1e-10)
    assert pooled(one, base) == pytest.approx(
        (expected["z_pooled"], expected["p_pooled"]), rel=1e-10
    )
    ratio = uplift_interval(one, base, z)
    assert ratio is not None
    assert [ratio.low, ratio.high] == pytest.approx(expected["rel_ci_log"], rel=1e-10)


def test_welch() -> None:
    case = vectors("five_worked_examples")["TV2_welch_revenue"]
    treated, control = (
        Moments(side["n"], side["sum"], side["sumsq"])
        for side in (case["input"]["treated"], case["input"]["control"])
    )
    found, expected = welch(treated, control), case["expect"]
    assert found.t == pytest.approx(expected["t"], rel=1e-10)
    assert found.freedom == pytest.approx(expected["df"], rel=1e-10)
    assert [found.interval.low, found.interval.high] == pytest.approx(expected["ci"], rel=1e-10)


def test_sizes() -> None:
    case = vectors("five_worked_examples")["TV3_srm"]["expect"]
    for name, shares in (
        ("hillstrom_1_1_1", [1, 1, 1]),
        ("cookie_cats", [1, 1]),
        ("90_10_expected_got_9000_1100", [9, 1]),
    ):
        found = sizes(case[name]["obs"], shares)
        assert found.chi_square == pytest.approx(case[name]["chi2"], rel=1e-12)
        assert found.p == pytest.approx(case[name]["p"], rel=1e-12)


@pytest.mark.parametrize("planned", [5_000, 42_693])
def test_always_valid(planned: int) -> None:
    worked = vectors("five_worked_examples")
    given = worked["TV1_two_proportion"]["input"]
    one, base = Share(given["x1"], given["n1"]), Share(given["x0"], given["n0"])
    expected = worked["TV4_sequential"]["expect"][f"acs_abs_Nstar{planned}"]
    difference, variance = one.rate - base.rate, one.variance + base.variance
    assert (difference, variance) == pytest.approx((expected["d"], expected["V"]), rel=1e-10)
    found = interval(difference, variance, one.of + base.of, planned)
    assert [found.low, found.high] == pytest.approx(expected["acs_ci"], rel=1e-10)
    found_p = p_value(difference, variance, one.of + base.of, planned)
    assert found_p == pytest.approx(expected["acs_p"], rel=1e-9)


def test_closed_windows_do_not_mislead() -> None:
    """A cohort of which 17.5% will reach the goal: counting open windows as missed would read
    10% at first, and call a target of 15% missed. Closed ones never do."""
    for look in vectors("misc_vectors")["censoring"]:
        closed = Share(look["n_matured_conv"], look["closed"])
        naive = Share(look["goals_all"], look["entered"])
        assert against_target(closed, 0.15) is not Verdict.MISSED
        if look["as_of"] < "1997-02-20":
            assert against_target(naive, 0.15) is Verdict.MISSED
