"""The measured journey as an engineer would write it by hand for PostgreSQL, and for nothing else.

It does what `journey_by_hand` does for DuckDB, in PostgreSQL's ways: a unique index where a row
must not come twice, DISTINCT ON, indexes by which a tick finds who comes due. Rows that come in
late are looked for where the server has counted that something changed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import psycopg

Session = psycopg.Connection[tuple[Any, ...]]

TABLES = """
create schema by_hand;
set search_path to by_hand;
create table customers (customer_id bigint primary key, email text);
create table cart_add (event_id bigint primary key, customer_id bigint, at_time timestamp,
                       arrival timestamp);
create table purchase (event_id bigint primary key, customer_id bigint, at_time timestamp,
                       arrival timestamp);
create table enrolments (eid bigint, customer_id bigint primary key, at_time timestamp,
                         entry_time timestamp);
create index on enrolments (at_time);
create table first_wait (eid bigint, customer_id bigint, since timestamp, due timestamp);
create index on first_wait (due);
create table second_wait (eid bigint, customer_id bigint, since timestamp, due timestamp);
create index on second_wait (due);
create table second_gone (eid bigint primary key);
create table decisions (eid bigint, customer_id bigint, at_time timestamp, what text, detail text);
create table messages (name text, eid bigint, message text, at_time timestamp);
create index on messages (name);
"""

STATE = """
select relname, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables
where schemaname = 'shop' order by relname
"""

REFRESH = (
    "truncate customers",
    "insert into customers select customer_id, email from shop.customers",
)

NEW = """
create temp table new_{kind} on commit drop as
select event_id, customer_id, at_time, greatest(at_time, %(prev)s) as arrival
from shop.events where kind = '{kind}' and at_time < %(until)s and {since}
"""

SINCE = "at_time >= %(prev)s"
ALL = "not exists (select 1 from {kind} k where k.event_id = events.event_id)"

RECORD = """
insert into {kind}
select distinct on (event_id) event_id, customer_id, at_time, arrival from new_{kind}
order by event_id, arrival, at_time
on conflict do nothing
"""

KEEP = """
delete from new_{kind} n where not exists (
  select 1 from {kind} k where k.event_id = n.event_id and k.arrival = n.arrival
)
"""

ENTER = """
insert into enrolments
select coalesce((select max(eid) from enrolments), 0) + row_number() over (order by arrival),
       customer_id, arrival, at_time
from (
  select distinct on (customer_id) customer_id, arrival, at_time from new_cart_add c
  where arrival <= at_time + interval '1 day'
    and exists (select 1 from customers u where u.customer_id = c.customer_id)
  order by customer_id, arrival
) new
where not exists (select 1 from enrolments old where old.customer_id = new.customer_id)
"""

REFUSE = """
insert into decisions
select null, c.customer_id, c.arrival, 'refused', 'again'
from new_cart_add c join enrolments e on e.customer_id = c.customer_id and e.at_time < c.arrival
"""

FIRST = """
create temp table first on commit drop as
select w.eid, w.customer_id, w.due, min(b.arrival) as answer
from (
  select eid, customer_id, since, due from first_wait where due >= %(prev)s
  union all
  select eid, customer_id, at_time, at_time + interval '1 hour'
  from enrolments where at_time >= %(prev)s
) w
left join new_purchase b
  on b.customer_id = w.customer_id and b.arrival > w.since and b.arrival <= w.due
group by w.eid, w.customer_id, w.due
"""

SPLIT = """
create temp table split on commit drop as
select eid, customer_id, due, reached,
       case when u < 4500 then 'a' when u < 9000 then 'b' else 'c' end as arm
