"""Every row is recorded once, with the instant from which on it is seen (S5, S11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from compiler.model.conditions import Has
from compiler.model.declarations import Field, Segment
from compiler.model.values import Occurrences, Type
from runtime import sources, store
from runtime.recording import Counts, record
from tests.recording.shop import (
    BEGINNING,
    PROJECT,
    PURCHASE,
    SETTINGS,
    VISIT,
    Shop,
    begin,
    instant,
    naive,
    purchases,
    run,
)


def versions(shop: Shop) -> Sequence[tuple[Any, ...]]:
    return shop.rows(
        "SELECT key, f_city, CASE WHEN isinf(since) THEN NULL ELSE since END, "
        "CASE WHEN isinf(until) THEN NULL ELSE until END "
        "FROM customers JOIN people USING (cid) ORDER BY key, since"
    )


def test_history_keeps_its_arrival_and_new_rows_come_in_their_window() -> None:
    shop = Shop()
    shop.order("old", "a", "2026-02-01 10:00")
    shop.order("brought later", "a", "2026-02-01 10:00", arrived="2026-02-03 09:00")
    shop.order("ahead", "a", "2026-03-02 12:00")
    shop.order("far ahead", "a", "2026-03-09 12:00")
    assert begin(shop).events == {"purchase": Counts(new=2)}
    run(shop, BEGINNING, "2026-03-02 12:00")
    assert [row[0] for row in purchases(shop)] == ["old", "brought later"]
    run(shop, "2026-03-02 12:00", "2026-03-03 00:00")
    assert purchases(shop) == [
        ("old", naive("2026-02-01 10:00")),
        ("brought later", naive("2026-02-03 09:00")),
        ("ahead", naive("2026-03-02 12:00")),
    ]


def test_the_first_recording_may_take_history_and_window_at_once() -> None:
    shop = Shop()
    shop.order("old", "a", "2026-02-01 10:00")
    shop.order("new", "a", "2026-03-02 10:00")
    run(shop, BEGINNING, "2026-03-03 00:00")
    assert purchases(shop) == [
        ("old", naive("2026-02-01 10:00")), ("new", naive("2026-03-02 10:00"))
    ]  # fmt: skip


def test_repeats_are_dropped_the_first_arrived_stays_then_the_smaller() -> None:
    shop = Shop()
    shop.order("1", "a", "2026-03-02 10:00", amount=7)
    shop.order("1", "a", "2026-03-02 09:00", amount=9)
    shop.order("2", "a", "2026-03-02 10:00", amount=8)
    shop.order("2", "a", "2026-03-02 10:00", amount=5)
    shop.order("3", "a", "2026-03-02 10:00")
    begin(shop)
    assert run(shop, BEGINNING, "2026-03-03 00:00").events["purchase"] == Counts(3, repeats=2)
    shop.order("3", "z", "2026-03-03 10:00")
    shop.order("3", "z", "2026-03-01 10:00")
    done = run(shop, "2026-03-03 00:00", "2026-03-04 00:00")
    assert done.events["purchase"] == Counts(repeats=1)
    rows = shop.rows("SELECT id, f_amount::INTEGER FROM event_purchase ORDER BY id")
    assert rows == [("1", 9), ("2", 5), ("3", 10)]


def test_rows_without_id_get_running_numbers() -> None:
    shop = Shop()
    for _ in range(2):
        shop.visit("a", "2026-03-02 10:00")
    shop.visit("a", "2026-03-02 10:00", page="cart")
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    shop.visit("a", "2026-03-02 10:00")
    shop.visit("b", "2026-03-01 10:00")
    done = run(shop, "2026-03-03 00:00", "2026-03-04 00:00")
    assert done.events == {"visit": Counts(2, late=2)}
    names = [row[0] for row in shop.rows("SELECT id FROM event_visit")]
    assert len(set(names)) == len(names) == 5
    hashes = sorted(name.partition("-")[2] for name in names)
    assert hashes == ["1", "1", "1", "2", "3"]
    assert all(len(name.partition("-")[0]) == 32 for name in names)


def test_a_field_declared_later_makes_no_old_row_new() -> None:
    shop = Shop()
    shop.visit("a", "2026-03-02 10:00")
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    shop.connection.execute("ALTER TABLE shop_visits ADD COLUMN seconds INTEGER")
    visit = replace(VISIT, fields=(*VISIT.fields, Field("seconds", Type.NUMBER, "seconds")))
    shop.project = replace(PROJECT, events={**PROJECT.events, "visit": visit})
    shop.sources = sources.attach(shop.connection, shop.project, SETTINGS, Path())
    assert run(shop, "2026-03-03 00:00", "2026-03-04 00:00").events == {}
    shop.connection.execute("INSERT INTO shop_visits VALUES ('b', '2026-03-02 10:00', 'x', 5)")
    done = run(shop, "2026-03-04 00:00", "2026-03-05 00:00")
    assert done.events == {"visit": Counts(1, late=1)}


def test_rows_without_customer_or_time_are_counted_once() -> None:
    shop = Shop()
    shop.order("1", None, "2026-03-02 10:00")
    shop.order("2", "", "2026-03-02 10:00")
    shop.order("3", "a", None)
    begin(shop)
    done = run(shop, BEGINNING, "2026-03-03 00:00")
    assert done.events == {"purchase": Counts(unusable=2)}
    assert run(shop, "2026-03-03 00:00", "2026-03-04 00:00").events == {}
    shop.order("4", "a", None)
    done = run(shop, "2026-03-04 00:00", "2026-03-05 00:00")
    assert done.events == {"purchase": Counts(unusable=1)}


def test_seqs_follow_arrival_time_kind_and_id() -> None:
    shop = Shop()
    shop.order("b", "a", "2026-03-02 10:00")
    shop.order("B", "a", "2026-03-02 10:00")
    shop.order("á", "a", "2026-03-02 10:00")
    shop.order("0", "a", "2026-03-02 09:00", arrived="2026-03-02 10:00")
    shop.visit("a", "2026-03-02 10:00")
    shop.visit("a", "2026-03-02 09:30")
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    shop.order("later", "a", "2026-03-01 09:00")
    run(shop, "2026-03-03 00:00", "2026-03-04 00:00")
    rows = shop.rows(
        "SELECT id FROM (SELECT seq, id FROM event_purchase UNION ALL "
        "SELECT seq, 'visit' FROM event_visit) ORDER BY seq"
    )
    assert [row[0] for row in rows] == ["visit", "0", "B", "b", "á", "visit", "later"]
    assert shop.rows("SELECT max(last_seq) FROM recorded") == [(7,)]


def test_versions_of_customers() -> None:
    shop = Shop()
    shop.customer("a")
    shop.customer("b")
    shop.customer("c")
    begin(shop)
    shop.customer("a", city="Busan")
    shop.customer("b", name="nobody looks at it")
    shop.connection.execute("DELETE FROM shop_customers WHERE id = 'c'")
    shop.customer("d")
    # 00:00 in Seoul is 15:00 in UTC.
    assert run(shop, BEGINNING, "2026-03-02 15:00").refreshed is None
    done = run(shop, "2026-03-02 15:00", "2026-03-04 00:00")
    assert done.refreshed is not None
    assert (done.refreshed.new, done.refreshed.changed, done.refreshed.gone) == (1, 1, 1)
    midnight = naive("2026-03-02 15:00")
    assert versions(shop) == [
        ("a", "Seoul", None, midnight), ("a", "Busan", midnight, None), ("b", "Seoul", None, None),
        ("c", "Seoul", None, midnight), ("d", "Seoul", midnight, None),
    ]  # fmt: skip
    shop.customer("c", city="Jeju")
    run(shop, "2026-03-04 00:00", "2026-03-05 00:00")
    assert versions(shop)[-2] == ("c", "Jeju", naive("2026-03-04 15:00"), None)


def test_a_key_that_occurs_twice_is_recorded_once() -> None:
    shop = Shop()
    for city in ("Seoul", "Busan"):
        shop.insert("shop_customers", "a", city, "N", None)
    done = begin(shop)
    assert done.refreshed is not None and done.refreshed.repeats == 1
    assert versions(shop) == [("a", "Busan", None, None)]


def test_zones_that_customers_live_in_are_filled_and_others_counted() -> None:
    shop = Shop()
    shop.customer("a", timezone="America/New_York")
    shop.customer("b", timezone="Nowhere/City")
    shop.customer("c")
    done = begin(shop)
    assert done.refreshed is not None and done.refreshed.zoneless == 1
    zones = {row[0] for row in shop.rows("SELECT DISTINCT zone FROM zones")}
    assert zones == {"America/New_York", "Asia/Seoul"}


def test_text_is_recorded_in_nfc() -> None:
    shop = Shop()
    shop.customer("e\u0301", city="Sé")
    shop.order("cafe\u0301", "e\u0301", "2026-03-01 10:00")
    begin(shop)
    assert shop.rows("SELECT DISTINCT key FROM people") == [("\u00e9",)]
    assert shop.rows("SELECT id FROM event_purchase") == [("caf\u00e9",)]


def test_kinds_that_nothing_looks_at_are_not_recorded_until_something_does() -> None:
    blind = replace(PROJECT, segments={})
    shop = Shop(project=blind)
    shop.order("1", "a", "2026-03-01 10:00")
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    assert purchases(shop) == []
    shop.project = PROJECT
    run(shop, "2026-03-03 00:00", "2026-03-04 00:00")
    assert purchases(shop) == [("1", naive("2026-03-03 00:00"))]


def test_a_recording_that_is_rolled_back_leaves_nothing_and_can_be_repeated() -> None:
    shop = Shop()
    shop.customer("a")
    shop.order("1", "a", "2026-03-02 10:00")
    begin(shop)
    before = shop.rows("SELECT * FROM recorded ORDER BY name")
    shop.customer("a", city="Busan")
    shop.connection.begin()
    record(shop.connection, shop.project, shop.sources, instant(BEGINNING), instant("2026-03-03"))
    shop.connection.rollback()
    assert shop.rows("SELECT * FROM recorded ORDER BY name") == before
    assert purchases(shop) == [] and len(versions(shop)) == 1
    run(shop, BEGINNING, "2026-03-03 00:00")
    assert len(purchases(shop)) == 1 and len(versions(shop)) == 2


class Killed(Exception):
    pass


class Fragile:
    """A connection that fails at its n-th statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, statements: int) -> None:
        self.connection, self.left = connection, statements

    def execute(self, *arguments: Any) -> duckdb.DuckDBPyConnection:
        self.left -= 1
        if self.left < 0:
            raise Killed
        return self.connection.execute(*arguments)


