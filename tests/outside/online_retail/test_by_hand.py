"""The figures that Segue has to give, by hand-written SQL: published ones first."""

from __future__ import annotations

import duckdb

from tests.outside.online_retail import by_hand


def test_the_published_figures(hand: duckdb.DuckDBPyConnection) -> None:
    assert hand.execute("SELECT count(DISTINCT customer) FROM orders").fetchall() == [(4_338,)]
    assert dict(hand.execute(by_hand.STAGES).fetchall()) == {
        "new": 646,
        "active": 2_243,
        "sleeping": 602,
        "lost": 847,
    }


def test_the_four_kinds_of_buyers(hand: duckdb.DuckDBPyConnection) -> None:
    kinds = hand.execute(f"SELECT kind, len(customers) FROM ({by_hand.KINDS})").fetchall()
    assert dict(kinds) == {"new_small": 1_738, "new_big": 590, "small": 203, "big": 1_807}


def test_the_win_back_campaign_over_2011(hand: duckdb.DuckDBPyConnection) -> None:
    journeys = hand.execute(by_hand.JOURNEYS)
    names = [column[0] for column in journeys.description or ()]
    assert dict(zip(names, journeys.fetchall()[0], strict=True)) == {
        "entered": 4_466,
        "customers": 2_634,
        "held_out": 467,
        "news": 1_958,
        "voucher": 2_041,
        "last_words": 3_373,
        "left_on_purchase": 441,
        "finished": 3_775,
        "came_back": 832,
        "closed": 3_955,
        "closed_came_back": 776,
    }
    assert hand.execute(f"SELECT count(*) FROM ({by_hand.PER_DAY})").fetchall() == [(39,)]
