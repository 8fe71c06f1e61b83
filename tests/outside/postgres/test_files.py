"""Over a store in PostgreSQL, tables of the shop may be files: what is decided is what is decided
over the same files by DuckDB."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import duckdb
import psycopg
import pytest

from tests.outside.command.typed import FROM, outside, replaced
from tests.outside.postgres.shops import Shops, load

ENDS = ("2026-02-01", "2026-02-15", "2026-03-01")
AT = ("--at", "2026-03-01")


@pytest.fixture
def shop(server: str, tmp_path: Path) -> Shops:
    """Carts in Parquet, orders in the database, all else in CSV."""
    assert outside(tmp_path, "init", "shop").code == 0
    files = tmp_path / "shop"
    carts = f"FROM read_csv('{files}/data/carts.csv', all_varchar = true)"
    duckdb.sql(f"COPY (SELECT * REPLACE (added_at::TIMESTAMP AS added_at) {carts})"
               f" TO '{files}/data/carts.parquet'")  # fmt: skip
    replaced(files / "segue.toml", "data/carts.csv", "data/carts.parquet")
    database = Path(copytree(files, tmp_path / "in postgres"))
    schema = f"files_{tmp_path.name}".replace("-", "_").lower()
    engine = f'kind = "postgres"\nurl = "$SEGUE_DATABASE"\nstore = "{schema}_store"\n\n'
    settings = (database / "segue.toml").read_text("utf-8")
    settings = re.sub(r"(?s)(\[engine\]\n).*?(?=# Where)", rf"\1{engine}", settings)
    settings = settings.replace('file = "data/orders.csv"', f'table = "{schema}.orders"')
    (database / "segue.toml").write_text(settings, "utf-8")
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f'CREATE SCHEMA "{schema}"'.encode())
        load(session, files / "data/orders.csv", schema, text=False)
    return Shops(files, database, server)


def test_the_same_happens_as_over_files_alone(shop: Shops) -> None:
    for end in ENDS:
        for each in (shop.on_files, shop.outside):
            done = each("run", "--apply", "--from", FROM, "--until", end)
            assert done.code == 0, done.err
        journals = [each("journal", "--json").out for each in (shop.on_files, shop.on_database)]
        assert journals[0] == journals[1] != ""
        _late(shop, end)
    for words in (("status",), ("report",), ("explain", "1134"), ("count", "sleeping", *AT),
                  ("count", "buyer", *AT, "--show", 50), ("count", "curious", *AT),
                  ("dry-run", "--from", FROM, "--until", ENDS[0])):  # fmt: skip
        files, database = shop.on_files(*words), shop.on_database(*words)
        assert (database.code, database.out) == (files.code, files.out), words
    assert shop.on_database("count", "buyer", "--explain").code == 0
    with psycopg.connect(shop.address) as session:
        schema = (shop.database / "segue.toml").read_text("utf-8").split('store = "')[1]
        store = schema.split('"')[0]
        query = f"SELECT id FROM \"{store}\".event_cart_add WHERE id LIKE 'late-%' ORDER BY 1"
        late = session.execute(query.encode()).fetchall()
    assert late == [(f"late-{end}",) for end in ENDS[:2]]


def _late(shop: Shops, end: str) -> None:
    """A cart of two hours before that comes in only now, in a file that is written anew."""
    for folder in (shop.files, shop.database):
        path = folder / "data/carts.parquet"
        duckdb.sql(
            f"CREATE OR REPLACE TABLE carts AS FROM read_parquet('{path}');"
            f"INSERT INTO carts BY NAME SELECT * REPLACE ("
            f"TIMESTAMP '{end}' - INTERVAL 2 HOUR AS added_at, 'late-{end}' AS event_id)"
            f" FROM carts ORDER BY ALL LIMIT 1; COPY carts TO '{path}'"
        )


def test_a_file_that_is_not_there_is_named(shop: Shops) -> None:
    (shop.database / "data/visits.csv").unlink()
    for words in (("run", "--apply", "--from", FROM, "--until", ENDS[0]), ("count", "curious")):
        assert "there is no such file" in shop.on_database(*words).sentence


def test_the_data_are_checked(shop: Shops) -> None:
    assert shop.on_database("check", "--data").code == shop.on_files("check", "--data").code
    for folder in (shop.files, shop.database):
        with (folder / "data/visits.csv").open("a", encoding="utf-8") as file:
            width = (folder / "data/visits.csv").read_text("utf-8").split("\n")[0].count(",")
            file.write("nobody" + "," * width + "\n")
    files, database = shop.on_files("check", "--data"), shop.on_database("check", "--data")
    assert database.code == files.code == 1 and "without `" in database.out
