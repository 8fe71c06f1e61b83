"""Twenty kinds of people: the SQL that Segue compiles against the best written by hand.

`who_by_segue` asks for them in a marketer's words, `who_by_hand` has a query for each: of the same
meaning, in the shape that is fastest on the engine (`NAME.postgres.sql` where PostgreSQL has a
faster one, or other words). Both run over the tables of `who_data`, as of a noon; population values
are of the midnight before. First the members must be the same, one by one; then each pair counts
them in turn. What is compiled is what `segue compile` prints.

    python -m benchmarks.who                          1,000,000 customers, 24,000,000 events, DuckDB
    python -m benchmarks.who --engine postgres --customers 100000 --events 2400000
    python -m benchmarks.who --only tea_people --show
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any, Protocol

import duckdb
import psycopg

from benchmarks import who_data
from benchmarks.pairs import Pairs, timed
from benchmarks.shop_data import shop
from compiler.model.conditions import InSegment
from compiler.model.project import Project
from compiler.model.values import GroupValue
from compiler.sql.declared import declared_tables
from compiler.sql.dialects import Dialect, emit
from compiler.sql.frames import Everybody
from compiler.sql.populations import Inline
from compiler.sql.probe import probe
from compiler.sql.queries import groups_query, segment_query
from compiler.zones import midnight
from runtime.loading import load
from tests.sql import postgres

MEDIAN_BAR, WORST_BAR = 1.25, 1.6
AT = datetime(2026, 2, 13, 3, tzinfo=UTC)
"""A Friday noon in Seoul, some hours before the last events."""

NAMES = (
    "seoul_sign_ups", "hesitating", "window_shoppers", "good_month", "buyer_kind", "decided",
    "left_the_cart", "tea_people", "overdue", "came_for_tea", "best_tenth", "slow_buyers",
    "cherished", "likely_buyers", "busy_week", "birthday_soon", "cooled_off", "coming", "basket",
    "above_the_loyal",
)  # fmt: skip

ZONES = ("Asia/Seoul", "America/New_York", "Europe/Berlin")
FITTED = tuple(map(Decimal, ("0.243", "30.89", "0.793", "2.426")))
"""Parameters of the prediction, the same in both: fitting is not what is compared."""

HERE = Path(__file__).parent


class Engine(Protocol):
    dialect: Dialect

    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...


class Duck:
    dialect: Dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()


class Postgres:
    dialect: Dialect = "postgres"

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql.encode(), prepare=False).fetchall()


@contextmanager
def opened(kind: str, folder: Path, threads: int | None) -> Iterator[Engine]:
    """The shop of the folder in an engine; PostgreSQL is started for it, and removed."""
    if kind == "duckdb":
        yield Duck(who_data.in_duckdb(folder, threads))
        return
    with (
        postgres.cluster(who_data.SERVER) as address,
        psycopg.connect(address, autocommit=True) as connection,
    ):
        connection.execute("set timezone = 'UTC'")
        who_data.in_postgres(folder, connection)
        yield Postgres(connection)


class Kind:
    """One kind of people, in both ways of asking."""

    def __init__(self, project: Project, name: str, dialect: Dialect) -> None:
        self.name = name
        self._project, self._dialect = project, dialect
        self._tables = replace(declared_tables(project), lived_in=frozenset(ZONES))
        fitted = dict.fromkeys(project.predictions, FITTED)
        self._populations = Inline(midnight(AT, project.policy.timezone), fitted)
        self._grouped = name in project.groups

    @property
    def by_hand(self) -> str:
        own = HERE / "who_by_hand" / f"{self.name}.{self._dialect}.sql"
        shared = HERE / "who_by_hand" / f"{self.name}.sql"
        return (own if own.exists() else shared).read_text(encoding="utf-8")

    def ours(self) -> str:
        """The query that counts them."""
        make = groups_query if self._grouped else segment_query
        query = make(self._project, self.name, AT, self._tables, self._populations)
        return emit(query, self._dialect)

    def theirs(self) -> str:
        if self._grouped:
            return f'select "group", count(*) from (\n{self.by_hand}) as asked group by "group"'
        return f"select count(*) from (\n{self.by_hand}) as asked"

    def different(self) -> str:
        """A query that counts those who are in one of the two only."""
        ours = f"({self._members()})"
        theirs = f"({self.by_hand})"
        return (
            "select (select count(*) from ((table_of_ours except all table_of_theirs) union all "
            "(table_of_theirs except all table_of_ours)) as d)"
        ).replace("table_of_ours", f"select * from {ours} as o").replace(
            "table_of_theirs", f"select * from {theirs} as t"
        )  # fmt: skip

    def _members(self) -> str:
        wanted = GroupValue(self.name) if self._grouped else InSegment(self.name)
        asked = probe(
            self._project, {self.name: wanted}, Everybody(AT), self._tables, self._populations
        )
        text = emit(asked, self._dialect)
        if self._grouped:
            return text
        return f'select "customer" from ({text}) as asked where "{self.name}"'


def compared(kind: Kind, engine: Engine, pairs: int) -> Pairs:
    """Raises SystemExit where the two do not give the same people."""
    ((wrong,),) = engine.rows(kind.different())
    ours, theirs = kind.ours(), kind.theirs()
    counted = sorted(engine.rows(ours), key=str)
    if wrong or counted != sorted(engine.rows(theirs), key=str):
        raise SystemExit(f"{kind.name}: {wrong} differ; {counted}")
    found = timed(lambda: engine.rows(ours), lambda: engine.rows(theirs), pairs)
    print(found.told(f"{kind.name} {_shown(counted)}", WORST_BAR), flush=True)
    return found


def _shown(counted: list[tuple[Any, ...]]) -> str:
    return f"({sum(row[-1] for row in counted):,} in {len(counted)} groups)" if len(
        counted
    ) > 1 else f"({counted[0][-1]:,})"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--engine", choices=("duckdb", "postgres"), default="duckdb")
    options.add_argument("--customers", type=int, default=1_000_000)
    options.add_argument("--events", type=int, default=24_000_000)
    options.add_argument("--pairs", type=int, default=15)
    options.add_argument("--threads", type=int, help="of DuckDB; else as many as it takes")
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "segue-shops")
    options.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    options.add_argument("--show", action="store_true", help="print the compiled queries")
    chosen = options.parse_args()
    project = load(HERE / "who_by_segue").checked.project
    assert project is not None, "segue check --project benchmarks/who_by_segue"
    folder = shop(chosen.data, chosen.customers, chosen.events)
    with opened(chosen.engine, folder, chosen.threads) as engine:
        found = []
        for name in chosen.only:
            kind = Kind(project, name, engine.dialect)
            if chosen.show:
                print(kind.ours())
            found.append(compared(kind, engine, chosen.pairs))
    ratios = [median(each.ratios) for each in found]
    worst = max(each.interval[1] for each in found)
    print(
        f"{len(found)} on {chosen.engine}: median ratio {median(ratios):.2f} (bar {MEDIAN_BAR}), "
        f"worst {worst:.2f} at the upper end of its interval (bar {WORST_BAR})"
    )


if __name__ == "__main__":
    main()
