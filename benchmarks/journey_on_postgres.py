"""The measured journey over tables of a PostgreSQL: Segue's store in a schema beside them, against
the script by hand for PostgreSQL. Each run has a server of its own, which is filled before its time
begins; its memory is that of the process alone, not of the server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import duckdb
import psycopg

from benchmarks import journey_by_hand_postgres
from benchmarks.journey_run import (
    BEGINNING,
    COUNTS_BY_HAND,
    PROJECT,
    Run,
    peak,
    rehearsed,
)
from benchmarks.shop_data import DAYS
from tests.sql.postgres import cluster

SERVER = (
    "-c shared_buffers=3GB -c work_mem=256MB -c maintenance_work_mem=512MB -c max_wal_size=8GB "
    "-c effective_cache_size=12GB -c fsync=on -c synchronous_commit=on"
)
TABLES = (
    "create schema shop",
    "create table shop.customers (customer_id bigint, email text)",
    "create table shop.events (event_id bigint, customer_id bigint, kind text, at_time timestamp)",
)
READY = (
    "create index on shop.events (at_time)",
    "vacuum analyze shop.events",
    "vacuum analyze shop.customers",
)
SETTINGS = """
[engine]
kind = "postgres"
url = "$SEGUE_DATABASE"
"""
KIND = "select event_id, customer_id, at_time from shop.events where kind = '{kind}'"


def by_segue(folder: Path, data: Path) -> Run:
    with server(folder, data) as address:
        start = perf_counter()
        shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
        settings = (PROJECT / "segue.toml").read_text(encoding="utf-8")
        settings = settings.replace('"data/customers.parquet"', '{ table = "shop.customers" }')
        (folder / "segue.toml").write_text(settings + SETTINGS, encoding="utf-8")
        for kind in ("cart_add", "purchase"):
            (folder / f"{kind}s.sql").write_text(KIND.format(kind=kind), encoding="utf-8")
        os.environ["SEGUE_DATABASE"] = address
        return rehearsed(folder, start)


def by_hand(folder: Path, data: Path) -> Run:
    with server(folder, data) as address:
        start = perf_counter()
        journey_by_hand_postgres.run(address, BEGINNING, DAYS)
        seconds, memory = perf_counter() - start, peak()
        counts = journey_by_hand_postgres.counted(address, COUNTS_BY_HAND)
    return Run(seconds, memory, sum(counts.values()), counts)


@contextmanager
def server(folder: Path, data: Path) -> Iterator[str]:
    """With the shop's tables, as an engineer would have them."""
    with cluster(SERVER) as address:
        with psycopg.connect(address, autocommit=True) as session:
            for statement in TABLES:
                session.execute(statement)
            _fill(session, folder, data / "customers.parquet", "customers", "customer_id, email")
            columns = "event_id, customer_id, kind, at_time"
            _fill(session, folder, data / "events.parquet", "events", columns)
            for statement in READY:
                session.execute(statement)
        yield address


def _fill(
    session: psycopg.Connection[tuple[object, ...]],
    folder: Path, source: Path, table: str, columns: str,
) -> None:  # fmt: skip
    text = folder / f"{table}.csv"
    rows = f"select {columns} from '{source}'"
    duckdb.execute("set enable_progress_bar = false")
    duckdb.execute(f"copy ({rows}) to '{text}' (format csv, header false)")
    with (
        text.open("rb") as lines,
        session.cursor() as cursor,
        cursor.copy(f"copy shop.{table} from stdin (format csv)".encode()) as copying,
    ):
        while part := lines.read(1 << 20):
            copying.write(part)
    text.unlink()
