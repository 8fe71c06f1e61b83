"""A segment that is kept through a day, against counting it anew.

A hundredth of the customers buys on a day. What is kept: who fell asleep, and who woke up, with the
instants. Both look at the same tables of a store; the day is kept in a transaction that is taken
back, so that each pair does the same.

    python -m benchmarks.moved                       1,000,000 customers, 24,000,000 events
    python -m benchmarks.moved --customers 50000 --events 1200000 --pairs 15
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.pairs import timed
from benchmarks.shop_data import START, shop
from compiler.check import check
from compiler.machine.rendering import text
from compiler.model.project import Project
from compiler.sql.populations import Stored
from compiler.sql.queries import segment_query
from compiler.sql.tables import store_tables
from dsl.parse import parse_text
from runtime import store
from runtime.engines.database import Database, stored
from runtime.engines.movements import Keeper
from runtime.engines.same import Same
from runtime.store import extend, fill_zones

BAR, ROWS = 0.30, 0.05

TEXT = """
customers from shop.customers
  key   from customer_id
  city  text

event purchase from shop.orders
  id        from order_id
  customer  from customer_id
  time      from at_time

segment asleep
  has purchase
  no purchase in last 14 days

segment fallen_asleep
  joined asleep in last 7 days

policy
  timezone "Asia/Seoul"
"""

DATA = """
INSERT INTO "people" SELECT customer_id, cast(customer_id AS varchar)
FROM read_parquet('{folder}/customers.parquet');
INSERT INTO "customers" BY NAME SELECT customer_id AS "cid", '-infinity' AS "since",
'infinity' AS "until", city AS "f_city" FROM read_parquet('{folder}/customers.parquet');
INSERT INTO "event_purchase" BY NAME
SELECT row_number() OVER (ORDER BY at_time) AS "seq", customer_id AS "cid",
       TIMESTAMP '{start}' + {slower} * (at_time - TIMESTAMP '{start}') AS "time",
       "time" AS "arrival", cast(event_id AS varchar) AS "id"
FROM read_parquet('{folder}/events.parquet') WHERE kind = 'purchase' ORDER BY at_time;
"""
SLOWER = 10
"""By so much the shop's weeks are stretched, so that a hundredth buys on a day, and not a tenth."""

BEGINNING = datetime.fromisoformat(START).replace(tzinfo=UTC) + SLOWER * timedelta(days=38)
TODAY = BEGINNING + timedelta(days=20)
TOMORROW = TODAY + timedelta(days=1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=24_000_000)
    parser.add_argument("--pairs", type=int, default=15)
    given = parser.parse_args()
    project = _project()
    folder = shop(Path(tempfile.gettempdir()) / "segue-shops", given.customers, given.events)
    connection = _filled(project, folder)
    database, keeper = Database(connection), Keeper(Same(project, "duckdb"))
    _keep(database, keeper, BEGINNING, TODAY)
    again = text(segment_query(project, "asleep", TOMORROW, store_tables(project), Stored()))

    def day() -> None:
        connection.begin()
        _keep(database, keeper, TODAY, TOMORROW)
        connection.rollback()

    def count() -> None:
        connection.execute(again).fetchall()

    _agree(connection, database, keeper, again)
    print(timed(day, count, given.pairs).told("a day kept, against a full count", BAR))
    read, whole = _read(connection, database, day), _read(connection, database, count)
    print(f"rows read: {read:,} against {whole:,}, {read / whole:.0%}; the bar is {ROWS:.0%}")


def _project() -> Project:
    checked = check([parse_text("moved.campaign", TEXT).file], {})
    assert checked.project is not None, checked.diagnostics
    return checked.project


def _filled(project: Project, folder: Path) -> duckdb.DuckDBPyConnection:
    connection = store.open(None)
    extend(connection, project)
    fill_zones(connection, {project.policy.timezone})
    connection.execute(DATA.format(folder=folder, start=START, slower=SLOWER))
    return connection


def _keep(database: Database, keeper: Keeper, start: datetime, end: datetime) -> None:
    database.values = {"prev": stored(start), "until": stored(end)}
    keeper.keep(database, start, end, first=False)


def _agree(
    connection: duckdb.DuckDBPyConnection, database: Database, keeper: Keeper, again: str
) -> None:
    """Whoever was there last by what was kept is there by counting anew."""
    connection.begin()
    _keep(database, keeper, TODAY, TOMORROW)
    kept = connection.execute(
        'SELECT count(*) FROM (SELECT arg_max_null("f_after", ("arrival", "seq")) AS "place" '
        'FROM "movements of asleep" GROUP BY "cid") WHERE "place" IS NOT NULL'
    ).fetchone()
    assert kept is not None and kept == connection.execute(again).fetchone(), kept
    moved = connection.execute(
        'SELECT count(*) FROM "movements of asleep" WHERE "arrival" >= ?', [stored(TODAY)]
    ).fetchone()
    connection.rollback()
    print(f"{kept[0]:,} are asleep; {moved[0] if moved else 0:,} movements on the day")


class Reading:
    """How many rows statements read from tables, statement by statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, profile: Path) -> None:
        self._connection, self._profile = connection, profile
        self.rows = 0

    def add(self, _: int = 0) -> None:
        """What the last statement read; called before the next one, and after all."""
        if self._profile.exists():
            found = json.loads(self._profile.read_text(encoding="utf-8"))
            self.rows += _scanned(found.get("operator", []))
            self._profile.unlink()


def _scanned(operators: list[dict[str, Any]]) -> int:
    return sum(
        int(each.get("rows_scanned", 0)) + _scanned(each.get("children", []))
        for each in operators
    )


def _read(
    connection: duckdb.DuckDBPyConnection, database: Database, work: Callable[[], None]
) -> int:
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile.json"
        reading = Reading(connection, profile)
        database.hook = reading.add
        connection.execute("PRAGMA enable_profiling = 'json'")
        connection.execute(f"SET profiling_output = '{profile}'")
        profile.unlink(missing_ok=True)
        work()
        reading.add()
        database.hook = None
        connection.execute("PRAGMA disable_profiling")
    return reading.rows


if __name__ == "__main__":
    main()
