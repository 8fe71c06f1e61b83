"""The win-back campaign over 2011: every twentieth customer, followed by the interpreter, has the
journey that hand-written SQL gives them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby

import duckdb
import pytest

from compiler.model.project import Project
from runtime.history import History, Occurrence, Version
from runtime.identity import Identity
from runtime.interpreter import interpret
from runtime.journal import Kind, Row
from tests.outside.online_retail import by_hand

BEGINNING = datetime(2011, 1, 1, tzinfo=UTC)
UNTIL = datetime(2011, 12, 10, tzinfo=UTC)
SOME = "customer % 20 = 0"


@pytest.fixture(scope="module")
def journal(hand: duckdb.DuckDBPyConnection, retail: Project) -> list[Row]:
    identity = Identity("online_retail")
    return [
        row
        for history in histories(hand)
        for row in interpret(retail, history, BEGINNING, UNTIL, identity)
    ]


def histories(hand: duckdb.DuckDBPyConnection) -> Iterator[History]:
    """What Segue would record of some customers. No campaign looks at the four kinds of buyers,
    so no snapshot of their border is needed."""
    query = f"SELECT customer, invoice, t, amount FROM orders WHERE {SOME} ORDER BY ALL"
    for customer, rows in groupby(hand.execute(query).fetchall(), key=lambda row: str(row[0])):
        events = [
            Occurrence("purchase", invoice, instant, instant, {"amount": Decimal(amount)})
            for _, invoice, time, amount in rows
            for instant in (time.replace(tzinfo=UTC),)
        ]
        version = Version(None, {"email": f"customer-{customer}@shop.invalid"})
        yield History(customer, (version,), tuple(sorted(events, key=lambda one: one.order)))


def test_the_same_people_enter_at_the_same_time(
    journal: list[Row], hand: duckdb.DuckDBPyConnection
) -> None:
    expected = hand.execute(f"SELECT customer, t, held_out FROM entries WHERE {SOME}").fetchall()
    assert len(expected) > 200
    assert sorted(
        (int(row.customer), row.at.replace(tzinfo=None), row.reason == "held out")
        for row in journal
        if row.kind is Kind.ENTERED
    ) == sorted(expected)


def test_the_same_messages_are_sent(journal: list[Row], hand: duckdb.DuckDBPyConnection) -> None:
    expected = hand.execute(f"SELECT * FROM ({by_hand.MESSAGES}) WHERE {SOME}").fetchall()
    assert len(expected) > 300
    assert sorted(
        (int(row.customer), row.at.replace(tzinfo=None), row.message)
        for row in journal
        if row.kind is Kind.PLANNED
    ) == sorted(expected)


def test_as_many_come_back(journal: list[Row], hand: duckdb.DuckDBPyConnection) -> None:
    reached = {row.enrolment for row in journal if row.kind is Kind.GOAL}
    expected = hand.execute(f"SELECT count(*) FROM ({by_hand.CAME_BACK}) WHERE {SOME}").fetchall()
    assert [(len(reached),)] == expected
    assert len(reached) > 20
