"""A row that comes in late is seen, however seldom all of its source is looked through (S5)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from runtime import sources
from runtime.recording import Counts, late
from runtime.recording.kind import Kind
from runtime.settings import TableSettings
from tests.recording.shop import (
    BEGINNING,
    SETTINGS,
    Shop,
    begin,
    instant,
    naive,
    purchases,
    run,
)


def test_a_row_that_comes_in_late_arrives_when_it_is_seen() -> None:
    shop = Shop()
    shop.order("1", "a", "2026-03-02 10:00")
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    shop.order("late", "b", "2026-03-02 09:00")
    shop.order("declared late", "b", "2026-03-02 09:00", arrived="2026-03-03 08:00")
    done = run(shop, "2026-03-03 00:00", "2026-03-04 00:00")
    assert done.events == {"purchase": Counts(new=2, late=1)}
    assert purchases(shop)[1:] == [
        ("late", naive("2026-03-03 00:00")), ("declared late", naive("2026-03-03 08:00"))
    ]  # fmt: skip
    assert run(shop, "2026-03-04 00:00", "2026-03-05 00:00").events == {}


def test_a_late_row_is_not_hidden_by_one_that_went_away() -> None:
    shop = Shop()
    shop.order("1", "a", "2026-03-02 10:00")
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    shop.connection.execute("UPDATE shop_orders SET id = '2'")
    assert run(shop, "2026-03-03 00:00", "2026-03-04 00:00").events["purchase"].late == 1


def test_of_a_large_source_the_last_minute_is_looked_at_again_and_the_rest_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("runtime.recording.late.SELDOM", timedelta(hours=1))
    shop = Shop()
    for number in range(3):
        shop.visit("a", f"2026-03-02 10:00:0{number}")
    begin(shop)
    run(shop, BEGINNING, "2026-03-02 10:01")
    shop.visit("a", "2026-03-02 10:00:01")
    shop.visit("a", "2026-03-02 10:00:59")
    shop.visit("far", "2026-03-02 09:59")
    shop.visit("ahead", "2026-03-02 10:03:30")
    done = run(shop, "2026-03-02 10:01", "2026-03-02 10:01:30")
    assert done.events == {"visit": Counts(2, late=2)}
    assert run(shop, "2026-03-02 10:01:30", "2026-03-02 10:03").events == {}
    assert run(shop, "2026-03-02 10:03", "2026-03-02 10:04").events == {"visit": Counts(1)}
    shop.visit("near", "2026-03-02 10:03:29")
    done = run(shop, "2026-03-02 10:04", "2026-03-02 16:00")
    assert done.events == {"visit": Counts(1, late=1)}
    assert run(shop, "2026-03-02 16:00", "2026-03-02 17:30").events == {
        "visit": Counts(1, late=1)
    }  # fmt: skip
    assert run(shop, "2026-03-02 17:30", "2026-03-04 00:00").events == {}
    visits = shop.rows("SELECT key, arrival FROM event_visit JOIN people USING (cid) ORDER BY seq")
    assert visits[-1] == ("far", naive("2026-03-02 16:00")) and len(visits) == 8


def test_near_rows_are_told_by_their_ids_and_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.recording.late.SELDOM", timedelta(hours=9))
    shop, random = Shop(), Random(3)
    shop.order("0", "a", "2026-03-02 00:00:01")
    begin(shop)
    now, number = instant("2026-03-02 00:00:10"), 0
    run(shop, BEGINNING, f"{now:%Y-%m-%d %H:%M:%S}")
    for _ in range(12):
        for _ in range(3):
            number += 1
            at = now + timedelta(seconds=random.uniform(-58, 40))
            late = now + timedelta(seconds=random.uniform(-50, 20))
            arrived = f"{late:%Y-%m-%d %H:%M:%S}" if random.random() < 0.5 else None
            shop.order(str(number), "a", f"{at:%Y-%m-%d %H:%M:%S}", arrived=arrived)
        then, now = now, now + timedelta(seconds=random.choice((1, 7, 30)))
        run(shop, f"{then:%Y-%m-%d %H:%M:%S}", f"{now:%Y-%m-%d %H:%M:%S}")
    run(shop, f"{now:%Y-%m-%d %H:%M:%S}", "2026-03-02 00:59")
    ids = [id for id, _ in purchases(shop)]
    assert sorted(map(int, ids)) == [*range(number + 1)]


def test_files_that_did_not_change_are_not_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    head = "id,customer,ordered,arrived,amount,category\n"
    path.write_text(head + "1,a,2026-03-01 10:00,,5,c\n2,a,2026-03-02 10:00,,5,c\n")
    shop = Shop()
    places = {**SETTINGS.tables, "shop.orders": TableSettings(file="orders.csv")}
    settings = SETTINGS.model_copy(update={"tables": places})
    shop.sources = sources.attach(shop.connection, shop.project, settings, tmp_path)
    begin(shop)
    run(shop, BEGINNING, "2026-03-03 00:00")
    path.write_text(path.read_text() + "0,a,2026-02-01 10:00,,5,c\n3,a,2026-03-03 10:00,,5,c\n")
    done = run(shop, "2026-03-03 00:00", "2026-03-04 00:00")
    assert done.events == {"purchase": Counts(2, late=1)}
    before = shop.rows("SELECT fingerprint, rest FROM recorded WHERE name = 'purchase'")
    assert before[0][0] is not None and before[0][1] == 0
    assert run(shop, "2026-03-04 00:00", "2026-03-05 00:00").events == {}


def test_nor_are_they_while_rows_of_them_lie_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("customer,seen,page\n" + "".join(f"a,2026-03-0{n} 10:00,p\n" for n in "12345"))
    shop = Shop()
    places = {**SETTINGS.tables, "shop.visits": TableSettings(file="visits.csv")}
    settings = SETTINGS.model_copy(update={"tables": places})
    shop.sources = sources.attach(shop.connection, shop.project, settings, tmp_path)
    begin(shop)
    run(shop, BEGINNING, "2026-03-02 10:00:30")
    sums = late._sums

    def of_others(kind: Kind, where: str) -> str:
        assert kind.event.name != "visit", "nothing of it has changed"
        return sums(kind, where)

    with monkeypatch.context() as context:
        context.setattr(late, "_sums", of_others)
        ends = ["2026-03-02 10:00:30", "2026-03-03 00:00", "2026-03-04 00:00"]
        for prev, until in pairwise(ends):
            run(shop, prev, until)
    assert len(shop.rows("SELECT * FROM event_visit")) == 3
    monkeypatch.setattr("runtime.recording.late.SELDOM", timedelta(days=9))
    path.write_text(path.read_text() + "b,2026-03-03 23:59:30,p\n")
    done = run(shop, "2026-03-04 00:00", "2026-03-04 09:00")
    assert done.events == {"visit": Counts(1, late=1)}
    assert run(shop, "2026-03-04 09:00", "2026-03-06 00:00").events == {"visit": Counts(2)}
