"""A tick in which 1,000 come due, of 10,000,000 in flight and of 100,000, in one campaign and in
ten; and one in which nothing is to be done.

The journey's own project. Its customers are recorded as ever; then the store is filled with SQL: an
enrolment of every customer, which stands in the second wait (three days) and is watched for its
goal, due evenly over the next three days. So a tick is as long as 1,000 need to come due. In each,
320 events arrive. An idle tick is a millisecond long, after the last event. The journal and the
messages of what was before are left out: no tick reads them.

    python -m benchmarks.in_flight                    10,000,000 against 100,000
    python -m benchmarks.in_flight --many 1000000 --few 100000
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import duckdb

from benchmarks.journeys import campaigns
from benchmarks.pairs import Pairs
from compiler.machine.setting import queue
from runtime.applying.apply import apply
from runtime.engines.engine import Engine
from runtime.recording import Recorded
from runtime.running.run import engine
from runtime.workspace.workspace import opened

BAR, TEN_BAR = 4.0, 3.0
DUE_BAR, IDLE_BAR = 0.060, 0.010
"""Seconds of a tick with 1,000 due of all, and of an idle one."""
BEGINNING = datetime(2026, 1, 10, 1, tzinfo=UTC)
WAIT, DUE, EVENTS = timedelta(days=3), 1_000, 320
IDLE = timedelta(milliseconds=1)


class Ticks(NamedTuple):
    """Seconds of the ticks in which some come due, and of idle ones."""

    due: tuple[float, ...]
    idle: tuple[float, ...]


def ticks(in_flight: int, count: int, of: int = 1) -> Ticks:
    """So many of each, after two that are not counted, with everybody in one `of` campaigns."""
    with tempfile.TemporaryDirectory(prefix="segue-in-flight-") as name:
        folder = Path(name)
        length = project(folder, in_flight, count + 4, of)
        fill(folder, length)
        with opened(folder) as workspace:
            moving = engine(workspace)
            due = [_tick(moving, BEGINNING + length * (n + 2)) for n in range(count + 2)]
            now = BEGINNING + length * (count + 4)
            moving.tick(now)
            idle = [_tick(moving, now + IDLE * (n + 1)) for n in range(count + 2)]
    return Ticks(tuple(due[2:]), tuple(idle[2:]))


def project(folder: Path, in_flight: int, ticks: int, of: int = 1) -> timedelta:
    """Writes the project, with events for so many ticks; how long a tick is."""
    length = WAIT * DUE / in_flight
    campaigns(folder, of)
    _make_data(folder / "data", in_flight, length, ticks)
    return length


def fill(folder: Path, length: timedelta) -> None:
    """Begins the store, and puts everybody in."""
    with opened(folder) as workspace:
        moving = engine(workspace)
        moving.begin(BEGINNING)
        moving.tick(BEGINNING + length)
        _fill(moving)
        apply(workspace.connection, workspace.project, "benchmark", None, BEGINNING)


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
    connection, count = moving.connection, len(moving.renderings)
    connection.execute(_STANDING.format(start=f"{moving.until:%Y-%m-%d %H:%M:%S.%f}"))
    connection.begin()
    for number, rendering in enumerate(moving.renderings):
        setting, mine = rendering.setting, f"from standing where eid % {count} = {number}"
        second = [place for place in setting.machine.places if place.stands][-1]
        version, campaign = setting.machine.version, setting.machine.campaign.name
        connection.execute(_ENROLMENTS.format(campaign=campaign, version=version, mine=mine))
        connection.execute(f'insert into "{queue(second)}" by name {_QUEUE} {mine}')
        connection.execute(f'insert into "{setting.goals}" by name {_GOALS} {mine}')
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
{mine}
"""

_QUEUE = """
select eid, cid, entered_at as entry_time, false as shadow, sent_at as anchor_at,
       9223372036854775807 as anchor_seq, due_at
"""

_GOALS = """
select eid, cid, entered_at as entry_at, 0 as entry_seq, entered_at as entry_time
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
    ten = ticks(chosen.many, chosen.ticks, of=10)
    name = f"{DUE:,} due of {chosen.many:,}"
    _tell(name, many.due, DUE_BAR)
    _tell("an idle tick beside them", many.idle, IDLE_BAR)
    print(Pairs(many.due, few.due).told(f"{name} against {chosen.few:,}", BAR))
    print(Pairs(ten.due, many.due).told(f"{name} in ten campaigns against one", TEN_BAR))


def _tell(name: str, seconds: tuple[float, ...], bar: float) -> None:
    found = median(seconds)
    verdict = "within" if found <= bar else "OVER"
    print(
        f"{name}: {found * 1000:.1f} ms ({min(seconds) * 1000:.1f} to {max(seconds) * 1000:.1f}; "
        f"{len(seconds)} ticks), {verdict} the bar of {bar * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
