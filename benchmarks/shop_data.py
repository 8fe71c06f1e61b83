"""The measured shop: customers and their events, over 44 days or longer, as Parquet files.

55% page views, 25% cart additions, 20% purchases, spread evenly over customers and time, in the
order of time, no two at one instant. Made once per size and kept.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

START = "2026-01-01"
DAYS = 44


def shop(folder: Path, customers: int, events: int) -> Path:
    """The folder with customers.parquet and events.parquet of that size; made where missing."""
    target = folder / f"shop-{customers}-{events}"
    if (target / "events.parquet").exists():
        return target
    write(target, customers, events, START, DAYS)
    return target


def write(target: Path, customers: int, events: int, start: str, days: int) -> None:
    """Makes the two files in a folder."""
    target.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(_CUSTOMERS.format(customers=customers, target=target))
    gap = days * 86_400_000_000 // events
    connection.execute(
        _EVENTS.format(customers=customers, events=events, gap=gap, target=target, start=start)
    )


_CUSTOMERS = """
copy (
  select i as customer_id,
         ['Seoul', 'Busan', 'Incheon', 'Daegu'][1 + i % 4] as city,
         'c' || i || '@shop.example' as email,
         timestamp '2025-12-20' + to_seconds(cast(hash(i) % 4000000 as bigint)) as signed_up_at,
         'Asia/Seoul' as timezone
  from range({customers}) t(i)
) to '{target}/customers.parquet' (format parquet)
"""

_EVENTS = """
copy (
  select i as event_id,
         cast(hash(i) % {customers} as bigint) as customer_id,
         case when k < 55 then 'page_view' when k < 80 then 'cart_add' else 'purchase' end as kind,
         timestamp '{start}' + to_microseconds(i * {gap}) as at_time,
         cast(5 + hash(i, 2) % 20000 / 100 as decimal(18, 4)) as amount
  from (select i, hash(i, 1) % 100 as k from range({events}) t(i))
  order by i
) to '{target}/events.parquet' (format parquet)
"""
