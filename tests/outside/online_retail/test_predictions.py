"""Who is likely to order within a week: the histories by hand-written SQL, scored by the closed
form, against Segue's SQL over the same orders; and what the prediction was worth."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from compiler.model.declarations import Trait
from compiler.model.project import Project
from compiler.model.values import Chance, Occurrences, TraitValue, Type
from compiler.model.windows import Duration
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from runtime import store
from runtime.engines.same import Same
from runtime.engines.snapshots import fitted
from runtime.settings import load as load_settings
from runtime.sources import attach
from runtime.statistics.bgnbd import Parameters, chance
from tests.outside.online_retail import by_hand

AT = datetime(2011, 11, 1, tzinfo=UTC)
LIKELY = Chance("likely", Occurrences("purchase"), Duration(7, "day"))

HISTORIES = """
    WITH days AS (
        SELECT DISTINCT customer,
               CAST(t AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/London' AS DATE) AS day
        FROM orders WHERE t <= TIMESTAMP '2011-11-01'
    )
    SELECT customer, count(*) - 1, max(day) - min(day), DATE '2011-11-01' - min(day)
    FROM days GROUP BY customer
"""
NEXT = """
    SELECT DISTINCT customer FROM orders
    WHERE t > TIMESTAMP '2011-11-01' AND t <= TIMESTAMP '2011-11-08'
"""


@pytest.fixture(scope="module")
def scored(
    hand: duckdb.DuckDBPyConnection, retail: Project
) -> tuple[Parameters, dict[str, Decimal | None]]:
    """The parameters, and each customer's chance."""
    made = replace(retail, traits={**retail.traits, "likely": Trait("likely", None, LIKELY)})
    connection = store.open(None)
    tables = attach(connection, made, load_settings(by_hand.HERE), by_hand.HERE)
    of = Same(made, "duckdb")
    fit = fitted(lambda text: connection.execute(text).fetchall(), of, LIKELY, AT, tables)
    assert (fit.customers, fit.trouble) == (3_974, "")
    assert fit.parameters is not None
    how = Inline(AT, {"likely": astuple(fit.parameters)})
    asked = {"likely": TraitValue("likely", Type.NUMBER)}
    query = probe(made, asked, Everybody(AT), tables, how)
    return fit.parameters, dict(connection.execute(emit(query, "duckdb")).fetchall())


def test_everybody_has_the_chance_of_their_history(
    scored: tuple[Parameters, dict[str, Decimal | None]], hand: duckdb.DuckDBPyConnection
) -> None:
    parameters, found = scored
    known = {key: value for key, value in found.items() if value is not None}
    expected = {
        str(customer): chance(parameters, x, last, age, 7)
        for customer, x, last, age in hand.execute(HISTORIES).fetchall()
    }
    assert {str(key) for key in known} == set(expected)
    for key, value in known.items():
        assert abs(float(value) - expected[str(key)]) <= 0.5000001e-6


def test_the_parameters(scored: tuple[Parameters, dict[str, Decimal | None]]) -> None:
    """A wholesaler's customers are not seen to leave for good: a is next to nothing."""
    parameters, _ = scored
    assert float(parameters.r) == pytest.approx(0.7991, abs=1e-3)
    assert float(parameters.alpha) == pytest.approx(72.62, abs=0.05)
    assert parameters.a < Decimal("0.001")


def test_what_was_predicted_happened(
    scored: tuple[Parameters, dict[str, Decimal | None]], hand: duckdb.DuckDBPyConnection
) -> None:
    """In November the shop sells more than its year says: the season is not in the model."""
    _, found = scored
    predicted = sum(float(value) for value in found.values() if value is not None)
    bought = {str(customer) for (customer,) in hand.execute(NEXT).fetchall()}
    observed = len(bought & {str(key) for key, value in found.items() if value is not None})
    assert 0.6 < predicted / observed < 1.1
    best = sorted(((value or 0, str(key)) for key, value in found.items()), reverse=True)[:397]
    assert len(bought & {key for _, key in best}) > 3 * observed / 10
