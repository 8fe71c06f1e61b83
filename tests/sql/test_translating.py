"""The store's statements mean in PostgreSQL what they mean in DuckDB: each is executed on both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import psycopg
import pytest

from compiler.sql.translating.names import LONGEST, named
from runtime.store.connection import Connection
from runtime.store.postgres import PostgresConnection

LONG = "how often somebody came back after what they had bought in the last fourteen days"
TABLES = f"""
CREATE TABLE "rows" ("n" BIGINT, "word" VARCHAR, "at" TIMESTAMP, "list" VARCHAR[]);
CREATE TABLE "others" ("n" BIGINT, "more" DECIMAL(18,4));
CREATE TABLE "{LONG}" ("{LONG} too" VARCHAR);
CREATE TABLE "written" ("text" VARCHAR);
INSERT INTO "written" VALUES
  ('12.34567'), ('x'), ('2026-03-01 10:00:00'), ('soon'), ('77'), ('7x'), ('no');
CREATE TABLE "handovers" ("name" VARCHAR, "attempt" INTEGER);
INSERT INTO "rows" VALUES
  (1, 'a', '2026-03-01 10:00:00.000001', ['x', 'y']), (2, 'B', 'infinity', CAST([] AS VARCHAR[])),
  (3, 'ä', '-infinity', NULL), (4, NULL, NULL, ['z']), (5, 'a', '2026-03-08 00:00:00', ['x']);
