"""What is wrong with the data is found before anything runs, with a count and an example."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.model.declarations import Field
from compiler.model.values import Type
from runtime import store
from runtime.settings import TableSettings
from runtime.sources import check_data
from runtime.sources.duckdb import DuckReader
from tests.recording.shop import PROJECT, SETTINGS, VISIT, Shop


def found(shop: Shop) -> list[tuple[str, str, int, str]]:
    findings = check_data(DuckReader(shop.connection, Path()), shop.project, SETTINGS)
    return [(one.what, one.title, one.count, one.example) for one in findings]


def test_good_data_gives_nothing() -> None:
    shop = Shop()
    shop.customer("a", timezone="Asia/Seoul")
    shop.order("1", "a", "2026-03-02 10:00")
    shop.visit("a", "2026-03-02 10:00")
    shop.visit("a", "2026-03-02 10:00")
    assert found(shop) == []


def test_values_that_do_not_fit() -> None:
    shop = Shop()
    shop.customer("a")
    shop.connection.execute("ALTER TABLE shop_visits ADD COLUMN price VARCHAR")
    shop.connection.execute("ALTER TABLE shop_visits ADD COLUMN kind VARCHAR")
    for price, kind in (("1", "x"), ("much", "y"), ("", "z"), ("1e30", None)):
        shop.connection.execute(
            "INSERT INTO shop_visits VALUES ('a', '2026-03-02', 'p', ?, ?)", [price, kind]
        )
    fields = (
        Field("price", Type.MONEY, "price"),
        Field("kind", Type.CHOICE, "kind", ("x", "y"), default="x"),
    )
    visit = replace(VISIT, fields=fields)
    shop.project = replace(PROJECT, events={"visit": visit})
    assert found(shop) == [
        ("event visit", "2 rows with a `price` that is not an amount of money", 2, "1e30"),
        ("event visit", "1 row with a `kind` that is not one of `x`, `y`", 1, "z"),
    ]


def test_repeats_strangers_and_rows_without_customer_or_time() -> None:
    shop = Shop()
    shop.customer("a")
    shop.insert("shop_customers", "a", "Seoul", "N", None)
    shop.order("1", "a", "2026-03-02 10:00")
    shop.order("1", "a", "2026-03-02 10:00")
    shop.order("2", "z", None)
    shop.order("3", None, "2026-03-02 10:00")
    assert found(shop) == [
        ("customers", "1 value of `id` occurs more than once", 1, "a"),
        ("event purchase", "1 row without `customer`", 1, ""),
        ("event purchase", "1 row without `ordered`", 1, ""),
        ("event purchase", "1 value of `id` occurs more than once", 1, "1"),
        ("event purchase", "1 row of customers who are not in table `shop.customers`", 1, "z"),
    ]


def test_text_not_in_nfc_and_zones_that_do_not_exist() -> None:
    shop = Shop()
    shop.customer("a", city="Se\u0301oul", timezone="Asia/Soul")
    shop.customer("b", timezone="Asia/Soul")
    findings = check_data(DuckReader(shop.connection, Path()), shop.project, SETTINGS)
    assert [(one.title, one.count, one.example) for one in findings] == [
        ("1 row with a `city` not in NFC", 1, "Se\u0301oul"),
        ("2 rows with a time zone that does not exist", 2, "Asia/Soul"),
    ]
    assert findings[1].help == "did you mean `Asia/Seoul`?"


def test_all_that_is_missing_is_said_at_once() -> None:
    connection = store.open(None, threads=1)
    connection.execute("CREATE TABLE shop_orders (id VARCHAR, who VARCHAR, ordered BOOLEAN)")
    places = {
        "shop.orders": TableSettings(table="shop_orders"),
        "shop.visits": TableSettings(table="nowhere"),
    }
    settings = SETTINGS.model_copy(update={"tables": places})
    findings = check_data(DuckReader(connection, Path()), PROJECT, settings)
    assert all(one.stops for one in findings)
    assert [one.title for one in findings] == [
        "there is no table `shop.customers` in segue.toml",
        "table `shop.orders` has no column `customer`",
        "`time` is declared time, but column `ordered` of table `shop.orders` is BOOLEAN",
        "table `shop.orders` has no column `arrived`",
        "table `shop.orders` has no column `amount`",
        "table `shop.orders` has no column `category`",
        "table `shop.visits` (nowhere): Table with name nowhere does not exist!",
    ]


def test_a_damaged_file(tmp_path: Path) -> None:
    shop = Shop()
    lines = ["customer,seen,page", *["a,2026-03-02,p"] * 30_000, "a,2026-03-02"]
    (tmp_path / "visits.csv").write_text("\n".join(lines) + "\n")
    places = {**SETTINGS.tables, "shop.visits": TableSettings(file="visits.csv")}
    settings = SETTINGS.model_copy(update={"tables": places})
    (finding,) = check_data(DuckReader(shop.connection, tmp_path), shop.project, settings)
    assert finding.title == "table `shop.visits`: line 30002 has 2 values, but the head 3"


DAMAGED = {
    "one value": (b"customer,seen,page\na,2026-03-02,p\nb\n",
                  "line 3 has 1 value, but the head 3"),
    "empty": (b"", "table `shop.visits` (visits.csv): the file is empty"),
    "latin-1": ("customer,seen,page\na,2026-03-02,caf\u00e9\n".encode("latin-1"),
                "line 2 of visits.csv is not written in UTF-8: save the file as UTF-8"),
    "utf-16": ("customer,seen,page\n".encode("utf-16"),
               "line 1 of visits.csv is not written in UTF-8: save the file as UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("zone", ["UTC", "Europe/London"])
@pytest.mark.parametrize(("content", "said"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_one_finding(
    tmp_path: Path, content: bytes, said: str, zone: str
) -> None:
    shop = Shop()
    (tmp_path / "visits.csv").write_bytes(content)
    places = {**SETTINGS.tables, "shop.visits": TableSettings(file="visits.csv", timezone=zone)}
    settings = SETTINGS.model_copy(update={"tables": places})
    (finding,) = check_data(DuckReader(shop.connection, tmp_path), shop.project, settings)
    assert finding.stops or zone == "UTC"
    assert said in finding.title


@pytest.mark.parametrize("wrong", ["yesterday", "01.01.2026 18:04", "2026-13-01 11:24"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/London"])
def test_a_time_that_is_none_in_a_file(tmp_path: Path, wrong: str, zone: str) -> None:
    """DuckDB's reader of CSV files must not meet the cast, which would fail there."""
    shop = Shop()
    shop.customer("a")
    (tmp_path / "visits.csv").write_text(f"customer,seen,page\na,{wrong},p\na,2026-03-02,p\n")
    places = {**SETTINGS.tables, "shop.visits": TableSettings(file="visits.csv", timezone=zone)}
    settings = SETTINGS.model_copy(update={"tables": places})
    (finding,) = check_data(DuckReader(shop.connection, tmp_path), shop.project, settings)
    assert finding.title == "1 row with a `seen` that is not a time"
    assert (finding.count, finding.example, finding.help) == (1, wrong, "they are left out")


def test_blank_ids() -> None:
    shop = Shop()
    shop.customer("a")
    shop.order("", "a", "2026-03-02 10:00")
    shop.order(" ", "a", "2026-03-02 10:00")
    assert found(shop) == [("event purchase", "2 rows with a blank `id`", 2, "")]
