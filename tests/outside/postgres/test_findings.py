"""`segue check --data` finds in a PostgreSQL what it finds in files of the same rows."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
import pytest

from tests.outside.command.typed import Typed, replaced
from tests.outside.postgres.shops import Shops, shops

SPOILED = {
    "customers.csv": (
        "1001,Twice,Leeds,Europe/London,a@example.org,,yes,no,2026-01-01 10:00:00",
        "9001,No\u0301e,Se\u0301oul,Asia/Soul,b@example.org,,maybe,on,2026-02-30 10:00:00",
        ",Nobody,,Europe/Lndon,,,y,N,02.03.2026",
        "9002,  ,,Asia/Soul,,,1,0,2026-03-02T10:00:00+09:00",
    ),
    "orders.csv": (
        "O1,1001,2026-03-02 25:00:00,K1,Decaf,12",
        "O1,7777,2026-03-02 10:00:00,K1,Decaf,1e30",
        "O2,1001,,K1,Decaf,NaN",
        ",,2026-3-2 9:05,K1,Decaf,1.00005",
        " ,8888,2026/03/02,K1,Decaf,1,5",
    ),
}
"""Rows that a shop may have, each with something wrong."""


def findings(done: Typed) -> list[dict[str, Any]]:
    assert done.code == 1, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["data"]
    return found


@pytest.fixture(scope="session")
def spoiled(both: Shops, tmp_path_factory: pytest.TempPathFactory) -> Shops:
    folder = Path(copytree(both.files, tmp_path_factory.mktemp("spoiled") / "shop"))
    for name, rows in SPOILED.items():
        path = folder / "data" / name
        width = path.read_text(encoding="utf-8").splitlines()[0].count(",")
        fitting = [row for row in rows if row.count(",") == width]
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join(fitting) + "\n")
    return shops(folder, both.address, "spoiled", text=True)


def test_values(spoiled: Shops) -> None:
    words = ("check", "--data", "--output", "json")
    files, database = spoiled.on_files(*words), spoiled.on_database(*words)
    assert findings(database) == findings(files)
    assert len(findings(files)) > 8
    assert spoiled.on_database("check", "--data").out == spoiled.on_files("check", "--data").out


def test_counts_over_spoiled_rows(spoiled: Shops) -> None:
    """A key that stands in two rows counts once; what cannot be read is unknown."""
    for name in ("kinds", "near_the_sea", "this_winter"):
        words = ("count", name, "--at", "2026-03-05", "--show", 1000)
        assert spoiled.on_database(*words).out == spoiled.on_files(*words).out


def test_columns_and_types(both: Shops, tmp_path: Path) -> None:
    files, database = (
        Path(copytree(each, tmp_path / each.name)) for each in (both.files, both.database)
    )
    for copy in (files, database):
        shop = copy / "shop.campaign"
        replaced(shop, "phone        phone", "phone        phone from telephone")
        replaced(shop, "amount    money", "amount    yes/no")
        replaced(copy / "segue.toml", '"shop.visits"', '"shop.visit"')
    for copy in (files, database):  # nothing else looks at it
        for other in copy.glob("*.campaign"):
            if other.name != "shop.campaign":
                other.unlink()
        replaced(copy / "shop.campaign", "trait revenue = sum of purchase.amount\n", "")
    twin = Shops(files, database, both.address)
    words = ("check", "--data", "--output", "json")
    ours, others = findings(twin.on_database(*words)), findings(twin.on_files(*words))
    unfit = "`amount` is declared yes/no, but column `amount` of table `shop.orders` is numeric"
    assert [unfit] == [one["title"] for one in ours if "declared" in one["title"]]
    ours, others = (
        [one for one in found if "amount" not in one["title"]] for found in (ours, others)
    )
    assert ours == others
    assert "table `shop.customers` has no column `telephone`" in [one["title"] for one in ours]


def test_tables_of_the_database(both: Shops, tmp_path: Path) -> None:
    with psycopg.connect(both.address, autocommit=True) as connection:
        connection.execute('CREATE TABLE "good"."Big Carts" AS TABLE good.carts')
    twin = Shops(both.files, Path(copytree(both.database, tmp_path / "twin")), both.address)
    settings = twin.database / "segue.toml"
    replaced(settings, 'table = "good.carts"', "table = 'GOOD.\"Big Carts\"'")
    (twin.database / "visits.sql").write_text(
        "-- what was seen; nothing else\nSELECT * FROM good.visits WHERE '%s' <> ';' -- all\n;\n"
    )
    replaced(settings, 'table = "good.visits"', 'sql = "visits.sql"')
    assert twin.on_database("check", "--data").code == 0
    words = ("count", "sleeping", "--at", "2026-03-01")
    assert twin.on_database(*words).out == twin.on_files(*words).out

    replaced(settings, 'table = "good.orders"', 'table = "good.order"')
    said = twin.on_database("count", "bought").sentence
    assert said == (
        "event purchase: table `shop.orders` (good.order): relation \"good.order\" does not "
        "exist; did you mean `good.orders`?"
    )
    for text in ("DELETE FROM good.visits", "SELECT 1; SELECT 2", ""):
        (twin.database / "visits.sql").write_text(text)
        assert "visits.sql: a file behind `sql` holds one SELECT and nothing else" in (
            twin.on_database("count", "sleeping").sentence
        )


def test_a_query_that_takes_too_long(both: Shops, tmp_path: Path) -> None:
    twin = Shops(both.files, Path(copytree(both.database, tmp_path / "twin")), both.address)
    settings = twin.database / "segue.toml"
    replaced(settings, '"1 minute"', '"1 second"')
    (twin.database / "visits.sql").write_text("SELECT v.* FROM good.visits v, pg_sleep(3)")
    replaced(settings, 'table = "good.visits"', 'sql = "visits.sql"')
    said = twin.on_database("count", "sleeping").sentence
    assert "`statement_timeout`" in said


def test_a_session_cannot_write(both: Shops, tmp_path: Path) -> None:
    twin = Shops(both.files, Path(copytree(both.database, tmp_path / "twin")), both.address)
    with psycopg.connect(both.address, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION good.spoil() RETURNS int LANGUAGE sql "
            "AS 'DELETE FROM good.visits RETURNING 1'"
        )
    (twin.database / "visits.sql").write_text("SELECT v.* FROM good.visits v, good.spoil()")
    replaced(twin.database / "segue.toml", 'table = "good.visits"', 'sql = "visits.sql"')
    assert "read-only transaction" in twin.on_database("count", "sleeping").sentence
