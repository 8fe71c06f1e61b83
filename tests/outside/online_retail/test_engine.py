"""The win-back campaign over 2011, for everybody, on the engine: the whole year's figures equal
those of hand-written SQL, and the ticks do not matter."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from runtime.journal import Kind, Row
from runtime.running.run import begin, engine
from runtime.workspace.workspace import rehearsing
from tests.outside.online_retail import by_hand

BEGINNING = datetime(2011, 1, 1, tzinfo=UTC)
UNTIL = datetime(2011, 12, 10, tzinfo=UTC)


def run(every: timedelta) -> list[Row]:
    with rehearsing(by_hand.HERE) as workspace:
        moving = engine(workspace)
        until = begin(moving, BEGINNING)
        while until < UNTIL:
            until = min(until + every, UNTIL)
            moving.tick(until)
        return moving.journal()


@pytest.fixture(scope="module")
def journal(hand: duckdb.DuckDBPyConnection) -> list[Row]:
    return run(timedelta(days=400))


def test_a_year_of_the_campaign(journal: list[Row]) -> None:
    kinds = Counter((row.kind, row.reason) for row in journal)
    messages = Counter(row.message for row in journal if row.kind is Kind.PLANNED)
    assert kinds[Kind.ENTERED, ""] + kinds[Kind.ENTERED, "held out"] == 4_466
    assert kinds[Kind.ENTERED, "held out"] == 467
    assert kinds[Kind.LEFT, "left on purchase"] == 441
    assert kinds[Kind.LEFT, "finished"] == 3_775
    assert messages == {
        "win_back_news": 1_958,
        "win_back_voucher": 2_041,
        "win_back_last": 3_373,
    }
    assert len({row.enrolment for row in journal if row.kind is Kind.GOAL}) == 832


def test_every_message_is_that_of_hand_written_sql(
    journal: list[Row], hand: duckdb.DuckDBPyConnection
) -> None:
    expected = hand.execute(by_hand.MESSAGES).fetchall()
    assert sorted(
        (int(row.customer), row.at.replace(tzinfo=None), row.message)
        for row in journal
        if row.kind is Kind.PLANNED
    ) == sorted(expected)


@pytest.mark.long
def test_ticks_of_a_fortnight_give_the_same_journal(journal: list[Row]) -> None:
    assert run(timedelta(days=14)) == journal
