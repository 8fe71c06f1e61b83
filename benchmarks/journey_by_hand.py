"""The measured journey as an engineer would write it by hand for DuckDB, and for nothing else.

A cart addition lets in, once; who buys within an hour is done; the others get one of three
messages and, where they do not buy within three days, a second one. The goal is a purchase within
seven days. It writes down the same decisions as Segue does, row for row: who entered, who was
refused because they had been here, what each wait ended with, arms, messages, goals, ends. Daily
ticks, append-only tables, one transaction a tick, a file that survives.

It keeps Segue's rules as far as this journey can meet them, and no more: an event counts once by
its id (S11) and acts when it arrives, which is written down once, so that rows that come in late
move nobody twice and change nothing that was decided (S5, S17); only customers enter, and a
message is planned only for who has an address (S24).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import duckdb

TABLES = """
create table customers (customer_id bigint, email varchar);
create table cart_add (event_id bigint, customer_id bigint, at_time timestamp, arrival timestamp);
create table purchase (event_id bigint, customer_id bigint, at_time timestamp, arrival timestamp);
create table enrolments (eid bigint, customer_id bigint, at_time timestamp, entry_time timestamp);
create table first_wait (eid bigint, customer_id bigint, since timestamp, due timestamp);
create table second_wait (eid bigint, customer_id bigint, since timestamp, due timestamp);
create table second_gone (eid bigint);
create table decisions (eid bigint, customer_id bigint, at_time timestamp, what varchar,
                        detail varchar);
create table messages (name varchar, eid bigint, message varchar, at_time timestamp);
"""

REFRESH = (
    "delete from customers",
    "insert into customers select customer_id, email from read_parquet($customers)",
)

NEW = """
create or replace temp table new_{kind} as
select event_id, customer_id, at_time, greatest(at_time, $prev) as arrival
from read_parquet($events)
where kind = '{kind}' and at_time < $until and {since}
"""

SINCE = "at_time >= $prev"
ALL = "event_id not in (select event_id from {kind})"

REPEATED = """
select count(*) > count(distinct event_id) or exists (
  select 1 from new_{kind} n join {kind} k on k.event_id = n.event_id
) from new_{kind}
"""

ONCE = """
create or replace temp table new_{kind} as
select n.* from new_{kind} n where n.event_id not in (select event_id from {kind})
qualify row_number() over (partition by n.event_id order by n.arrival, n.at_time) = 1
"""

RECORD = "insert into {kind} select event_id, customer_id, at_time, arrival from new_{kind}"

ENTER = """
insert into enrolments
select coalesce((select max(eid) from enrolments), 0) + row_number() over (order by arrival),
       customer_id, arrival, at_time
from (
  select customer_id, min(arrival) as arrival, arg_min(at_time, arrival) as at_time
  from new_cart_add
  where arrival <= at_time + interval 1 day
    and customer_id in (select customer_id from customers)
  group by customer_id
) new
where not exists (select 1 from enrolments old where old.customer_id = new.customer_id)
"""

REFUSE = """
insert into decisions
select null, c.customer_id, c.arrival, 'refused', 'again'
from new_cart_add c join enrolments e on e.customer_id = c.customer_id and e.at_time < c.arrival
"""

FIRST = """
create or replace temp table first as
select w.eid, w.customer_id, w.due, min(b.arrival) as answer
from (
  select eid, customer_id, since, due from first_wait where due >= $prev
  union all
  select eid, customer_id, at_time, at_time + interval 1 hour
  from enrolments where at_time >= $prev
) w
left join new_purchase b
  on b.customer_id = w.customer_id and b.arrival > w.since and b.arrival <= w.due
group by all
"""

SPLIT = """
create or replace temp table split as
select eid, customer_id, due, reached,
       case when u < 4500 then 'a' when u < 9000 then 'b' else 'c' end as arm
