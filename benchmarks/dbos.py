"""The measured journey as durable workflows of DBOS, beside Segue on the same kind of PostgreSQL.

DBOS is a library for programs that survive crashes: one workflow per customer, each step of which
is recorded before the next one begins. It knows no segments, caps or hold-outs, and takes customers
one by one; so this shows what a good general tool gives, and is no bar. Its waits are recorded and
take no time; a journey is over as soon as its steps are.

    python -m benchmarks.dbos                 50,000 customers with Segue, 5,000 of them with DBOS
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import threading
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from dbos import DBOS, DBOSConfig

from benchmarks.journey_on_postgres import by_segue, server
from benchmarks.journey_run import BEGINNING, Run, alone
from benchmarks.shop_data import DAYS, shop

AT_ONCE = 32
"""Workflows at once."""
ENTERED = "entered "
"""As the journey's counts call it."""
END = BEGINNING + timedelta(days=DAYS)

FIRST = """
select distinct on (customer_id) customer_id, at_time from shop.events
where kind = 'cart_add' and at_time < %s order by customer_id, at_time limit %s
"""
BOUGHT = """
select exists (
  select from shop.events
  where customer_id = %s and kind = 'purchase' and at_time > %s and at_time <= %s
)
"""
TABLES = (
    "create index on shop.events (customer_id, at_time)",
    "create table planned (name text primary key, customer bigint, message text, at timestamp)",
)
PLAN = "insert into planned values (%s, %s, %s, %s) on conflict do nothing"

_local = threading.local()


def _session() -> psycopg.Connection[tuple[Any, ...]]:
    """Each thread's own connection to the shop."""
    if not hasattr(_local, "session"):
        _local.session = psycopg.connect(os.environ["SEGUE_DATABASE"], autocommit=True)
    session: psycopg.Connection[tuple[Any, ...]] = _local.session
    return session


@DBOS.step()
def bought(customer: int, since: datetime, until: datetime) -> bool:
    row = _session().execute(BOUGHT, (customer, since, until)).fetchone()
    return bool(row and row[0])


@DBOS.step()
def send(customer: int, message: str, at: datetime) -> None:
    _session().execute(PLAN, (f"{customer}/{message}", customer, message, at))


@DBOS.step()
def arm(customer: int) -> str:
    number = int(hashlib.md5(f"by hand/journey/wording/{customer}".encode()).hexdigest()[:8], 16)
    u = number % 10_000
    return "a" if u < 4_500 else "b" if u < 9_000 else "c"


@DBOS.workflow()
def journey(customer: int, entered: datetime) -> None:
    """One customer's."""
    DBOS.sleep(0)
    now = entered + timedelta(hours=1)
    if now >= END or bought(customer, entered, now):
        return
    send(customer, f"first_{arm(customer)}", now)
    DBOS.sleep(0)
    then = now + timedelta(days=3)
    if then < END and not bought(customer, now, then):
        send(customer, "second", then)


def by_dbos(folder: Path, data: Path, customers: int) -> Run:
    """So many customers' journeys. What each decides counts as in Segue's journal: the entry, the
    end, and every step."""
    with server(folder, data) as address:
        os.environ["SEGUE_DATABASE"] = address
        host, user, name = (part.split("=")[1] for part in address.split())
        url = f"postgresql+psycopg://{user}@/{name}?host={host}"
        with psycopg.connect(address, autocommit=True) as session:
            for statement in TABLES:
                session.execute(statement.encode())
            entries = session.execute(FIRST, (END, customers)).fetchall()
        config: DBOSConfig = {
            "name": "journey", "system_database_url": url, "log_level": "ERROR",
            "max_executor_threads": AT_ONCE, "sys_db_pool_size": AT_ONCE,
        }  # fmt: skip
        DBOS(config=config)
        DBOS.launch()
        start = perf_counter()
        handles = [DBOS.start_workflow(journey, *entry) for entry in entries]
        for each in handles:
            each.get_result()
        seconds = perf_counter() - start
        with psycopg.connect(address, autocommit=True) as session:
            steps = session.execute("select count(*) from dbos.operation_outputs").fetchone()
        DBOS.destroy()
    assert steps is not None
    return Run(seconds, 0, steps[0] + 2 * len(entries), {ENTERED: len(entries)})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--customers", type=int, default=50_000)
    options.add_argument("--events", type=int, default=1_200_000)
    options.add_argument("--of-dbos", type=int, default=5_000)
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "segue-shops")
    chosen = options.parse_args()
    data = shop(chosen.data, chosen.customers, chosen.events).resolve()
    ours = alone(by_segue, data)
    with tempfile.TemporaryDirectory(prefix="segue-dbos-") as name:
        theirs = by_dbos(Path(name), data, chosen.of_dbos)
    for name, run in (("Segue", ours), ("DBOS", theirs)):
        print(
            f"{name}: {run.counts[ENTERED]:,} journeys in {run.seconds:.1f} s, "
            f"{run.rows / run.seconds:,.0f} decisions/s"
        )


if __name__ == "__main__":
    main()
