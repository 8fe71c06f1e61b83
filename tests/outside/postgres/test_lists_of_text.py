"""Lists of text in a PostgreSQL and in files: what is counted and what is found is the same."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg

from tests.outside.command.typed import Typed, segue

CAMPAIGN = """\
customers from shop.customers
  key      from id
  city     text
  colours  list of text
  labels   list of text

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at
  tags      list of text

segment likes_red
  colours contains "red"

segment no_sale
  not (labels contains "sale")

segment bought_shoes
  has purchase where tags contains "shoes" and customer.colours contains customer.city

segment listed
  colours is known
"""
FILES = """\
[project]
name = "lists"

[tables]
"shop.customers" = { file = "customers.csv" }
"shop.orders" = { file = "orders.csv" }
"""
DATABASE = """\
[project]
name = "lists"

[engine]
kind = "postgres"
url = "$SEGUE_DATABASE"

[tables]
"shop.customers" = { table = "listing.customers" }
"shop.orders" = { table = "listing.orders" }
"""
CUSTOMERS = """\
id,city,colours,labels
a,red,"[""red"", ""e\\u0301""]","[""sale"", null]"
b,Seoul,[],"[""sale""]"
c,Seoul,,red
d,Seoul,"[""dark red""]",[1]
"""
ORDERS = """\
customer_id,ordered_at,tags
a,2026-03-01 10:00,"[""shoes"", ""socks""]"
a,2026-03-01 10:00,"[""shoes"", ""socks""]"
b,2026-03-01 10:00,"[""shoelaces""]"
c,2026-03-01 10:00,shoes
"""
TABLES = """
CREATE SCHEMA listing;
CREATE TABLE listing.customers (id text, city text, colours text[], labels text);
INSERT INTO listing.customers VALUES
  ('a', 'red', ARRAY['red', E'e\\u0301'], '["sale", null]'), ('b', 'Seoul', '{}', '["sale"]'),
  ('c', 'Seoul', NULL, 'red'), ('d', 'Seoul', '{dark red}', '[1]');
CREATE TABLE listing.orders (customer_id text, ordered_at timestamp, tags jsonb);
INSERT INTO listing.orders VALUES
  ('a', '2026-03-01 10:00', '["shoes", "socks"]'), ('a', '2026-03-01 10:00', '["shoes", "socks"]'),
  ('b', '2026-03-01 10:00', '["shoelaces"]'), ('c', '2026-03-01 10:00', '"shoes"');
"""
SEGMENTS = {"likes_red": ["a"], "no_sale": ["c", "d"], "bought_shoes": ["a"],
            "listed": ["a", "b", "d"]}  # fmt: skip


def project(folder: Path, settings: str) -> Path:
    folder.mkdir()
    (folder / "shop.campaign").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "segue.toml").write_text(settings, encoding="utf-8")
    return folder


def in_files(folder: Path) -> Path:
    made = project(folder, FILES)
    (made / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (made / "orders.csv").write_text(ORDERS, encoding="utf-8")
    return made


def titles(done: Typed) -> list[str]:
    found: list[dict[str, Any]] = json.loads(done.out)["data"]
    return [f"{one['what']}: {one['title']}" for one in found]


UNFIT = [
    "customers: 2 rows with a `labels` that is not a list of texts",
    "event purchase: 1 row with a `tags` that is not a list of texts",
]


def members(folder: Path, name: str) -> list[str]:
    done = segue(folder, "count", name, "--at", "2026-03-02", "--show", 10)
    assert done.code == 0, done.err
    return sorted(line.strip() for line in done.out.splitlines() if len(line.strip()) == 1)


def test_files_and_database(server: str, tmp_path: Path) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(TABLES)
    words = ("check", "--data", "--output", "json")
    files, database = in_files(tmp_path / "files"), project(tmp_path / "database", DATABASE)
    assert {name: members(files, name) for name in SEGMENTS} == SEGMENTS
    assert titles(segue(files, *words)) == UNFIT
    with patch.dict(os.environ, {"SEGUE_DATABASE": server}):
        assert {name: members(database, name) for name in SEGMENTS} == SEGMENTS
        found = titles(segue(database, *words))
    assert found == ["customers: 1 row with a `colours` not in NFC", *UNFIT]
