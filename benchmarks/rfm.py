"""RFM of 1,000,000 customers with 20,000,000 orders: `score` against pandas and SQL by hand.

How many customers have each of the 125 scores, by all three ways, which must agree; then Segue and
each of the two run in turn. DuckDB has its tables, pandas its frames in memory. pandas is in the
extra `bench`: pip install ".[bench]".

    python -m benchmarks.rfm                          1,000,000 customers, 20,000,000 orders
    python -m benchmarks.rfm --customers 50000 --orders 1000000
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from benchmarks.pairs import timed
from compiler.check import check
from compiler.model.project import Project
from compiler.model.values import TraitValue, Type
from compiler.sql.declared import declared_tables
from compiler.sql.dialects import emit
from compiler.sql.frames import Everybody
from compiler.sql.populations import Inline
from compiler.sql.probe import probe
from dsl.parse import parse
from dsl.source import Source

if TYPE_CHECKING:
    import pandas as pd

PANDAS_BAR, HAND_BAR = 1.0, 1.3
AT = datetime(2026, 2, 14, tzinfo=UTC)
"""A midnight behind all orders."""

PROJECT = """\
customers from customers
  key  from customer_id

event purchase from orders
  id        from order_id
  customer  from customer_id
  time      from at_time
  amount    money

trait orders = count of purchase
trait revenue = sum of purchase.amount

score rfm
  recency    last purchase, 1 to 5
  frequency  orders, 1 to 5
  monetary   revenue, 1 to 5

policy
  timezone "UTC"
"""

Counts = dict[str, int]


DATA = """
create table customers as select i as customer_id from range({customers}) t(i);
create table orders as
select i as order_id, cast(hash(i) % {customers} as bigint) as customer_id,
       timestamp '2025-02-14' + to_microseconds(i * {gap}) as at_time,
       cast(5 + hash(i, 2) % 20000 / 100 as decimal(18, 4)) as amount
from range({orders}) t(i)
"""

YEAR = 365 * 86_400_000_000

BY_HAND = """
with bought as (
  select customer_id, max(at_time) as latest, count(*) as orders, sum(amount) as revenue
  from orders join customers using (customer_id)
  where at_time <= timestamp '2026-02-14'
  group by customer_id
), placed as (
  select rank() over (order by latest) as r, rank() over (order by orders) as f,
         rank() over (order by revenue) as m, count(*) over () as people
  from bought
)
select (5 * r - 5) // people + 1 || '-' || (5 * f - 5) // people + 1 || '-'
       || (5 * m - 5) // people + 1 as score,
       count(*) as customers
from placed
group by score
"""
"""The score of each rank at once: as of a midnight, those ranked and those scored are the same."""


def project() -> Project:
    parsed = parse(Source("shop.campaign", PROJECT))
    checked = check([parsed.file], {})
    assert checked.project is not None, checked.diagnostics
    return checked.project


def compiled() -> str:
    made = project()
    score = {"score": TraitValue("rfm", Type.TEXT)}
    query = probe(made, score, Everybody(AT), declared_tables(made), Inline(AT))
    return (
        f"select score, count(*) as customers\nfrom (\n{emit(query, 'duckdb')}\n) as scores\n"
        "where score is not null group by score"
    )


def by_pandas(orders: pd.DataFrame, customers: pd.DataFrame) -> Counts:
    """The same in pandas: equal values share a score."""
    seen = orders[orders["at_time"] <= AT.replace(tzinfo=None)]
    bought = seen.groupby("customer_id").agg(
        latest=("at_time", "max"), orders=("amount", "size"), revenue=("amount", "sum")
    )
    bought = bought[bought.index.isin(customers["customer_id"])]
    scores = [
        ((bought[part].rank(method="min").astype("int64") - 1) * 5 // len(bought) + 1).astype(str)
        for part in ("latest", "orders", "revenue")
    ]
    counted = (scores[0] + "-" + scores[1] + "-" + scores[2]).value_counts()
    return dict(zip(counted.index, counted, strict=True))


def frames(connection: duckdb.DuckDBPyConnection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Money as whole cents, which pandas adds exactly and fast."""
    orders = connection.execute(
        "select customer_id, at_time, cast(amount * 100 as bigint) as amount from orders"
    ).df()
    return orders, connection.execute("select * from customers").df()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=1_000_000)
    options.add_argument("--orders", type=int, default=20_000_000)
    options.add_argument("--pairs", type=int, default=15)
    options.add_argument("--show", action="store_true", help="print the compiled query")
    chosen = options.parse_args()
    connection, ours = duckdb.connect(), compiled()
    if chosen.show:
        print(ours)
    gap = YEAR // chosen.orders
    connection.execute(DATA.format(customers=chosen.customers, orders=chosen.orders, gap=gap))
    orders, customers = frames(connection)

    def run(sql: str) -> Counts:
        return dict(connection.execute(sql).fetchall())

    found = run(ours)
    assert found == run(BY_HAND), "SQL by hand counts differently"
    assert found == by_pandas(orders, customers), "pandas counts differently"
    size = f"{chosen.customers:,} customers, {chosen.orders:,} orders"
    print(f"{size}: {len(found)} scores of {sum(found.values()):,} customers")
    by_hand = timed(lambda: run(ours), lambda: run(BY_HAND), chosen.pairs)
    print(by_hand.told("RFM against SQL by hand", HAND_BAR), flush=True)
    pandas = timed(lambda: run(ours), lambda: by_pandas(orders, customers), chosen.pairs)
    print(pandas.told("RFM against pandas", PANDAS_BAR))


if __name__ == "__main__":
    main()
