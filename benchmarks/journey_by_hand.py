"""The measured journey as an engineer would write it by hand for DuckDB, and for nothing else.

A cart addition lets in, once; who buys within an hour is done; the others get one of three
messages and, where they do not buy within three days, a second one. The goal is a purchase within
seven days. It writes down the same decisions as Segue does, row for row: who entered, who was
refused because they had been here, what each wait ended with, arms, messages, goals, ends. Daily
ticks, append-only tables, one transaction a tick, a file that survives.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import duckdb

TABLES = """
create table enrolments (eid bigint, customer_id bigint, at_time timestamp);
create table first_wait (eid bigint, customer_id bigint, since timestamp, due timestamp);
create table second_wait (eid bigint, customer_id bigint, since timestamp, due timestamp);
create table second_gone (eid bigint);
create table decisions (eid bigint, customer_id bigint, at_time timestamp, what varchar,
                        detail varchar);
create table messages (name varchar, eid bigint, message varchar, at_time timestamp);
"""

CARTED = """
create or replace temp table carted as
select customer_id, at_time from read_parquet($events)
where kind = 'cart_add' and at_time >= $prev and at_time < $until
"""

ENTER = """
insert into enrolments
select coalesce((select max(eid) from enrolments), 0) + row_number() over (order by at_time),
       customer_id, at_time
from (select customer_id, min(at_time) as at_time from carted group by customer_id) new
where not exists (select 1 from enrolments old where old.customer_id = new.customer_id)
"""

REFUSE = """
insert into decisions
select null, c.customer_id, c.at_time, 'refused', 'again'
from carted c join enrolments e on e.customer_id = c.customer_id and e.at_time < c.at_time
"""

BOUGHT = """
create or replace temp table bought as
select customer_id, at_time, event_id from read_parquet($events)
where kind = 'purchase' and at_time >= $prev and at_time < $until
"""

FIRST = """
create or replace temp table first as
select w.eid, w.customer_id, w.due, min(b.at_time) as answer
from (
  select eid, customer_id, since, due from first_wait where due >= $prev
  union all
  select eid, customer_id, at_time, at_time + interval 1 hour
  from enrolments where at_time >= $prev
) w
left join bought b
  on b.customer_id = w.customer_id and b.at_time > w.since and b.at_time <= w.due
group by all
"""

SPLIT = """
create or replace temp table split as
select eid, customer_id, due,
       case when u < 4500 then 'a' when u < 9000 then 'b' else 'c' end as arm
from (
  select eid, customer_id, due,
         ('0x' || substr(md5('by hand/journey/wording/' || customer_id), 1, 8))::bigint % 10000 as u
  from first where answer is null and due < $until
)
"""

SECOND = """
create or replace temp table second as
select w.eid, w.customer_id, w.due, min(b.at_time) as answer
from (
  select eid, customer_id, since, due from second_wait
  where due >= $prev and eid not in (select eid from second_gone)
) w
left join bought b
  on b.customer_id = w.customer_id and b.at_time > w.since and b.at_time <= w.due
group by all
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
    "insert into decisions select eid, customer_id, due, 'planned', 'first_' || arm from split",
    "insert into messages select 'journey:' || eid || ':first', eid, 'first_' || arm, due "
    "from split",
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
    "insert into decisions select eid, customer_id, due, 'planned', 'second' from second "
    "where answer is null and due < $until",
    "insert into messages select 'journey:' || eid || ':second', eid, 'second', due from second "
    "where answer is null and due < $until",
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'left', 'finished' "
    "from second where answer is not null or due < $until",
)

GOALS = """
insert into decisions
select e.eid, e.customer_id, b.at_time, 'goal', 'bought'
from bought b join enrolments e using (customer_id)
where b.at_time > e.at_time and b.at_time <= e.at_time + interval 7 days
  and e.at_time >= $prev - interval 8 days
"""


def run(database: Path, events: Path, start: datetime, ticks: int) -> None:
    """Run the journey day by day into a new database."""
    connection = duckdb.connect(str(database))
    connection.execute(TABLES)
    for day in range(ticks):
        prev = start + timedelta(days=day)
        _tick(connection, str(events), prev, prev + timedelta(days=1))
    connection.close()


def counted(database: Path, query: str) -> dict[str, int]:
    """What a query over the database counts, by name."""
    connection = duckdb.connect(str(database))
    rows = connection.execute(query).fetchall()
    connection.close()
    return dict(rows)


def _tick(
    connection: duckdb.DuckDBPyConnection, events: str, prev: datetime, until: datetime
) -> None:
    values = {"events": events, "prev": prev, "until": until}
    connection.execute("begin")
    first = (CARTED, ENTER, REFUSE, BOUGHT, FIRST, SPLIT, *APPLY_FIRST)
    statements = (*first, SECOND, *APPLY_SECOND, GOALS)
    for statement in statements:
        used = {name: value for name, value in values.items() if f"${name}" in statement}
        connection.execute(statement, used)
    connection.execute("commit")