from (
  select eid, customer_id, due, c.email <> '' as reached,
         ('x' || substr(md5('by hand/journey/wording/' || customer_id), 1, 8))::bit(32)::bigint
           %% 10000 as u
  from first left join customers c using (customer_id) where answer is null and due < %(until)s
) drawn
"""

SECOND = """
create temp table second on commit drop as
select d.*, c.email <> '' as reached from (
select w.eid, w.customer_id, w.due, min(b.arrival) as answer
from (
  select eid, customer_id, since, due from second_wait s
  where due >= %(prev)s and not exists (select 1 from second_gone g where g.eid = s.eid)
) w
left join new_purchase b
  on b.customer_id = w.customer_id and b.arrival > w.since and b.arrival <= w.due
group by w.eid, w.customer_id, w.due
) d left join customers c using (customer_id)
"""

APPLY_FIRST = (
    "insert into decisions select eid, customer_id, at_time, 'entered', null from enrolments "
    "where at_time >= %(prev)s",
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'waited', "
    "case when answer is null then 'time' else 'answered' end from first "
    "where answer is not null or due < %(until)s",
    "insert into decisions select eid, customer_id, answer, 'left', 'finished' from first "
    "where answer is not null",
    "insert into decisions select eid, customer_id, due, 'arm', arm from split",
    "insert into decisions select eid, customer_id, due, "
    "case when reached then 'planned' else 'dropped' end, "
    "case when reached then 'first_' || arm else 'email no address' end from split",
    "insert into messages select 'journey:' || eid || ':first', eid, 'first_' || arm, due "
    "from split where reached",
    "delete from first_wait where due >= %(prev)s",
    "insert into first_wait select eid, customer_id, due - interval '1 hour', due from first "
    "where answer is null and due >= %(until)s order by due",
    "insert into second_wait select eid, customer_id, due, due + interval '3 days' from split "
    "order by due",
)

APPLY_SECOND = (
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'waited', "
    "case when answer is null then 'time' else 'answered' end from second "
    "where answer is not null or due < %(until)s",
    "insert into second_gone select eid from second where answer is not null",
    "insert into decisions select eid, customer_id, due, "
    "case when reached then 'planned' else 'dropped' end, "
    "case when reached then 'second' else 'email no address' end "
    "from second where answer is null and due < %(until)s",
    "insert into messages select 'journey:' || eid || ':second', eid, 'second', due from second "
    "where reached and answer is null and due < %(until)s",
    "insert into decisions select eid, customer_id, coalesce(answer, due), 'left', 'finished' "
    "from second where answer is not null or due < %(until)s",
)

GOALS = """
insert into decisions
select e.eid, e.customer_id, b.arrival, 'goal', 'bought'
from new_purchase b join enrolments e using (customer_id)
where b.at_time > e.entry_time and b.at_time <= e.entry_time + interval '7 days'
  and b.arrival > e.at_time
"""


def run(address: str, start: datetime, ticks: int) -> None:
    """Run the journey over the tables in the schema `shop` day by day, into a new schema."""
    with psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor) as session:
        session.execute("set jit = off")
        session.execute(TABLES)
        seen: list[tuple[Any, ...]] = []
        for day in range(ticks):
            prev = start + timedelta(days=day)
            _tick(session, seen, prev, prev + timedelta(days=1))


def counted(address: str, query: str) -> dict[str, int]:
    """What a query over the schema counts, by name."""
    with psycopg.connect(f"{address} options='-c search_path=by_hand'") as session:
        return dict(session.execute(query.encode()).fetchall())


def _tick(session: Session, seen: list[tuple[Any, ...]], prev: datetime, until: datetime) -> None:
    values = {"prev": prev, "until": until}
    state = session.execute(STATE).fetchall()

    def execute(statement: str) -> None:
        session.execute(statement.encode(), values)

    with session.transaction():
        for statement in REFRESH if state != seen else ():
            execute(statement)
        for kind in ("cart_add", "purchase"):
            since = SINCE if seen in ([], state) else ALL  # late rows are looked for
            execute(NEW.format(kind=kind, since=since.format(kind=kind)))
            execute(RECORD.format(kind=kind))
            execute(KEEP.format(kind=kind))
            execute(f"analyze new_{kind}")
        for statement in (ENTER, REFUSE, FIRST, SPLIT, *APPLY_FIRST, SECOND, *APPLY_SECOND, GOALS):
            execute(statement)
    seen[:] = state