from (
  select eid, customer_id, due, c.email <> '' as reached,
         ('0x' || substr(md5('by hand/journey/wording/' || customer_id), 1, 8))::bigint % 10000 as u
  from first left join customers c using (customer_id) where answer is null and due < $until
)
"""

SECOND = """
create or replace temp table second as
select d.*, c.email <> '' as reached from (
select w.eid, w.customer_id, w.due, min(b.arrival) as answer
from (
  select eid, customer_id, since, due from second_wait
  where due >= $prev and eid not in (select eid from second_gone)
) w
left join new_purchase b
  on b.customer_id = w.customer_id and b.arrival > w.since and b.arrival <= w.due
group by all
) d left join customers c using (customer_id)
"""

APPLY_FIRST = (
    "insert into decisions select eid, customer_id, at_time, 'entered', null from enrolments "
    "where at_time >= $prev",
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'waited', "
    "case when answer is null then 'time' else 'answered' end from first "
    "where answer is not null or due < $until",
    "insert into decisions select eid, customer_id, answer, 'left', 'finished' from first "
    "where answer is not null",
    "insert into decisions select eid, customer_id, due, 'arm', arm from split",
    "insert into decisions select eid, customer_id, due, if(reached, 'planned', 'dropped'), "
    "if(reached, 'first_' || arm, 'email no address') from split",
    "insert into messages select 'journey:' || eid || ':first', eid, 'first_' || arm, due "
    "from split where reached",
    "delete from first_wait where due >= $prev",
    "insert into first_wait select eid, customer_id, due - interval 1 hour, due from first "
    "where answer is null and due >= $until order by due",
    "insert into second_wait select eid, customer_id, due, due + interval 3 days from split "
    "order by due",
)

APPLY_SECOND = (
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'waited', "
    "case when answer is null then 'time' else 'answered' end from second "
    "where answer is not null or due < $until",
    "insert into second_gone select eid from second where answer is not null",
    "insert into decisions select eid, customer_id, due, if(reached, 'planned', 'dropped'), "
    "if(reached, 'second', 'email no address') from second where answer is null and due < $until",
    "insert into messages select 'journey:' || eid || ':second', eid, 'second', due from second "
    "where reached and answer is null and due < $until",
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'left', 'finished' "
    "from second where answer is not null or due < $until",
)

GOALS = """
insert into decisions
select e.eid, e.customer_id, b.arrival, 'goal', 'bought'
from new_purchase b join enrolments e using (customer_id)
where b.at_time > e.entry_time and b.at_time <= e.entry_time + interval 7 days
  and b.arrival > e.at_time
"""


def run(database: Path, data: Path, start: datetime, ticks: int) -> None:
    """Run the journey over the folder `data` day by day into a new database."""
    connection = duckdb.connect(str(database))
    connection.execute(TABLES)
    seen: list[tuple[int, int]] = []
    for day in range(ticks):
        prev = start + timedelta(days=day)
        _tick(connection, data, seen, prev, prev + timedelta(days=1))
    connection.close()


def counted(database: Path, query: str) -> dict[str, int]:
    """What a query over the database counts, by name."""
    connection = duckdb.connect(str(database))
    rows = connection.execute(query).fetchall()
    connection.close()
    return dict(rows)


def _tick(
    connection: duckdb.DuckDBPyConnection,
    data: Path,
    seen: list[tuple[int, int]],
    prev: datetime,
    until: datetime,
) -> None:
    files = {name: data / f"{name}.parquet" for name in ("customers", "events")}
    values = {name: str(file) for name, file in files.items()} | {"prev": prev, "until": until}
    state = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files.values()]

    def execute(statement: str) -> duckdb.DuckDBPyConnection:
        used = {name: value for name, value in values.items() if f"${name}" in statement}
        return connection.execute(statement, used)

    connection.execute("begin")
    for statement in REFRESH if state != seen else ():
        execute(statement)
    for kind in ("cart_add", "purchase"):
        since = SINCE if seen in ([], state) else ALL  # a file that was written anew has late rows
        execute(NEW.format(kind=kind, since=since.format(kind=kind)))
        if execute(REPEATED.format(kind=kind)).fetchall()[0][0]:
            execute(ONCE.format(kind=kind))
        execute(RECORD.format(kind=kind))
    for statement in (ENTER, REFUSE, FIRST, SPLIT, *APPLY_FIRST, SECOND, *APPLY_SECOND, GOALS):
        execute(statement)
    connection.execute("commit")
    seen[:] = state
