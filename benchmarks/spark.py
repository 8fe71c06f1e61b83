"""Groups of buyers counted by Spark: a standalone cluster of two workers on loopback, a core each,
against one process with one core, and against DuckDB with one thread.

All read the same Parquet files and must give the same counts. Sessions stand before anything is
timed, and the first count of each is told apart: it compiles. Spark allows one driver a process, so
that the runs are behind one another and not in turn; read the times as such.

    python -m benchmarks.spark                        1,000,000 customers, 24,000,000 events
    python -m benchmarks.spark --customers 50000 --events 1200000 --counts 3
"""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.shop_data import shop
from runtime.asking.counting import Counting
from runtime.asking.data import asked
from tests.outside.spark.cluster import HOST, standalone

AT = datetime(2026, 2, 10, tzinfo=UTC)

CAMPAIGN = """\
customers from shop.customers
  key        from customer_id
  city       text

policy
  timezone  "Asia/Seoul"

event purchase from shop.orders
  customer  from customer_id
  id        from event_id
  time      from at_time
  amount    money

trait orders  = count of purchase
trait revenue = sum of purchase.amount in last 30 days

groups buyers
  best       when orders >= 6 and revenue > average of revenue across everyone
  regular    when orders >= 4
  sleeping   when has purchase and no purchase in last 14 days
  others     otherwise
"""

SETTINGS = """\
[project]
name = "spark"

[engine]
{engine}

[tables]
"shop.customers" = "{data}/customers.parquet"
"shop.orders" = "orders.sql"
"""

ORDERS = "SELECT event_id, customer_id, at_time, amount FROM {source} WHERE kind = 'purchase'"


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--customers", type=int, default=1_000_000)
    words.add_argument("--events", type=int, default=24_000_000)
    words.add_argument("--counts", type=int, default=5)
    given = words.parse_args()
    os.environ["SPARK_LOCAL_IP"] = HOST
    data = shop(Path(tempfile.gettempdir()) / "segue-bench", given.customers, given.events)
    found = [_timed(data, "DuckDB, one thread", 'kind = "duckdb"\nthreads = 1', given.counts)]
    found.append(_on_spark(data, "Spark, one process, one core", "local[1]", given.counts))
    with standalone(2, memory="2g") as address:
        found.append(_on_spark(data, "Spark, two workers, one core each", address, given.counts))
    assert all(counts == found[0] for counts in found), found
    print("all alike: " + ", ".join(f"{name} {count:,}" for name, count in found[0]))


def _on_spark(data: Path, name: str, url: str, counts: int) -> list[tuple[str, int]]:
    return _timed(data, name, f'kind = "spark"\nurl = "{url}"', counts)


def _timed(data: Path, name: str, engine: str, counts: int) -> list[tuple[str, int]]:
    events = f"{data}/events.parquet"
    source = f"'{events}'" if "duckdb" in engine else f"parquet.`{events}`"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "shop.campaign").write_text(CAMPAIGN)
        (root / "segue.toml").write_text(SETTINGS.format(engine=engine, data=data))
        (root / "orders.sql").write_text(ORDERS.format(source=source))
        begun = perf_counter()
        with asked(root) as opened:
            counting = Counting(opened, "buyers", AT)
            stood, seconds = perf_counter() - begun, []
            for _ in range(counts + 1):
                start = perf_counter()
                found = counting.counted()
                seconds.append(perf_counter() - start)
    first, *others = seconds
    print(
        f"{name}: {median(others):.2f} s a count (median of {counts}, {min(others):.2f} to "
        f"{max(others):.2f}); the first {first:.2f} s, the session and its tables {stood:.2f} s",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
