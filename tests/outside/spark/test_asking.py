"""`segue count` and `segue check --data` say on Spark what they say on DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import pytest

from tests.outside.command.typed import Typed, replaced
from tests.outside.postgres.test_findings import SPOILED
from tests.outside.spark.twins import Twins, twin

pytestmark = pytest.mark.spark

NAMES = ["came_and_bought"]
MORE = [
    "kinds", "buyer", "near_the_sea", "spenders", "best", "coming", "rhythmic", "usual",
    "this_winter",
]  # fmt: skip
AT = "2026-03-01"


@pytest.mark.parametrize(
    "name", [*NAMES, *(pytest.param(name, marks=pytest.mark.long) for name in MORE)]
)
def test_the_same_customers(both: Twins, name: str) -> None:
    words = ("count", name, "--at", AT, "--show", 1000)
    spark, on_duckdb = both.on_spark(*words), both.on_duckdb(*words)
    assert (spark.code, spark.err) == (0, on_duckdb.err)
    assert spark.out == on_duckdb.out


@pytest.mark.long
def test_the_same_cohorts(both: Twins) -> None:
    words = ("cohorts", "purchase", "--by", "week", "--at", AT)
    assert both.on_spark(*words).out == both.on_duckdb(*words).out


def test_what_segue_keeps_itself_is_refused(both: Twins) -> None:
    said = both.on_spark("count", "told").sentence
    assert said.startswith("`told` looks at `clicked`, which Segue keeps itself, and with the")


def test_journeys_run_on_duckdb(both: Twins) -> None:
    said = both.on_spark("run", "--apply", "--from", "2026-01-01").sentence
    assert said.startswith("with the engine `spark`, Segue counts segments and checks data;")


def findings(done: Typed) -> list[dict[str, Any]]:
    assert done.code == 1, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["data"]
    return found


@pytest.mark.long
def test_the_same_findings(both: Twins, tmp_path: Path) -> None:
    folder = Path(copytree(both.duckdb, tmp_path / "shop"))
    for name, rows in SPOILED.items():
        path = folder / "data" / name
        width = path.read_text(encoding="utf-8").splitlines()[0].count(",")
        fitting = [row for row in rows if row.count(",") == width]
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join(fitting) + "\n")
    spoiled = twin(folder)
    words = ("check", "--data", "--output", "json")
    right = findings(spoiled.on_duckdb(*words))
    assert findings(spoiled.on_spark(*words)) == right
    assert len(right) > 8
    count = ("count", "kinds", "--at", "2026-03-05", "--show", 1000)
    assert spoiled.on_spark(*count).out == spoiled.on_duckdb(*count).out


def test_parquet_and_sql(both: Twins, tmp_path: Path) -> None:
    folder = Path(copytree(both.spark, tmp_path / "shop"))
    orders = folder / "data" / "orders.csv"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT * REPLACE (ordered_at::TIMESTAMP AS ordered_at, amount::FLOAT AS amount) "
            f"FROM read_csv('{orders}', all_varchar = true)) TO '{folder}/data/orders.parquet'"
        )
    settings = folder / "segue.toml"
    replaced(settings, "data/orders.csv", "data/orders.parquet")
    made = Twins(both.duckdb, folder)
    words = ("count", "spenders", "--at", AT, "--show", 1000)
    assert made.on_spark(*words).out == both.on_duckdb(*words).out
    (folder / "orders.sql").write_text(f"SELECT * FROM parquet.`{folder}/data/orders.parquet`; --")
    replaced(settings, 'file = "data/orders.parquet"', 'sql = "orders.sql"')
    assert made.on_spark(*words).out == both.on_duckdb(*words).out
    (folder / "orders.sql").write_text("DROP TABLE orders")
    assert "holds one SELECT and nothing else" in made.on_spark(*words).sentence
    replaced(settings, 'sql = "orders.sql"', 'table = "shop.orders"')
    said = made.on_spark(*words).sentence
    assert said.startswith("event purchase: table `shop.orders` (shop.orders): The table or view")
    replaced(settings, 'table = "shop.orders"', 'file = "data/order.csv"')
    assert "there is no such file" in made.on_spark(*words).sentence
