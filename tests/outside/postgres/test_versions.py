"""A row per version of a customer: a PostgreSQL tells who DuckDB tells, at any instant."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import psycopg

from compiler.sql.probe import Inline
from compiler.sql.queries import Key, segment_query
from runtime.sources.duckdb import DuckReader
from runtime.sources.postgres import PostgresReader
from runtime.sources.tables import tables_of
from tests.recording.test_versions import MONDAY, SETTINGS, Shop, random_rows


def test_the_same_versions(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE shop_customers "
            "(id VARCHAR, valid_from TIMESTAMP, city VARCHAR, note VARCHAR)"
        )
        for seed in range(5):
            rows = random_rows(random.Random(seed))
            rows += [(key, when, city, note.upper()) for key, when, city, note in rows[:4]]
            shop = Shop(rows)
            connection.execute("DELETE FROM shop_customers")
            with connection.cursor() as cursor:
                cursor.executemany("INSERT INTO shop_customers VALUES (%s, %s, %s, %s)", rows)
            reader = PostgresReader(connection, Path())
            tables = tables_of(reader, shop.project, SETTINGS)
            for hour in (-20, 0, 13, 40):
                at = MONDAY + timedelta(hours=hour)
                asked = [
                    segment_query(shop.project, "in_seoul", at, each, Inline(at, {}), Key.SHOW)
                    for each in (tables, shop.sources)
                ]
                duck = DuckReader(shop.connection, Path())
                assert list(reader.rows(asked[0])) == list(duck.rows(asked[1]))
