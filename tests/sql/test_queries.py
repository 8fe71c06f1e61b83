"""The queries for people, and the shape that makes them fast."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlglot

from compiler.model.conditions import All, Compare, Has, Not
from compiler.model.values import Aggregate, Const, Edge, EntryField, Occurrences, Type
from compiler.model.windows import Duration, InLast, Since
from compiler.sql import build
from compiler.sql.dialects import DIALECTS, Dialect, emit
from compiler.sql.probe import CannotWrite, Everybody, Inline, Stored, probe
from compiler.sql.queries import Key, groups_query, segment_query
from compiler.sql.rows import RowScope, row_clock, row_condition
from compiler.sql.scope import unknown
from compiler.sql.tables import store_tables
from tests.sql.engines import Engine
from tests.sql.small_shop import AMOUNT, NOON, PURCHASES, SHOP, number, project
from tests.sql.store import store

NULL = build.cast(unknown(), "DECIMAL(18, 4)")
MIDNIGHT = NOON - timedelta(hours=21)


@pytest.fixture
def engine(any_engine: Engine) -> Engine:
    return any_engine


def test_how_many_and_who(engine: Engine) -> None:
    made = project()
    store(engine, made, SHOP)
    tables = store_tables(made)
    counted = segment_query(made, "buyers", NOON, tables, Inline(MIDNIGHT))
    assert engine.rows(counted) == [{"customers": 1}]
    shown = segment_query(made, "buyers", NOON, tables, Inline(MIDNIGHT), Key.SHOW)
    assert engine.rows(shown) == [{"customer": 1}]
    groups = groups_query(made, "size", NOON, tables, Inline(MIDNIGHT))
    found = {row["group"]: row["customers"] for row in engine.rows(groups)}
    assert found == {"big": 1, "small": 1, "none": 1}


def test_keys_are_shown_as_people_read_them(engine: Engine) -> None:
    """Joined by one column, shown by another."""
    made = project()
    store(engine, made, SHOP)
    engine.load("names", ['"n" BIGINT', '"name" VARCHAR'], [(0, "ann"), (1, "Ben"), (2, "cat")])
    stored = store_tables(made)
    customers = replace(
        stored.customers, source=build.table("names"), customer=build.column("n"),
        key=build.column("name"), fields={}, since=None, until=None,
    )  # fmt: skip
    tables = replace(stored, customers=customers)
    shown = groups_query(made, "size", NOON, tables, Inline(NOON), Key.SHOW)
    rows = [(row["customer"], row["group"]) for row in engine.rows(shown)]
    assert rows == [("Ben", "small"), ("ann", "big"), ("cat", "none")]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_everything_over_one_event_is_one_pass(dialect: Dialect) -> None:
    week = Occurrences("purchase", InLast(Duration(7, "day")))
    condition = All(
        (
            Has(week),
            Not(Has(Occurrences("purchase", InLast(Duration(1, "day"))))),
            Compare(">", Aggregate("sum", week, "amount", Type.MONEY), number(3)),
        )
    )
    made = project()
    query = probe(made, {"x": condition}, Everybody(NOON), store_tables(made), Stored())
    text = emit(query, dialect)
    plain = text.replace("`", '"')
    assert plain.count('FROM "event_purchase"') == 1
    assert plain.count("GROUP BY") == 1
    assert '"purchase"."time" >= CAST' in plain, "the widest window bounds the pass"
    assert sqlglot.parse_one(text, read=dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_came_since_an_event_waits_for_no_pass(dialect: Dialect) -> None:
    """Whether there is a purchase since the last big one says the last of each."""
    big = Occurrences("purchase", where=Compare(">", AMOUNT, number(3)))
    since = Since(Edge("last", big, None, Type.TIME), after=True)
    made = project()
    condition = Not(Has(Occurrences("purchase", since)))
    query = probe(made, {"x": condition}, Everybody(NOON), store_tables(made), Stored())
    plain = emit(query, dialect).replace("`", '"')
    assert plain.count('FROM "event_purchase"') == 1
    assert plain.count("GROUP BY") == 1


def test_populations_at_the_same_instant_share_the_pass() -> None:
    made = project()
    tables = store_tables(made)
    shared = emit(groups_query(made, "size", NOON, tables, Inline(NOON)), "duckdb")
    apart = emit(groups_query(made, "size", NOON, tables, Inline(MIDNIGHT)), "duckdb")
    assert shared.count('FROM "event_purchase"') == 1
    assert apart.count('FROM "event_purchase"') == 2
    assert '"average of revenue across buyers"' in shared


def test_what_is_typed_stays_text(engine: Engine) -> None:
    """Nothing that a campaign file holds can end a literal or a name."""
    made = project()
    store(engine, made, SHOP)
    nasty = 'x\'; DROP TABLE customers; --"\\ %s ${a}'
    category = replace(AMOUNT, name="category", type=Type.TEXT)
    where = Compare("=", category, Const(nasty, Type.TEXT))
    wanted = {'na"me': Has(Occurrences("purchase", None, where))}
    query = probe(made, wanted, Everybody(NOON), store_tables(made), Stored())
    assert [row['na"me'] for row in engine.rows(query)] == [False] * 3


def test_a_where_over_columns_at_hand(engine: Engine) -> None:
    made = project()
    clock = row_clock(made, build.instant(NOON))
    scope = RowScope(clock, event={"amount": build.number(Decimal("5.5"))}, entry={"total": NULL})
    entry = EntryField("total", Type.MONEY)
    assert engine.value(row_condition(Compare(">", AMOUNT, number(5)), scope)) is True
    assert engine.value(row_condition(Compare(">", AMOUNT, entry), scope)) is False
    assert engine.value(row_condition(Not(Compare(">", AMOUNT, entry)), scope)) is True
    with pytest.raises(CannotWrite):
        row_condition(Has(PURCHASES), scope)
