"""The fit and the closed form against published figures of a public data set: the buyers of
CDNOW, of whom `cdnow_sample.csv` counts each (x, t_x, T), in days, to 1997-09-30, and how many of
them bought within the next 7 and 28 days."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from runtime.statistics.bgnbd import (
    CUSTOMERS,
    RETURNED,
    Ages,
    Parameters,
    _Likelihood,
    _top,
    alive,
    chance,
    fit,
    log_likelihood,
)
from tests.report.vectors import vectors

WEEKS = Parameters(
    Decimal("0.24259290521679783"),
    Decimal("4.413531437781929"),
    Decimal("0.7928861544345144"),
    Decimal("2.425753486787731"),
)
"""The published ones, as exactly as they are known."""


def sample() -> list[dict[str, int]]:
    with (Path(__file__).parent / "cdnow_sample.csv").open(encoding="utf-8") as file:
        return [{name: int(value) for name, value in row.items()} for row in csv.DictReader(file)]


def ages() -> list[Ages]:
    return [Ages(row["x"], row["t_x"], row["T"], row["customers"]) for row in sample()]


def test_the_sample_is_fitted_in_days() -> None:
    found, expected = fit(ages()), vectors("btyd_vectors")["bgnbd_days"]
    assert (found.customers, found.returned, found.trouble) == (2_357, 946, "")
    assert found.parameters is not None
    for name in ("r", "alpha", "a", "b"):
        assert float(getattr(found.parameters, name)) == pytest.approx(expected[name], abs=2e-6)
    assert found.log_likelihood == pytest.approx(expected["ll"], rel=1e-12)


@pytest.mark.parametrize("digits", [None, 2])
def test_the_sample_is_fitted_in_weeks(digits: int | None) -> None:
    """As published, where weeks are rounded to two digits, and as they are."""
    rows = [
        Ages(x, _weeks(last, digits), _weeks(age, digits), n)
        for x, last, age, n in ages()
    ]
    known = vectors("btyd_vectors")
    expected = known["bgnbd_weeks_published_summary" if digits else "bgnbd_from_transactions"]
    found = fit(rows)
    assert found.parameters is not None
    for name in ("r", "alpha", "a", "b"):
        assert float(getattr(found.parameters, name)) == pytest.approx(expected[name], rel=1e-5)
    assert found.log_likelihood == pytest.approx(expected["ll"], rel=1e-10)


def _weeks(days: float, digits: int | None) -> float:
    return days / 7 if digits is None else round(days / 7, digits)


def test_the_closed_form() -> None:
    for case in vectors("btyd_vectors")["vectors"]:
        history = case["x"], case["t_x"], case["T"]
        assert alive(WEEKS, *history) == pytest.approx(case["p_alive"], rel=1e-12)
        assert chance(WEEKS, *history, 1) == pytest.approx(case["P_ge1_7d"], rel=1e-12)


def test_the_closed_form_against_simulated_histories() -> None:
    """The share of customers with one history who buy within 4 weeks."""
    simulated = vectors("btyd_vectors")["mc_check_P_ge1_4w"]
    found = chance(WEEKS, *MONTE_CARLO, 4)
    assert found == pytest.approx(simulated["closed"], rel=1e-12)
    assert abs(found - simulated["mc"]) < 2 * simulated["se"]


MONTE_CARLO = (7, 29.43, 38.86)


def test_predicted_against_what_happened() -> None:
    found, held_out = fit(ages()).parameters, vectors("btyd_vectors")["holdout"]
    assert found is not None
    for days in (7, 28):
        predicted = sum(
            chance(found, row["x"], row["t_x"], row["T"], days) * row["customers"]
            for row in sample()
        )
        assert predicted == pytest.approx(held_out[f"pred_buyers_{days}d"], rel=2e-5)
        observed = sum(row[f"within_{days}_days"] for row in sample())
        assert observed == held_out[f"actual_buyers_{days}d"]


def test_the_order_of_rows_and_how_they_are_grouped_change_nothing() -> None:
    rows = ages()
    apart = [Ages(x, last, age) for x, last, age, n in rows for _ in range(n)]
    assert fit(reversed(rows)) == fit(rows)
    assert fit(apart) == fit(rows)


def test_the_slope_is_that_of_the_likelihood() -> None:
    likelihood, logs = _Likelihood(ages()), [0.1, 3.0, -0.4, 0.7]
    _, slope = likelihood.at(logs)
    for place in range(4):
        step = [1e-6 * (place == each) for each in range(4)]
        above, _ = likelihood.at([at + up for at, up in zip(logs, step, strict=True)])
        below, _ = likelihood.at([at - up for at, up in zip(logs, step, strict=True)])
        assert (above - below) / 2e-6 == pytest.approx(slope[place], rel=1e-5)


def test_the_top_is_no_slope() -> None:
    found = fit(ages()).parameters
    assert found is not None
    best = log_likelihood(found, ages())
    for name in ("r", "alpha", "a", "b"):
        for factor in (Decimal("0.99"), Decimal("1.01")):
            moved = replace(found, **{name: getattr(found, name) * factor})
            assert log_likelihood(moved, ages()) < best


def test_too_thin() -> None:
    assert fit([]).trouble == f"too few customers: 0, and it takes {CUSTOMERS}"
    few = [Ages(0, 0, 30, CUSTOMERS), Ages(1, 5, 30, RETURNED - 1)]
    assert fit(few).trouble == (
        f"too few came back on a further day: {RETURNED - 1}, and it takes {RETURNED}"
    )
    assert fit(few).parameters is None


def test_without_spread_there_is_no_top() -> None:
    """Everybody the same: no Gamma and no Beta is too narrow for them."""
    found = fit([Ages(20, 100, 105, 5_000)])
    assert found.parameters is None
    assert found.trouble.startswith("the fit did not converge")


def test_where_nobody_leaves_the_fit_says_so() -> None:
    """Half of them come daily and half every ten days, all until now."""
    rows = [Ages(99, 99, 100, 300), Ages(9, 95, 100, 300), Ages(0, 0, 4, 50)]
    found = fit(rows)
    assert found.parameters is not None
    assert alive(found.parameters, 9, 60, 100) > 0.99


def test_nothing_overflows() -> None:
    extreme = Parameters(Decimal("900"), Decimal("0.000001"), Decimal("0.000001"), Decimal("5"))
    assert chance(extreme, 40_000, 1, 60_000, 365) < 1e-40
    assert chance(extreme, 40_000, 60_000, 60_000, 3_650) == pytest.approx(1)
    assert _top([Ages(0, 0, 1, 200), Ages(1, 0, 1, 200)], 400) is None
