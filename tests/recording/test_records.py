"""Records: read as they stand, recorded as versions where something of them changed (S5)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from runtime import store
from runtime.history import RecordVersion
from runtime.looking.histories import histories
from runtime.recording import Recorded, record
from runtime.settings import ProjectSettings, Settings, TableSettings
from runtime.sources import attach, check_data
from runtime.sources.duckdb import DuckReader
from tests.compiler.asking import project
from tests.recording.shop import instant

TEXT = """
customers from shop.customers
  key from id

record booking from shop.bookings
  id        from booking
  customer  from owner
  state     one of "booked", "cancelled"
  note      text

record pet from shop.pets
  id        from pet
  customer  from owner

products from shop.products
  key    from product
  price  money

segment guests
  has booking where state = "booked"
"""

SETTINGS = Settings(
    project=ProjectSettings(name="shop"),
    tables={
        name: TableSettings(table=name.replace("shop.", "shop_"))
        for name in ("shop.customers", "shop.bookings", "shop.pets", "shop.products")
    },
)


class Shop:
    def __init__(self) -> None:
        self.project = project(TEXT, base="")
        self.connection = store.open(None, threads=1)
        self.run(
            "CREATE TABLE shop_customers (id VARCHAR)",
            "CREATE TABLE shop_bookings "
            "(booking VARCHAR, owner VARCHAR, state VARCHAR, note VARCHAR)",
            "CREATE TABLE shop_pets (pet INTEGER, owner VARCHAR)",
            "CREATE TABLE shop_products (product VARCHAR, price VARCHAR)",
            "INSERT INTO shop_customers VALUES ('a'), ('b')",
        )
        self.sources = attach(self.connection, self.project, SETTINGS, Path())

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.connection.execute(statement)

    def record(self, prev: str, until: str) -> Recorded:
        return record(
            self.connection, self.project, self.sources, instant(prev), instant(until)
        )

    def versions(self) -> Sequence[tuple[Any, ...]]:
        return self.connection.execute(
            "SELECT id, key, f_state, "
            "CASE WHEN isinf(since) THEN '' ELSE strftime(since, '%d') END, "
            "CASE WHEN isinf(until) THEN '' ELSE strftime(until, '%d') END "
            "FROM record_booking JOIN people USING (cid) ORDER BY id, since"
        ).fetchall()


def test_changes_are_recorded_at_the_refresh_that_saw_them() -> None:
    shop = Shop()
    shop.run("INSERT INTO shop_bookings VALUES ('1', 'a', 'booked', 'x'), "
             "('2', 'a', 'booked', ''), ('3', 'b', 'odd', '')")  # fmt: skip
    shop.record("2026-03-02 00:00", "2026-03-02 12:00")
    shop.run("UPDATE shop_bookings SET state = 'cancelled' WHERE booking = '1'",
             "DELETE FROM shop_bookings WHERE booking = '2'",
             "UPDATE shop_bookings SET owner = 'a' WHERE booking = '3'",
             "INSERT INTO shop_bookings VALUES ('4', 'z', 'booked', '')")  # fmt: skip
    shop.record("2026-03-02 12:00", "2026-03-02 18:00")
    assert [row[3:] for row in shop.versions()] == [("", "")] * 3
    shop.record("2026-03-02 18:00", "2026-03-03 12:00")
    found = [
        ("1", "a", "booked", "", "03"), ("1", "a", "cancelled", "03", ""),
        ("2", "a", "booked", "", "03"),
        ("3", "b", None, "", "03"), ("3", "a", None, "03", ""),
        ("4", "z", "booked", "03", ""),
    ]  # fmt: skip
    assert shop.versions() == found
    shop.run("UPDATE shop_bookings SET note = 'y'")
    shop.record("2026-03-03 12:00", "2026-03-05 12:00")
    assert shop.versions() == found, "nothing looks at the note"
    of_a = next(each for each in histories(shop.connection, shop.project) if each.key == "a")
    three = [each for each in of_a.records if each.id == "3"]
    assert three == [
        RecordVersion("booking", "3", instant("2026-03-03 00:00"), None,
                      {"state": None, "note": None}),
    ]  # fmt: skip


def test_rows_that_cannot_be_told_apart_are_left_out_and_repeats_counted() -> None:
    shop = Shop()
    shop.run("INSERT INTO shop_bookings VALUES (NULL, 'a', 'booked', ''), "
             "('1', NULL, 'booked', ''), ('2', 'b', 'cancelled', ''), "
             "('2', 'b', 'booked', '')")  # fmt: skip
    done = shop.record("2026-03-02 00:00", "2026-03-02 12:00")
    assert shop.versions() == [("2", "b", "booked", "", "")]
    assert done.events["booking"].repeats == 1
    assert shop.record("2026-03-02 12:00", "2026-03-03 12:00").events == {}


def test_only_what_something_looks_at_is_recorded() -> None:
    shop = Shop()
    shop.run("INSERT INTO shop_pets VALUES (1, 'a')")
    shop.record("2026-03-02 00:00", "2026-03-02 12:00")
    assert shop.connection.execute("SELECT count(*) FROM record_pet").fetchone() == (0,)


def test_what_is_wrong_with_records_and_products() -> None:
    shop = Shop()
    shop.run("INSERT INTO shop_bookings VALUES ('1', 'a', 'booked', ''), "
             "('1', 'z', 'odd', ''), (NULL, 'a', NULL, '')",
             "INSERT INTO shop_products VALUES ('p', '1'), ('p', 'much'), (NULL, '2')",
             )  # fmt: skip
    found = check_data(DuckReader(shop.connection, Path()), shop.project, SETTINGS)
    assert [(one.what, one.title, one.help) for one in found] == [
        ("record booking", "1 row without `booking`", "they are left out"),
        ("record booking", "1 row with a `state` that is not one of `booked`, `cancelled`",
         "they read as unknown"),
        ("record booking", "1 value of `booking` occurs more than once", "each may occur once"),
        ("record booking", "1 row of customers who are not in table `shop.customers`",
         "nothing happens for them until they are"),
        ("products", "1 row without `product`", "they are left out"),
        ("products", "1 row with a `price` that is not an amount of money",
         "they read as unknown"),
        ("products", "1 value of `product` occurs more than once", "each may occur once"),
    ]  # fmt: skip
