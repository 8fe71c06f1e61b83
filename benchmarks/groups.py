"""The four kinds of buyers over a shop: the compiled query against one written by hand.

Both run on DuckDB over tables in memory and count the customers of each kind as of an instant at
midnight, behind all events; their results are compared before they are timed.

    python -m benchmarks.groups                       1,000,000 customers, 24,000,000 events
    python -m benchmarks.groups --customers 50000 --events 1200000
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from benchmarks.pairs import timed
from benchmarks.shop_data import shop
from compiler.model.conditions import All, Between, Compare
from compiler.model.declarations import (
    Customers,
    Event,
    Field,
    Group,
    Groups,
    Policy,
    Segment,
    Trait,
)
from compiler.model.project import Project
from compiler.model.values import Aggregate, Const, Occurrences, Population, TraitValue, Type
from compiler.sql import build
from compiler.sql.dialects import emit
from compiler.sql.probe import Inline
from compiler.sql.queries import groups_query
from compiler.sql.tables import Table, Tables

BAR = 1.5
AT = datetime(2026, 2, 14, tzinfo=UTC)

BY_HAND = """
with bought as (
  select customer_id, count(*) as orders, sum(amount) as revenue
  from events
  where kind = 'purchase' and at_time <= timestamp '2026-02-14'
  group by customer_id
), everybody as (
  select coalesce(orders, 0) as orders, coalesce(revenue, 0) as revenue
  from customers left join bought using (customer_id)
), border as (
  select avg(revenue) as revenue from everybody where orders between 1 and 2
)
select case when orders = 0 then 'not_yet'
            when orders <= 2 and e.revenue <= border.revenue then 'new_small'
            when orders <= 2 then 'new_big'
            when e.revenue <= border.revenue then 'often_small'
            else 'loyal' end as "group",
       count(*) as customers
from everybody e cross join border
group by 1
"""


def project() -> Project:
    """The example of the language's own page, as the compiler's front makes it."""
    orders, revenue = TraitValue("orders", Type.NUMBER), TraitValue("revenue", Type.MONEY)
    few = "up_to_two_orders"
    across = Population(
        f"average of revenue across {few}", "average", revenue, few, Type.NUMBER
    )
    small = Compare("<=", revenue, across)
    lines = (
        Group("not_yet", Compare("=", orders, _number(0))),
        Group("new_small", All((Compare("<=", orders, _number(2)), small))),
        Group("new_big", Compare("<=", orders, _number(2))),
        Group("often_small", small),
        Group("loyal", None),
    )
    purchases = Occurrences("purchase")
    amount = Field("amount", Type.MONEY, "amount")
    purchase = Event("purchase", "shop.orders", "customer_id", "at_time", None, None, (amount,))
    return Project(
        customers=Customers("shop.customers", "customer_id", ()),
        policy=Policy("UTC"),
        events={"purchase": purchase},
        traits={
            "orders": Trait("orders", None, Aggregate("count", purchases, None, Type.NUMBER)),
            "revenue": Trait("revenue", None, Aggregate("sum", purchases, "amount", Type.MONEY)),
        },
        segments={few: Segment(few, None, Between(orders, _number(1), _number(2)))},
        groups={"buyer_kind": Groups("buyer_kind", "The four kinds of buyers", lines)},
        populations={across.name: across},
    )


def _number(value: int) -> Const:
    return Const(Decimal(value), Type.NUMBER)


def tables() -> Tables:
    """The shop's own tables, read as they stand; one table holds all kinds of events."""
    kind = build.compare("=", build.column("kind"), build.text("purchase"))
    events = build.select_all("events").where(kind).subquery()
    purchase = Table(
        source=events,
        customer=build.column("customer_id"),
        fields={"amount": build.column("amount")},
        time=build.column("at_time"),
        id=build.column("event_id"),
    )
    customers = Table(build.table("customers"), build.column("customer_id"))
    return Tables(customers, {"purchase": purchase})


def compiled() -> str:
    return emit(groups_query(project(), "buyer_kind", AT, tables(), Inline(AT)), "duckdb")


def load(folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name in ("customers", "events"):
        connection.execute(f"create table {name} as from read_parquet('{folder}/{name}.parquet')")
    return connection


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=1_000_000)
    options.add_argument("--events", type=int, default=24_000_000)
    options.add_argument("--pairs", type=int, default=15)
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "segue-shops")
    options.add_argument("--show", action="store_true", help="print the compiled query")
    chosen = options.parse_args()
    ours = compiled()
    if chosen.show:
        print(ours)
    connection = load(shop(chosen.data, chosen.customers, chosen.events))

    def run(sql: str) -> list[tuple[object, ...]]:
        return sorted(connection.execute(sql).fetchall())

    assert run(ours) == run(BY_HAND), "the two count differently"
    print(f"{chosen.customers:,} customers, {chosen.events:,} events: {run(ours)}")
    found = timed(lambda: run(ours), lambda: run(BY_HAND), chosen.pairs)
    print(found.told("four kinds of buyers", BAR))


if __name__ == "__main__":
    main()
