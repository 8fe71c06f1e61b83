"""Who has no event for what must be there is not looked at further."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compiler.model.conditions import All, AnyOf, Between, Compare, Condition, InSegment, Known, Not
from compiler.model.declarations import Segment
from compiler.model.values import Aggregate, Edge, Type
from compiler.sql.dialects import emit
from compiler.sql.populations import Inline
from compiler.sql.queries import segment_query
from compiler.sql.tables import store_tables
from tests.sql.small_shop import AMOUNT, BORDER, NOON, ORDERS, PURCHASES, REVENUE, number, project

LARGEST = Aggregate("largest", PURCHASES, AMOUNT.name, Type.MONEY)
LAST = Edge("last", PURCHASES, AMOUNT.name, Type.MONEY)

MUST: list[Condition] = [
    Compare(">=", ORDERS, number(1)),
    Compare("=", ORDERS, number(2)),
    Between(ORDERS, number(1), number(2)),
    Compare("<", LARGEST, number(5)),
    Compare("<", LAST, LARGEST),
    Known(LAST),
    InSegment("buyers"),
    All((Compare("<=", ORDERS, number(2)), Compare(">", REVENUE, number(0)))),
]
MAY: list[Condition] = [
    Compare("<=", ORDERS, number(2)),
    Compare("=", ORDERS, number(0)),
    Between(ORDERS, number(0), number(2)),
    Not(Compare("<", LARGEST, number(5))),
    Not(Known(LAST)),
    AnyOf((Compare(">=", ORDERS, number(1)), Compare("=", REVENUE, number(0)))),
]


def joined(condition: Condition) -> str:
    made = project()
    asked = Segment("asked", None, condition)
    made = replace(made, segments={**made.segments, "asked": asked})
    query = segment_query(made, "asked", NOON, store_tables(made), Inline(NOON))
    lines = emit(query, "duckdb").splitlines()
    return next(line.strip() for line in lines if 'JOIN "of purchase"' in line)


@pytest.mark.parametrize("condition", MUST, ids=repr)
def test_what_must_be_there_is_joined(condition: Condition) -> None:
    assert joined(condition) == 'JOIN "of purchase"'


@pytest.mark.parametrize("condition", MAY, ids=repr)
def test_what_may_be_missing_is_joined_where_it_is(condition: Condition) -> None:
    assert joined(condition) == 'LEFT JOIN "of purchase"'


def test_a_value_across_everybody_needs_everybody() -> None:
    """Its average would be another one, were those without orders left out."""
    found = All((Compare(">=", ORDERS, number(1)), Compare(">", REVENUE, BORDER)))
    assert joined(found) == 'LEFT JOIN "of purchase"'
