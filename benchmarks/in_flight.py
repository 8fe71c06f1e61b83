"""A tick in which 1,000 come due, of 10,000,000 in flight and of 100,000.

The journey's own project. Its customers are recorded as ever; then the store is filled with SQL: an
enrolment of every customer, which stands in the second wait (three days) and is watched for its
goal, due evenly over the next three days. So a tick is as long as 1,000 need to come due. In each,
320 events arrive. The journal and the messages of what was before are left out: no tick reads them.

    python -m benchmarks.in_flight                    10,000,000 against 100,000
    python -m benchmarks.in_flight --many 1000000 --few 100000
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from time import perf_counter

import duckdb

from benchmarks.journey import PROJECT
from benchmarks.pairs import Pairs
from compiler.machine.setting import queue
from runtime.engines.duckdb import Engine
from runtime.recording import Recorded
from runtime.running import engine
from runtime.workspace import opened

BAR = 4.0
BEGINNING = datetime(2026, 1, 10, 1, tzinfo=UTC)
WAIT, DUE, EVENTS = timedelta(days=3), 1_000, 320


def ticks(in_flight: int, count: int) -> list[float]:
    """The seconds of `count` ticks, after two that are not counted."""
    length = WAIT * DUE / in_flight
    with tempfile.TemporaryDirectory(prefix="segue-in-flight-") as name:
        folder = Path(name)
        copytree(PROJECT, folder, dirs_exist_ok=True)
        _make_data(folder / "data", in_flight, length, count + 3)
        with opened(folder) as workspace:
            moving = engine(workspace)
            moving.begin(BEGINNING)
            moving.tick(BEGINNING + length)
            _fill(moving)
            times = [_tick(moving, BEGINNING + length * (n + 2)) for n in range(count + 2)]
    return times[2:]


def _make_data(folder: Path, customers: int, length: timedelta, count: int) -> None:
    folder.mkdir()
    connection = duckdb.connect()
    connection.execute(_CUSTOMERS.format(folder=folder, customers=customers))
    gap, start = length // timedelta(microseconds=EVENTS), f"{BEGINNING:%Y-%m-%d %H:%M}"
    values = {"folder": folder, "customers": customers, "count": count * EVENTS}
    connection.execute(_EVENTS.format(**values, start=start, gap=gap))


_CUSTOMERS = """
copy (select i as customer_id, 'c' || i || '@shop.example' as email from range({customers}) t(i))
to '{folder}/customers.parquet' (format parquet)
"""

_EVENTS = """
copy (
  select i as event_id, cast(hash(i) % {customers} as bigint) as customer_id,
         case when k < 55 then 'page_view' when k < 80 then 'cart_add' else 'purchase' end as kind,
         timestamp '{start}' + to_microseconds(i * {gap}) as at_time
  from (select i, hash(i, 1) % 100 as k from range({count}) t(i))
) to '{folder}/events.parquet' (format parquet)
"""


def _fill(moving: Engine[Recorded]) -> None:
    """Everybody stands in the second wait, since an hour after they entered."""
    (rendering,) = moving.renderings
    setting = rendering.setting
    second = [place for place in setting.machine.places if place.stands][-1]
    connection, version = moving.connection, setting.machine.version
    connection.execute(_STANDING.format(start=f"{moving.until:%Y-%m-%d %H:%M:%S.%f}"))
    connection.begin()
    connection.execute(_ENROLMENTS.format(campaign=setting.machine.campaign.name, version=version))
    connection.execute(f'insert into "{queue(second)}" by name {_QUEUE}')
    connection.execute(f'insert into "{setting.goals}" by name {_GOALS}')
    connection.execute("update progress set last_eid = (select max(eid) from standing)")
    connection.commit()
    connection.execute("checkpoint")


_STANDING = """
create temp table standing as
select eid, cid, due_at, due_at - interval 3 days as sent_at,
       due_at - interval 73 hours as entered_at
from (
  select cid as eid, cid, timestamp '{start}'
         + to_microseconds(cast(259200000000.0 * cid / (select count(*) from people) as bigint))
         as due_at
  from people
)
order by due_at
"""

_ENROLMENTS = """
insert into enrolments by name
select eid, '{campaign}' as campaign, '{version}' as version, cid, 'cart_add e' || eid as cause,
       entered_at as at, 0 as seq, entered_at as time, '' as shadow
from standing
"""

_QUEUE = """
select eid, cid, entered_at as entry_time, false as shadow, sent_at as anchor_at,
       9223372036854775807 as anchor_seq, due_at
from standing
"""

_GOALS = """
select eid, cid, entered_at as entry_at, 0 as entry_seq, entered_at as entry_time from standing
"""


def _tick(moving: Engine[Recorded], until: datetime) -> float:
    start = perf_counter()
    moving.tick(until)
    return perf_counter() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--many", type=int, default=10_000_000)
    options.add_argument("--few", type=int, default=100_000)
    options.add_argument("--ticks", type=int, default=15)
    chosen = options.parse_args()
    few, many = ticks(chosen.few, chosen.ticks), ticks(chosen.many, chosen.ticks)
    name = f"{DUE:,} due of {chosen.many:,} against {chosen.few:,}"
    print(Pairs(tuple(many), tuple(few)).told(name, BAR))


if __name__ == "__main__":
    main()
