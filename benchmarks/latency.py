"""From an event to its planned message: a PostgreSQL into which 500 events a second are written,
and `segue run --every 1s` beside it.

A campaign answers every cart with a message at once. A third process's eyes look at the store every
20 ms: how long after its own time an event's entry stands there, with its message, since both come
in one transaction. Beside it: the same writer, and one `select` a second for what is new, which is
the least that any program of such ticks could need.

    python -m benchmarks.latency                      two minutes of 500 events/s
    python -m benchmarks.latency --seconds 30 --rate 100
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread, Timer
from time import monotonic, sleep

import psycopg

from benchmarks.journey_on_postgres import SERVER
from tests.sql.postgres import cluster

BAR = 2.0
"""Seconds within which 99% must be there."""
SEGUE = Path(sys.executable).with_name("segue")
CUSTOMERS, BATCH = 100_000, 0.1
LOOKS = 0.02

TABLES = f"""
create schema shop;
create table shop.customers as
  select i as customer_id, 'c' || i || '@shop.example' as email
  from generate_series(1, {CUSTOMERS}) i;
create table shop.carts (
  event_id bigint generated always as identity, customer_id bigint, at_time timestamp
);
create index on shop.carts (at_time);
"""

PROJECT = """
customers from shop.customers
  key    from customer_id
  email  email

event cart_add from shop.carts
  id        from event_id
  customer  from customer_id
  time      from at_time

policy
  timezone "UTC"

channel email
  to email

message hello
  for service
  email subject "Your cart"
    \"\"\"
    Your cart is waiting.
    \"\"\"

campaign answer
  enter on cart_add
    each time

  send hello by email
"""

SETTINGS = """
[project]
name = "latency"

[engine]
kind = "postgres"
url = "$SEGUE_DATABASE"
store = "latency"

[tables]
"shop.customers" = { table = "shop.customers" }
"shop.carts" = { table = "shop.carts" }

[channels.email]
provider = "file"
path = "outbox/email.jsonl"
"""

WRITTEN = """
insert into shop.carts (customer_id, at_time)
select 1 + floor(random() * %s), clock_timestamp() at time zone 'UTC'
from generate_series(1, %s)
"""
SEEN = 'select eid, "time" from latency.enrolments where eid > %s order by eid'
NEW = "select event_id, at_time from shop.carts where event_id > %s order by event_id"
MESSAGES = "select count(*) from latency.message_rows"


def write(address: str, rate: int, stop: Event) -> None:
    """So many events a second, ten times a second."""
    with psycopg.connect(address, autocommit=True) as session:
        due = monotonic()
        while not stop.is_set():
            session.execute(WRITTEN, (CUSTOMERS, round(rate * BATCH)))
            due += BATCH
            sleep(max(0, due - monotonic()))


def watch(address: str, query: str, every: float, stop: Event) -> list[tuple[datetime, timedelta]]:
    """When each of the query's rows that come from now on is first seen, and how old it is then."""
    found: list[tuple[datetime, timedelta]] = []
    with psycopg.connect(address, autocommit=True) as session:
        last = max((each for each, _ in session.execute(query.encode(), (0,))), default=0)
        while not stop.is_set():
            rows = session.execute(query.encode(), (last,)).fetchall()
            now = datetime.now(UTC).replace(tzinfo=None)
            found += [(now, now - time) for _, time in rows]
            last = rows[-1][0] if rows else last
            sleep(every)
    return found


@contextmanager
def running(folder: Path, address: str) -> Iterator[None]:
    """`segue run --every 1s` over a new store."""
    (folder / "shop.campaign").write_text(PROJECT, encoding="utf-8")
    (folder / "segue.toml").write_text(SETTINGS, encoding="utf-8")
    command = [str(SEGUE), "run", "--apply", "--every", "1s", "--project", str(folder)]
    own = {**os.environ, "SEGUE_DATABASE": address}
    with subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while (line := process.stdout.readline()) and not line.startswith("running"):
            pass
        assert line, "the run ended"
        Thread(target=process.stdout.read, daemon=True).start()
        yield
        process.terminate()


def measured(address: str, query: str, every: float, rate: int, seconds: float) -> list[float]:
    """Seconds of each event; the first fifth of the time, in which plans are made, not counted."""
    stop = Event()
    writer = Thread(target=write, args=(address, rate, stop))
    writer.start()
    Timer(seconds, stop.set).start()
    found = watch(address, query, every, stop)
    writer.join()
    counted = found[0][0] + timedelta(seconds=seconds / 5)
    return sorted(age.total_seconds() for seen, age in found if seen >= counted)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rate", type=int, default=500)
    options.add_argument("--seconds", type=float, default=120)
    chosen = options.parse_args()
    of = (chosen.rate, chosen.seconds)
    with tempfile.TemporaryDirectory(prefix="segue-latency-") as name, cluster(SERVER) as address:
        with psycopg.connect(address, autocommit=True) as session:
            session.execute(TABLES.encode())
            with running(Path(name), address):
                ours = measured(address, SEEN, LOOKS, *of)
            (messages,) = session.execute(MESSAGES).fetchone() or (0,)
        least = measured(address, NEW, 1.0, *of)
    _tell("a select a second", least)
    print(f"{messages:,} messages planned")
    late = _tell("an event's planned message", ours)
    print("within" if late <= BAR else "OVER", f"the bar of {BAR:.0f} s for 99%")


def _tell(name: str, seconds: list[float]) -> float:
    """The 99th percentile."""
    middle, late = (seconds[int(len(seconds) * part)] for part in (0.5, 0.99))
    print(
        f"{name}: half within {middle:.2f} s, 99% within {late:.2f} s, all within "
        f"{seconds[-1]:.2f} s ({len(seconds):,} events)"
    )
    return late


if __name__ == "__main__":
    main()
