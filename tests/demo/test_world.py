"""The demo shop's world: the same seed gives the same days, and messages change nothing but what
they are meant to change."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from campaigns.shop.days import begins, moment
from campaigns.shop.files import RECEIPT_COLUMNS, key_of
from campaigns.shop.truth import Enrolment, true_effects
from campaigns.shop.world import Day, World

DAYS = 8


def line(campaign: str, customer: int, cause: str, message: str, at: datetime) -> str:
    return json.dumps(
        {
            "send": f"{campaign}/{key_of(customer)}/{cause}/1",
            "customer": key_of(customer),
            "channel": "email",
            "message": message,
            "campaign": campaign,
            "at": at.isoformat(),
        }
    )


def to_everybody(day: int) -> list[str]:
    at = moment(begins(day)) + timedelta(hours=9)
    return [
        line("win_back", customer, "2026-06-01 09:00", "win_back_voucher", at)
        for customer in range(14_000)
    ]


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World, list[Day]]:
    """A world in which nothing is sent."""
    folder = tmp_path_factory.mktemp("silent")
    world = World(folder)
    world.prepare()
    return folder, world, [world.day(number, []) for number in range(DAYS)]


@pytest.fixture(scope="module")
def spoken_to(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World, list[Day]]:
    """The same, where everybody gets a voucher on the first day."""
    folder = tmp_path_factory.mktemp("spoken_to")
    world = World(folder)
    world.prepare()
    first = world.day(0, [])
    return (
        folder,
        world,
        [first, world.day(1, to_everybody(0))]
        + [world.day(number, []) for number in range(2, DAYS)],
    )


def test_the_same_seed_makes_the_same_files(
    silent: tuple[Path, World, list[Day]], tmp_path: Path
) -> None:
    again = World(tmp_path)
    again.prepare()
    again.day(0, [])
    for file in _files(tmp_path / "data"):
        if file.name != "customers.parquet":
            known = silent[0] / file.relative_to(tmp_path)
            assert _rows(file) == _rows(known), file


def test_another_seed_makes_another_world(
    silent: tuple[Path, World, list[Day]], tmp_path: Path
) -> None:
    other = World(tmp_path, seed=8)
    other.prepare()
    orders = "data/orders/before.parquet"
    assert _rows(tmp_path / orders) != _rows(silent[0] / orders)


def test_each_day_holds_what_happened_on_it(silent: tuple[Path, World, list[Day]]) -> None:
    folder, _, days = silent
    for table, column in (
        ("visits", "visited_at"),
        ("carts", "added_at"),
        ("orders", "ordered_at"),
    ):
        for day in days:
            name = moment(begins(day.number) + 43_200).date().isoformat()
            low, high = _one(
                f"SELECT min({column}), max({column}) FROM '{folder}/data/{table}/{name}.parquet'"
            )
            assert moment(begins(day.number)) <= low.replace(tzinfo=UTC)
            assert high.replace(tzinfo=UTC) < day.until


def test_the_tables_fit_together(silent: tuple[Path, World, list[Day]]) -> None:
    data = silent[0] / "data"
    repeated = f"SELECT count(*) - count(DISTINCT order_id) FROM '{data}/orders/*.parquet'"
    assert _one(repeated) == (0,)
    strangers = f"""
        SELECT count(*) FROM '{data}/orders/*.parquet'
        WHERE customer_id NOT IN (SELECT customer_id FROM '{data}/customers.parquet')
    """
    assert _one(strangers) == (0,)
    early = f"""
        SELECT count(*) FROM '{data}/visits/*.parquet' JOIN '{data}/customers.parquet'
        USING (customer_id) WHERE visited_at < signed_up_at
    """
    assert _one(early) == (0,)


def test_what_people_do_by_themselves_does_not_depend_on_messages(
    silent: tuple[Path, World, list[Day]], spoken_to: tuple[Path, World, list[Day]]
) -> None:
    for table in ("visits", "carts"):
        assert _rows(silent[0] / f"data/{table}/2026-06-05.parquet") == _rows(
            spoken_to[0] / f"data/{table}/2026-06-05.parquet"
        )
    orders, more = silent[1].orders, spoken_to[1].orders
    alone = set(orders.number.tolist())
    brought = {n for n, why in zip(more.number.tolist(), more.because, strict=True) if why}
    assert alone == set(more.number.tolist()) - brought
    assert len(brought) > 200
    assert not any(orders.because)


def test_the_truth_is_what_the_messages_brought(
    spoken_to: tuple[Path, World, list[Day]],
) -> None:
    orders = spoken_to[1].orders
    at = moment(begins(0)) + timedelta(hours=9)
    everybody = [
        Enrolment("win_back", key_of(customer), at, "2026-06-01 09:00", customer % 10 == 0)
        for customer in range(14_000)
    ]
    effect = true_effects(orders, everybody)["win_back"]
    assert effect.customers == 12_600
    treated = {customer for customer in range(14_000) if customer % 10}
    buyers = {"": set[int](), "win_back": set[int]()}
    for customer, time, because in zip(
        orders.customer.tolist(), orders.time.tolist(), orders.because, strict=True
    ):
        if customer in treated and time > at.timestamp():
            buyers[because].add(customer)
    moved = len(buyers["win_back"] - buyers[""])
    assert round(effect.difference * effect.customers) == moved
    assert 0.01 < effect.difference < 0.1


def test_receipts_tell_of_each_message_once(spoken_to: tuple[Path, World, list[Day]]) -> None:
    receipts = spoken_to[2][1].receipts
    assert set(receipts) == {"delivered", "failed", "opened", "clicked", "unsubscribed"}
    rows = {event: list(_receipts(path)) for event, path in receipts.items()}
    assert len(rows["delivered"]) + len(rows["failed"]) == 14_000
    assert len(rows["clicked"]) < len(rows["opened"]) < len(rows["delivered"])
    for row in rows["clicked"][:50]:
        assert tuple(row) == RECEIPT_COLUMNS
        assert row["send"].startswith("win_back/C")
    assert not spoken_to[2][2].receipts


def test_a_reminder_brings_its_own_cart_back_once(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.prepare()
    world.day(0, [])
    carts = tmp_path / "data/carts/2026-06-01.parquet"
    left = _all(f"SELECT event_id, customer_id, added_at FROM '{carts}'")
    lines = [
        line("cart_rescue", int(key[1:]) - 10_001, f"cart_add {event}", message, at)
        for event, key, added in left
        for message in ("cart_free_shipping", "cart_last_call")
        for at in (added.replace(tzinfo=UTC) + timedelta(hours=1),)
    ]
    days = [world.day(1, lines)] + [world.day(number, []) for number in range(2, 6)]
    assert sum(day.brought for day in days) > 5
    orders = world.orders
    bought = [cart for cart in orders.cart.tolist() if cart >= 0]
    assert len(bought) == len(set(bought))
    rescued = {n for n, why in zip(orders.cart.tolist(), orders.because, strict=True) if why}
    assert rescued <= {int(event[1:]) for event, _, _ in left}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.parquet"))


def _rows(path: Path) -> str:
    return hashlib.sha256(repr(_all(f"SELECT * FROM '{path}'")).encode()).hexdigest()


def _all(query: str) -> list[tuple[Any, ...]]:
    return duckdb.connect(config={"threads": 1}).execute(query).fetchall()


def _one(query: str) -> tuple[Any, ...]:
    return _all(query)[0]


def _receipts(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