def test_a_kill_at_any_statement_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    shop = Shop(path)
    shop.customer("a")
    for number in range(3):
        shop.order("1", "a", f"2026-03-02 1{number}:00")
        shop.visit("a", "2026-03-02 10:00")
    begin(shop)
    shop.order("late", "a", "2026-03-01 10:00")
    shop.visit("b", "2026-03-01 10:00")
    shop.customer("a", city="Busan")
    statements = 0
    while True:
        fragile: Any = Fragile(shop.connection, statements)
        shop.connection.begin()
        try:
            record(fragile, shop.project, shop.sources, instant(BEGINNING), instant("2026-03-03"))
        except Killed:
            # The connection is lost as it is when the process dies, in the middle of it.
            shop.connection.close()
            shop.connection = store.open(path, threads=1)
            shop.sources = sources.attach(shop.connection, shop.project, SETTINGS, Path())
            assert shop.rows("SELECT count(*) FROM event_visit") == [(0,)]
            statements += 5
            continue
        shop.connection.commit()
        break
    assert statements > 20
    assert [row[0] for row in purchases(shop)] == ["late", "1"]
    assert len(shop.rows("FROM event_visit")) == 4


@pytest.mark.parametrize("seed", range(6))
def test_any_size_of_ticks_records_the_same(seed: int) -> None:
    random = Random(seed)
    hours = sorted(random.sample(range(1, 96), 5))
    shops = [Shop(), Shop()]
    for number in range(60):
        at = instant(BEGINNING) + timedelta(minutes=30 * random.randrange(-100, 192))
        later = random.choice((None, at + timedelta(hours=random.randrange(20))))
        id = str(random.randrange(50))
        who = random.choice("abc")
        for shop in shops:
            arrived = f"{later:%Y-%m-%d %H:%M}" if later else None
            shop.order(id, who, f"{at:%Y-%m-%d %H:%M}", arrived, number)
            shop.visit(who, f"{at:%Y-%m-%d %H:%M}", "x")
    end = instant(BEGINNING) + timedelta(hours=96)
    for shop, stops in zip(shops, ([], hours), strict=True):
        start = instant(BEGINNING)
        borders = [start, *(start + timedelta(hours=hour) for hour in stops), end]
        for prev, until in zip([borders[0], *borders], borders, strict=False):
            record(shop.connection, shop.project, shop.sources, prev, until)
    for query in ("SELECT * EXCLUDE (cid) FROM event_purchase ORDER BY seq",
                  "SELECT * EXCLUDE (cid) FROM event_visit ORDER BY seq"):  # fmt: skip
        one, other = (shop.rows(query) for shop in shops)
        assert one == other and len(one) > 20


def test_recorded_instants_are_utc() -> None:
    shop = Shop()
    shop.order("1", "a", "2026-03-01 10:00")
    begin(shop)
    assert purchases(shop)[0][1] == datetime(2026, 3, 1, 10)


@pytest.mark.parametrize("name", ["order", "records"])
def test_an_event_may_be_called_as_it_likes(name: str) -> None:
    """Also as what the recorder makes for itself."""
    segment = Segment(name, None, Has(Occurrences(name)))
    events = {name: replace(PURCHASE, name=name)}
    shop = Shop(project=replace(PROJECT, events=events, segments={name: segment}))
    shop.customer("a")
    shop.order("1", "a", "2026-02-01 10:00")
    assert begin(shop).events == {name: Counts(new=1)}
