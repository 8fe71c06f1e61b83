"""Each construct once, on a real DuckDB and a real PostgreSQL, with results worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from compiler.model.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    ListContains,
    Not,
    OneOf,
    TextMatch,
    When,
)
from compiler.model.values import Aggregate, Calculation, Edge, GroupValue, Occurrences, Type, Value
from compiler.model.windows import Ago, Before, Duration, FromUntil, InLast, MoreThanAgo, Since
from compiler.sql.probe import TIMER, Everybody, Inline, Rows, probe
from compiler.sql.tables import store_tables
from tests.sql.engines import Engine
from tests.sql.small_shop import (
    AMOUNT,
    BORDER,
    CITY,
    COLOURS,
    JOINED,
    NOON,
    ORDERS,
    PURCHASES,
    REVENUE,
    SHOP,
    TAGS,
    number,
    project,
    text,
)
from tests.sql.store import naive, store

DAY, WEEK = Duration(1, "day"), Duration(1, "week")


def recent(duration: Duration) -> Occurrences:
    return Occurrences("purchase", InLast(duration))


def of(kind: str, field: str | None = "amount", type: Type = Type.NUMBER) -> Aggregate:
    return Aggregate(kind, PURCHASES, field, type)


LAST = Edge("last", PURCHASES, None, Type.TIME)
FIVE = Occurrences("purchase", None, Compare(">=", AMOUNT, number(5)))

CONDITIONS: list[tuple[str, Condition, list[bool]]] = [
    ("equal", Compare("=", CITY, text("Seoul")), [True, False, False]),
    ("not equal is true of the unknown", Not(Compare("=", CITY, text("Seoul"))),
     [False, True, True]),
    ("text by code point", Compare("<", CITY, text("a")), [True, False, True]),
    ("one of", OneOf(CITY, (text("Busan"), text("x"))), [False, False, True]),
    ("not one of", Not(OneOf(CITY, (text("Busan"), CITY))), [False, True, False]),
    ("contains", TextMatch("contains", CITY, text("US")), [False, False, True]),
    ("a list contains a whole text", ListContains(COLOURS, text("red")), [True, False, False]),
    ("a list contains no part", ListContains(COLOURS, text("re")), [False, False, False]),
    ("a list contains by capitals", ListContains(COLOURS, text("Red")), [False, False, False]),
    ("a list contains any letters", ListContains(COLOURS, text("Zoë's")), [True, False, False]),
    ("a list contains a field", ListContains(COLOURS, CITY), [True, False, False]),
    ("an unknown list contains nothing", Not(ListContains(COLOURS, text("red"))),
     [False, True, True]),
    ("an empty list is known", Known(COLOURS), [True, True, False]),
    ("a list of an event", Has(Occurrences("purchase", None, ListContains(TAGS, text("toys")))),
     [True, False, False]),
    ("no list of an event", Has(Occurrences("purchase", None, Not(Known(TAGS)))),
     [True, True, False]),
    ("known", Known(CITY), [True, False, True]),
    ("unknown", Not(Known(CITY)), [False, True, False]),
    ("any of", AnyOf((Compare("=", CITY, text("x")), Not(Known(CITY)))), [False, True, False]),
    ("not all of", Not(All((Known(CITY), Compare("=", CITY, text("Busan"))))),
     [True, True, False]),
    ("between", Between(ORDERS, number(1), number(2)), [False, True, False]),
    ("has", Has(PURCHASES), [True, True, False]),
    ("no, in a window", Not(Has(recent(DAY))), [False, True, True]),
    ("a window excludes its beginning", Has(Occurrences("purchase", FromUntil(
        Ago(Duration(10, "day")), Ago(Duration(9, "day"))))), [True, False, False]),
    ("before", Has(Occurrences("purchase", Before(Ago(Duration(9, "day"))))),
     [True, False, False]),
    ("since the last one, strictly after", Has(Occurrences("purchase", Since(LAST, after=True))),
     [False, False, False]),
    ("since the last one", Has(Occurrences("purchase", Since(LAST))), [True, True, False]),
    ("where", Has(FIVE), [True, False, False]),
    ("age", When(LAST, MoreThanAgo(DAY)), [False, True, False]),
    ("a date counts from Seoul's midnight", When(JOINED, InLast(Duration(22, "hour"))),
     [True, False, False]),
    ("21 hours ago, to the microsecond", When(JOINED, InLast(Duration(21, "hour"))),
     [False, False, False]),
    ("a date against an instant", Compare("<", JOINED, LAST), [True, False, False]),
    ("followed", HasFollowed(PURCHASES, PURCHASES, Duration(2, "day"), negated=False),
     [True, False, False]),
    ("not followed", HasFollowed(PURCHASES, PURCHASES, Duration(2, "day"), negated=True),
     [True, True, False]),
    ("in a segment", InSegment("buyers"), [False, True, False]),
    ("against others", Compare(">", REVENUE, BORDER), [True, False, True]),
]  # fmt: skip

VALUES: list[tuple[str, Value, list[Any]]] = [
    ("count", of("count", None), [4, 1, 0]),
    ("sum", of("sum"), ["15.0001", "-1", 0]),
    ("average", of("average"), ["5.000033", "-1", None]),
    ("smallest", of("smallest"), ["0.0001", "-1", None]),
    ("largest", of("largest"), ["10", "-1", None]),
    ("median", of("median"), ["5", "-1", None]),
    ("count distinct", of("count distinct", "category"), [2, 0, 0]),
    ("most frequent", of("most frequent", "category", Type.TEXT), ["food", None, None]),
    ("median gap", of("median gap", None), ["2", None, None]),
    ("a field of the last", Edge("last", PURCHASES, "category", Type.TEXT),
     ["food", None, None]),
    ("a field of the first", Edge("first", PURCHASES, "amount", Type.MONEY),
     ["10", "-1", None]),
    ("a division by zero", Calculation("/", REVENUE, ORDERS), ["3.750025", "-1", None]),
    ("halves away from zero", Calculation("/", of("smallest"), number(8)),
     ["0.000013", "-0.125", None]),
    ("a product", Calculation("*", REVENUE, number("-0.5")), ["-7.50005", "0.5", 0]),
    ("groups", GroupValue("size"), ["big", "small", "none"]),
    ("a population", BORDER, ["-1", "-1", "-1"]),
]  # fmt: skip


def expected(wanted: list[Any], of: Value) -> list[Any]:
    numeric = of.type.numeric
    return [Decimal(one) if numeric and one is not None else one for one in wanted]


@pytest.mark.parametrize(("name", "condition", "right"), CONDITIONS, ids=lambda one: str(one)[:40])
def test_conditions(engine: Engine, name: str, condition: Condition, right: list[bool]) -> None:
    assert everybody(engine, condition) == right
    assert rows(engine, condition) == right


@pytest.mark.parametrize(("name", "value", "right"), VALUES, ids=lambda one: str(one)[:40])
def test_values(engine: Engine, name: str, value: Value, right: list[Any]) -> None:
    assert everybody(engine, value) == expected(right, value)
    assert rows(engine, value) == expected(right, value)


def everybody(engine: Engine, wanted: Condition | Value) -> list[Any]:
    made = project()
    store(engine, made, SHOP)
    query = probe(made, {"x": wanted}, Everybody(NOON), store_tables(made), Inline(NOON))
    return [row["x"] for row in sorted(engine.rows(query), key=lambda row: row["customer"])]


def rows(engine: Engine, wanted: Condition | Value) -> list[Any]:
    """The same at timers at noon, each customer in a row of their own."""
    made = project()
    store(engine, made, SHOP)
    asked = [[10 + cid, cid, naive(NOON), TIMER] for cid in range(len(SHOP))]
    columns = ['"row" BIGINT', '"cid" BIGINT', '"at" TIMESTAMP', '"seq" BIGINT']
    engine.load("asked", columns, asked)
    query = probe(made, {"x": wanted}, Rows("asked"), store_tables(made), Inline(NOON))
    return [row["x"] for row in sorted(engine.rows(query), key=lambda row: row["row"])]


def test_an_event_sees_those_before_it_at_the_same_instant(engine: Engine) -> None:
    """By `seq`; a timer at that instant sees them all (S7)."""
    made = project()
    stored = store(engine, made, SHOP)
    columns = ['"row" BIGINT', '"cid" BIGINT', '"at" TIMESTAMP', '"seq" BIGINT']
    here, last = naive(NOON), stored.seq[0, 3]
    asked = [[0, 0, here, last], [1, 0, here, last - 1], [2, 0, here, TIMER]]
    asked.append([3, 0, here - timedelta(microseconds=1), TIMER])
    engine.load("asked", columns, asked)
    count = of("count", None)
    query = probe(made, {"n": count}, Rows("asked"), store_tables(made), Inline(NOON))
    assert {row["row"]: row["n"] for row in engine.rows(query)} == {0: 4, 1: 3, 2: 4, 3: 3}