INSERT INTO "others" VALUES (1, 1.5), (3, 2.25), (3, -1);
INSERT INTO "{LONG}" VALUES ('kept');
INSERT INTO "handovers" VALUES ('m', 1), ('m', 1);
"""

QUERIES = [
    'SELECT * EXCLUDE ("at", "list") FROM "rows" ORDER BY "n"',
    'SELECT r.* EXCLUDE ("at"), r."n" + 1 AS "next" FROM "rows" AS r ORDER BY r."n"',
    'SELECT * REPLACE ("n" * 2 AS "n") FROM "others" ORDER BY "n", "more"',
    'WITH w AS (SELECT *, 1 AS "one" FROM "others") SELECT * EXCLUDE ("n") FROM w ORDER BY 1',
    'SELECT "n" FROM "rows" ANTI JOIN "others" USING ("n") ORDER BY "n"',
    'SELECT r."n" FROM "rows" AS r SEMI JOIN "others" AS o ON o."n" = r."n" ORDER BY r."n"',
    'SELECT o.* FROM "others" AS o '
    'QUALIFY row_number() OVER (PARTITION BY o."n" ORDER BY o."more") = 1 ORDER BY o."n"',
    'SELECT "n" FROM (SELECT o.* FROM "others" AS o '
    'QUALIFY row_number() OVER (PARTITION BY o."n" ORDER BY o."more" DESC) = 1) ORDER BY "n"',
    'SELECT r.* FROM "rows" AS r '
    'QUALIFY r."n" > 4 OR row_number() OVER (PARTITION BY r."word" ORDER BY r."n") = 2',
    'SELECT "n", count(*) OVER (PARTITION BY "word") FROM "rows" '
    'QUALIFY row_number() OVER (PARTITION BY "word" ORDER BY "n" DESC) = 1 ORDER BY "n"',
    'SELECT "n", "word" FROM "rows" UNION ALL BY NAME SELECT \'w\' AS "word", 9 AS "n" ORDER BY 1',
    'SELECT "word", count(*), max("n") FROM "rows" GROUP BY ALL ORDER BY ALL',
    'SELECT count(*) FILTER ("n" > 2), count(*) FROM "rows"',
    'SELECT "n" FROM "rows" ORDER BY "word", "n"',
    'SELECT "n" FROM "rows" ORDER BY "word" DESC, "n" DESC',
    'SELECT max("word"), min("word") FROM "rows"',
    'SELECT "n", "at" FROM "rows" ORDER BY "n"',
    'SELECT greatest("at", TIMESTAMP \'2026-03-02\') FROM "rows" ORDER BY "n"',
    'SELECT isodow("at"), year("at"), month("at"), day("at"), hour("at") FROM "rows" WHERE "n" = 5',
    'SELECT epoch_us("at") FROM "rows" WHERE "n" = 1',
    'SELECT "at" + to_microseconds("n") FROM "rows" WHERE "n" = 1',
    'SELECT date_trunc(\'day\', "at") + INTERVAL 1 DAY * "n" FROM "rows" WHERE "n" = 1',
    "SELECT strftime(\"at\", '%Y-%m-%d %H:%M:%S.%f UTC') FROM \"rows\" WHERE \"n\" = 1",
    'SELECT list_extract("list", 2), list_position("list", \'y\') FROM "rows" ORDER BY "n"',
    'SELECT list_contains("list", \'x\') FROM "rows" ORDER BY "n"',
    'SELECT list_max([3, "n", 2]) FROM "rows" ORDER BY "n"',
    'SELECT "n", unnest("list") FROM "rows" WHERE "n" < 2 ORDER BY 2',
    'SELECT TRY_CAST("text" AS DECIMAL(18,4)) FROM "written" ORDER BY "text"',
    'SELECT TRY_CAST("text" AS TIMESTAMP) FROM "written" ORDER BY "text"',
    'SELECT TRY_CAST("text" AS BIGINT) FROM "written" WHERE "text" <> \'12.34567\' ORDER BY "text"',
    'SELECT TRY_CAST("text" AS BOOLEAN) FROM "written" WHERE "text" <> \'77\' ORDER BY "text"',
    "SELECT left(sha256('ä'), 12)",
    "SELECT nfc_normalize('a' || chr(776)), strlen('ä'), rtrim('1.500', '0'), lpad('7', 3, '0')",
    "SELECT concat('a', NULL, 1), concat_ws('-', 'a', NULL, 'b'), 'a' || NULL",
    "SELECT ends_with('abc', 'bc'), starts_with('abc', 'b')",
    'WITH s AS (SELECT "n" > 2 AS "of", max({\'n\': "n", \'word\': "word"}) AS "last", '
    'arg_min({\'at\': "at", \'word\': "word"}, "n") AS "first" FROM "rows" GROUP BY 1) '
    'SELECT s."last"."n", "last"."word", s."first"."at" FROM s ORDER BY "of"',
    'SELECT arg_max("word", "n"), arg_min("at", ("word", "n")) FROM "rows"',
    "SELECT string_split('a,b,c', ',')[-1], string_split('a,b,c', ',')[1], contains('abc', 'bc')",
    'SELECT time_bucket(INTERVAL 15 MINUTE, "at") FROM "rows" WHERE "n" IN (1, 5) ORDER BY 1',
    'SELECT "at" + to_seconds("n"::DOUBLE) FROM "rows" WHERE "n" = 1',
    "SELECT substr(md5('exp1:0'), 1, 8)",
    f'SELECT "{LONG} too" FROM "{LONG}"',
    'SELECT count(DISTINCT "word"), sum("n") FROM "rows"',
    'SELECT count(DISTINCT r."word") FILTER (r."n" > 1 OR r."n" = 0), count(*) FROM "rows" AS r',
    'SELECT "n" > 2, count(DISTINCT "word") FROM "rows" GROUP BY 1 ORDER BY 1',
    'SELECT "name" FROM "handovers" QUALIFY row_number() OVER (ORDER BY rowid DESC) = 1',
    'SELECT lag("n") OVER (ORDER BY "n"), lead("n", 1, 0) OVER (ORDER BY "n") FROM "rows"',
]


@pytest.fixture(scope="module")
def stores(cluster: str) -> Iterator[tuple[Connection, Connection]]:
    session = psycopg.connect(cluster, autocommit=True)
    session.execute("CREATE SCHEMA translating")
    duck, postgres = duckdb.connect(), PostgresConnection(session, "translating")
    for store in (duck, postgres):
        for statement in TABLES.strip().split(";")[:-1]:
            store.execute(statement)
    yield duck, postgres
    postgres.close()


Stores = tuple[Connection, Connection]


@pytest.mark.parametrize("query", QUERIES)
def test_queries_give_the_same(stores: Stores, query: str) -> None:
    duck, postgres = (store.execute(query).fetchall() for store in stores)
    assert postgres == duck


@pytest.mark.parametrize("value", [
    "it's", "", None, 7, -(2**63), 2**63 - 1, True, datetime(2026, 3, 1, 10, 0, 0, 5),
    ["a", None], [], [1, 2], [datetime(2026, 3, 1)],
])  # fmt: skip
def test_parameters_give_the_same(stores: Stores, value: object) -> None:
    kind = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", datetime: "TIMESTAMP"}
    if isinstance(value, list):
        of = next((type(each) for each in value if each is not None), str)
        query = f"SELECT unnest(CAST($value AS {kind[of]}[]))"
    else:
        query = f"SELECT CAST($value AS {kind.get(type(value), 'VARCHAR')})"
    duck, postgres = (store.execute(query, {"value": value}).fetchall() for store in stores)
    assert postgres == duck


def test_marks_are_parameters_but_in_text_and_names(stores: Stores) -> None:
    query = """SELECT ?, '?' AS "?", $2 -- ?"""
    for store in stores:
        assert store.execute("SELECT ?, '?', ?", [1, 2]).fetchall() == [(1, "?", 2)]
    assert stores[1].execute(query, [1, 2]).fetchall() == [(1, "?", 2)]


def test_a_dollar_does_not_begin_a_text(stores: Stores) -> None:
    query = """SELECT count(*) FROM "rows" WHERE "n" = $1 AND "word" <> ''
               AND "word" = 'a'"""
    for store in stores:
        assert store.execute(query, [1]).fetchall() == [(1,)]


def test_statements_tell_how_many_rows_they_changed(stores: Stores) -> None:
    for store in stores:
        made = 'CREATE OR REPLACE TEMP TABLE "made" AS SELECT "n", "word" FROM "rows"'
        assert _number(store, made) == _number(store, made) == 5
        again = 'CREATE OR REPLACE TEMP TABLE "made" AS SELECT * FROM "made" WHERE "n" < 4'
        assert _number(store, again) == 3
        assert _number(store, 'INSERT INTO "made" BY NAME SELECT \'w\' AS "word", 9 AS "n"') == 1
        assert _number(store, 'DELETE FROM "made" WHERE rowid IN (SELECT rowid FROM "made")') == 4


def test_a_table_that_is_made_again_is_what_it_is_made_to_be(stores: Stores) -> None:
    again = 'CREATE OR REPLACE TEMP TABLE "again" AS SELECT "n", $of AS "of" FROM "rows" {where}'
    for store in stores:
        for of in (1, 3_000_000_000, 2):
            store.execute(again.format(where='WHERE "n" > 2'), {"of": of})
            found = store.execute('SELECT * FROM "again" ORDER BY 1').fetchall()
            assert found == [(3, of), (4, of), (5, of)]
        assert _number(store, again.format(where="").replace("$of", "1")) == 5
        store.execute("DROP TABLE \"again\"")
        store.execute(again.format(where='WHERE "n" > 2'), {"of": 4})
        store.begin()
        store.execute("DROP TABLE \"again\"")
        store.execute(again.format(where='WHERE "n" > 4'), {"of": 5})
        store.rollback()
        store.execute(again.format(where='WHERE "n" > 4'), {"of": 6})
        assert store.execute('SELECT * FROM "again"').fetchall() == [(5, 6)]


def test_what_hangs_on_columns_follows_them(stores: Stores) -> None:
    for store in stores:
        store.execute('CREATE TABLE "growing" ("a" BIGINT, "b" BIGINT)')
        store.execute('INSERT INTO "growing" VALUES (1, 2)')
        assert store.execute('SELECT * EXCLUDE ("b") FROM "growing"').fetchall() == [(1,)]
        store.execute('ALTER TABLE "growing" ADD COLUMN "c" BIGINT')
        assert store.execute('SELECT * EXCLUDE ("b") FROM "growing"').fetchall() == [(1, None)]


def test_long_names_are_marked_by_a_hash() -> None:
    assert named("short") == "short"
    assert len(named(LONG).encode()) <= LONGEST and named(LONG) != named(LONG + "s")
    assert len(named("ä" * 40).encode()) <= LONGEST


def _number(store: Connection, statement: str) -> Any:
    row = store.execute(statement).fetchone()
    assert row is not None
    return row[0]
