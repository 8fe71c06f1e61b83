"""The shop of `shop_data` with all that segments can look at, as tables of DuckDB and PostgreSQL.

Customers get a telephone, a birthday and a clock; purchases a category, cart additions a product;
a fifth of the customers has bookings, and a hundredth is on a list. All of it follows from the ids.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import psycopg

TABLES = {
    "shop.customers": """
select customer_id, city, email,
       '010-' || cast(1000 + hash(customer_id, 1) % 9000 as varchar) || '-'
       || right(cast(10000 + hash(customer_id, 2) % 10000 as varchar), 3 + customer_id % 2)
       as phone,
       signed_up_at,
       case customer_id % 10 when 0 then 'America/New_York' when 1 then 'Europe/Berlin'
            when 2 then null else timezone end as timezone,
       date '1960-01-01' + cast(hash(customer_id, 3) % 18000 as integer) as birthday,
       hash(customer_id, 4) % 3 > 0 as wants_email
from read_parquet('{folder}/customers.parquet')
""",
    "shop.page_views": """
select 'e' || event_id as event_id, customer_id, at_time
from read_parquet('{folder}/events.parquet') where kind = 'page_view'
""",
    "shop.cart_adds": """
select 'e' || event_id as event_id, customer_id, at_time,
       'p' || hash(event_id, 5) % 1000 as product, amount as total
from read_parquet('{folder}/events.parquet') where kind = 'cart_add'
""",
    "shop.orders": """
select 'e' || event_id as order_id, customer_id, at_time, amount,
       ['tea', 'cups', 'pots', 'sweets', 'books'][1 + cast(hash(event_id, 6) % 5 as integer)]
       as category
from read_parquet('{folder}/events.parquet') where kind = 'purchase'
""",
    "shop.bookings": """
select 'b' || customer_id || '-' || n as booking_id, customer_id,
       if(hash(customer_id, n, 7) % 4 = 0, 'cancelled', 'booked') as state,
       timestamp '2026-01-10' + to_hours(cast(hash(customer_id, n, 8) % 1500 as integer)) as starts
from read_parquet('{folder}/customers.parquet'), range(2) t(n)
where customer_id % 5 = 0
""",
    "vip.csv": """
select customer_id from read_parquet('{folder}/customers.parquet')
where hash(customer_id, 9) % 100 = 0
""",
}
"""Each table with its SELECT over the files of `shop_data`. The last one stands for the list."""

COLUMNS = {
    "shop.customers": """customer_id bigint primary key, city text, email text, phone text,
signed_up_at timestamp, timezone text, birthday date, wants_email boolean""",
    "shop.page_views": "event_id text, customer_id bigint, at_time timestamp",
    "shop.cart_adds": """event_id text, customer_id bigint, at_time timestamp, product text,
total numeric(18, 4)""",
    "shop.orders": """order_id text, customer_id bigint, at_time timestamp, amount numeric(18, 4),
category text""",
    "shop.bookings": """booking_id text primary key, customer_id bigint, state text,
starts timestamp""",
    "vip.csv": "customer_id bigint primary key",
}

INDEXES = (
    "create index on shop.page_views (customer_id)",
    "create index on shop.cart_adds (customer_id)",
    "create index on shop.orders (customer_id)",
    "create index on shop.bookings (customer_id)",
)
"""What a shop's database has anyway: its foreign keys."""


SERVER = "-c shared_buffers=2GB -c work_mem=256MB -c max_wal_size=8GB -c synchronous_commit=off"
"""Room to work in memory, as a database of this size is given."""


def in_duckdb(folder: Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """The tables of the shop in `folder`, in memory."""
    connection = duckdb.connect(config={"threads": threads} if threads else {})
    connection.execute("create schema shop")
    for name, select in TABLES.items():
        connection.execute(f"create table {quoted(name)} as {select.format(folder=folder)}")
    return connection


def in_postgres(folder: Path, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Copies the tables of the shop in `folder` into the database, with indexes and statistics."""
    connection.execute("create schema shop")
    with tempfile.TemporaryDirectory(prefix="segue-who-") as name:
        for table, select in TABLES.items():
            connection.execute(f"create table {quoted(table)} ({COLUMNS[table]})")
            file = Path(name) / "rows.csv"
            rows = select.format(folder=folder)
            duckdb.connect().execute(f"copy ({rows}) to '{file}' (format csv, header false)")
            _copy(connection, table, file)
    for index in INDEXES:
        connection.execute(index)
    connection.execute("vacuum analyze")


def _copy(connection: psycopg.Connection[tuple[Any, ...]], table: str, file: Path) -> None:
    with (
        file.open("rb") as rows,
        connection.cursor() as cursor,
        cursor.copy(f"copy {quoted(table)} from stdin (format csv)") as copy,
    ):
        while part := rows.read(1 << 20):
            copy.write(part)


def quoted(table: str) -> str:
    """A schema and a table; the list's file is a table by its whole name."""
    parts = table.split(".") if table.startswith("shop.") else [table]
    return ".".join(f'"{part}"' for part in parts)
