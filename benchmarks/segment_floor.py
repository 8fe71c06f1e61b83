"""A segment over 10,000,000 customers and 48,000,000 events, against the least that it must do.

Signed up two weeks ago, in Seoul, has not bought for two weeks, and spent no more than those with
one or two orders do on average. The floor is one sum of the amounts by customer over the same
table: whoever asks for revenue has to do that. Both run on DuckDB over tables in memory, in turn.

    python -m benchmarks.segment_floor                10,000,000 customers, 48,000,000 events
    python -m benchmarks.segment_floor --customers 100000 --events 480000
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from benchmarks.groups import load
from benchmarks.pairs import timed
from benchmarks.shop_data import shop
from compiler.check import check
from compiler.model.project import Project
from compiler.sql.declared import declared_tables
from compiler.sql.dialects import emit
from compiler.sql.populations import Inline
from compiler.sql.queries import segment_query
from dsl.parse import parse
from dsl.source import Source

BAR = 1.7
AT = datetime(2026, 2, 14, tzinfo=UTC)
"""A midnight behind all events."""

PROJECT = """\
customers from customers
  key        from customer_id
  city       text
  signed_up  time from signed_up_at

event purchase from purchases
  id        from event_id
  customer  from customer_id
  time      from at_time
  amount    money

trait orders = count of purchase
trait revenue = sum of purchase.amount

segment few_orders
  orders <= 2

segment quiet_in_seoul
  signed_up more than 14 days ago
  no purchase in last 14 days
  city = "Seoul"
  revenue <= average of revenue across few_orders

policy
  timezone "UTC"
"""

BY_HAND = """
with bought as (
  select customer_id, count(*) as orders, sum(amount) as revenue, max(at_time) as latest
  from purchases
  where at_time <= timestamp '2026-02-14'
  group by customer_id
), everybody as (
  select city, signed_up_at, coalesce(orders, 0) as orders, coalesce(revenue, 0) as revenue, latest
  from customers left join bought using (customer_id)
)
select count(*)
from everybody
where signed_up_at <= timestamp '2026-01-31' and city = 'Seoul'
  and coalesce(latest <= timestamp '2026-01-31', true)
  and revenue <= (select avg(revenue) from everybody where orders <= 2)
"""

FLOOR = "select sum(spent) from (select sum(amount) as spent from events group by customer_id)"


def project() -> Project:
    parsed = parse(Source("shop.campaign", PROJECT))
    checked = check([parsed.file], {})
    assert checked.project is not None, checked.diagnostics
    return checked.project


def compiled() -> str:
    made = project()
    query = segment_query(made, "quiet_in_seoul", AT, declared_tables(made), Inline(AT))
    return emit(query, "duckdb")


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """One table holds all kinds of events, as in the trial that the bar comes from."""
    connection = load(folder)
    connection.execute("create view purchases as from events where kind = 'purchase'")
    return connection


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=10_000_000)
    options.add_argument("--events", type=int, default=48_000_000)
    options.add_argument("--pairs", type=int, default=15)
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "segue-shops")
    options.add_argument("--show", action="store_true", help="print the compiled query")
    chosen = options.parse_args()
    ours = compiled()
    if chosen.show:
        print(ours)
    connection = opened(shop(chosen.data, chosen.customers, chosen.events))

    def run(sql: str) -> list[tuple[object, ...]]:
        return connection.execute(sql).fetchall()

    assert run(ours) == run(BY_HAND), "the two count differently"
    print(f"{chosen.customers:,} customers, {chosen.events:,} events: {run(ours)}")
    found = timed(lambda: run(ours), lambda: run(FLOOR), chosen.pairs)
    print(found.told("the segment against the group-by floor", BAR))


if __name__ == "__main__":
    main()
