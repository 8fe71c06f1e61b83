"""Every kind of source is read as what is declared, or refused in words."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from compiler.model.declarations import Customers, Event, Field, Policy
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql.tables import Table
from compiler.zones import to_instant
from runtime import sources, store
from runtime.settings import ProjectSettings, Settings, TableSettings
from runtime.sources.reads import read_files
from tests.recording.shop import instant, naive

FIELDS = (
    Field("city", Type.TEXT, "city"),
    Field("phone", Type.PHONE, "phone"),
    Field("points", Type.NUMBER, "points", default=Decimal(0)),
    Field("tier", Type.CHOICE, "tier", ("silver", "gold"), default="silver"),
    Field("wants", Type.YES_NO, "wants"),
    Field("born", Type.DATE, "born"),
    Field("joined", Type.TIME, "joined"),
)
PROJECT = Project(Customers("people", "id", FIELDS), Policy("Asia/Seoul"))

ROWS = [
    ("1", "Séoul", "010-1", "1.5", "gold", "true", "1990-02-28", "2026-01-01T10:00:00+09:00"),
    ("2", None, None, None, None, None, None, None),
    ("3", "Busan", "010-3", "lots", "bronze", "maybe", "1990-02-31", "2026-01-01 10:00:00"),
]
WANTED = [
    ("1", "Séoul", "010-1", Decimal("1.5"), "gold", True, date(1990, 2, 28),
     naive("2026-01-01 01:00:00")),
    ("2", None, None, Decimal(0), "silver", None, None, None),
    ("3", "Busan", "010-3", Decimal(0), "silver", None, None, naive("2026-01-01 10:00:00")),
]  # fmt: skip
NAMES = ("id", "city", "phone", "points", "tier", "wants", "born", "joined")


def settings(**tables: TableSettings) -> Settings:
    return Settings(project=ProjectSettings(name="s"), tables=tables)


def selected(connection: duckdb.DuckDBPyConnection, table: Table, *also: str) -> list[Any]:
    chosen = [table.key or table.customer, *table.fields.values()]
    text = ", ".join([*(part.sql("duckdb") for part in chosen), *also])
    return connection.execute(
        f"SELECT {text} FROM {table.source.sql('duckdb')} ORDER BY ALL"
    ).fetchall()


def read(root: Path, place: TableSettings, project: Project = PROJECT) -> list[Any]:
    connection = store.open(None, threads=1)
    attached = sources.attach(connection, project, settings(people=place), root)
    return selected(connection, attached.customers)


def csv() -> str:
    lines = [",".join(NAMES)]
    lines += [",".join(cell or "" for cell in row) for row in ROWS]
    return "\n".join(lines) + "\n"


def test_csv(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(csv(), encoding="utf-8")
    assert read(tmp_path, TableSettings(file="people.csv")) == WANTED


def test_compressed_csv_and_tsv(tmp_path: Path) -> None:
    (tmp_path / "people.csv.gz").write_bytes(gzip.compress(csv().encode()))
    assert read(tmp_path, TableSettings(file="people.csv.gz")) == WANTED
    (tmp_path / "people.tsv").write_text(csv().replace(",", "\t"), encoding="utf-8")
    assert read(tmp_path, TableSettings(file="people.tsv")) == WANTED


def test_json_lines(tmp_path: Path) -> None:
    duckdb.execute(
        "COPY (SELECT * FROM read_csv(?, all_varchar = true)) TO '" + str(tmp_path / "p.jsonl")
        + "' (FORMAT json)", [_file(tmp_path, csv())],
    )  # fmt: skip
    assert read(tmp_path, TableSettings(file="p.jsonl")) == WANTED


def test_json_with_values_of_its_own_types(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(
        '[{"id": 7, "city": "A", "phone": "010", "points": 2.5, "tier": "gold", "wants": true, '
        '"born": "1990-02-28", "joined": "2026-01-01T10:00:00Z"}, {"id": 8}]'
    )
    assert read(tmp_path, TableSettings(file="p.json")) == [
        ("7", "A", "010", Decimal("2.5"), "gold", True, date(1990, 2, 28),
         naive("2026-01-01 10:00:00")),
        ("8", None, None, Decimal(0), "silver", None, None, None),
    ]  # fmt: skip


TYPED = """
SELECT 1::INTEGER AS id, 'Seoul' AS city, 8210::BIGINT AS phone, 1.25::DOUBLE AS points,
       'gold'::VARCHAR AS tier, 1::TINYINT AS wants, TIMESTAMP '1990-02-28 00:00:00' AS born,
       TIMESTAMPTZ '2026-01-01 10:00:00+09' AS joined
"""
AS_TYPED = [
    ("1", "Seoul", "8210", Decimal("1.25"), "gold", True, date(1990, 2, 28),
     naive("2026-01-01 01:00:00")),
]  # fmt: skip


def test_parquet_and_a_pattern_of_files(tmp_path: Path) -> None:
    duckdb.execute(f"COPY ({TYPED}) TO '{tmp_path / 'a-1.parquet'}'")
    assert read(tmp_path, TableSettings(file="a-1.parquet")) == AS_TYPED
    duckdb.execute(f"COPY ({TYPED}) TO '{tmp_path / 'a-2.parquet'}'")
    assert read(tmp_path, TableSettings(file="a-*.parquet")) == AS_TYPED * 2


def test_sql_with_files_from_the_root_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "queries").mkdir()
    duckdb.execute(f"COPY ({TYPED}) TO '{tmp_path / 'data' / 'a.parquet'}'")
    query = tmp_path / "queries" / "people.sql"
    query.write_text("-- who\nSELECT * FROM 'data/a.parquet'\nWHERE id > 0; -- all\n")
    assert read(tmp_path, TableSettings(sql="queries/people.sql")) == AS_TYPED
    query.write_text("DROP TABLE zones")
    with pytest.raises(sources.SourceError, match="holds one SELECT and nothing else"):
        read(tmp_path, TableSettings(sql="queries/people.sql"))
    query.write_text("SELECT * FRM x")
    with pytest.raises(sources.SourceError, match=r"table `people` \(queries/people.sql\): syntax"):
        read(tmp_path, TableSettings(sql="queries/people.sql"))


def test_a_table_of_the_engine() -> None:
    connection = store.open(None, threads=1)
    connection.execute(f"CREATE SCHEMA crm; CREATE TABLE crm.people AS {TYPED}")
    attached = sources.attach(
        connection, PROJECT, settings(people=TableSettings(table="crm.people")), Path()
    )
    assert selected(connection, attached.customers) == AS_TYPED


def test_text_is_made_nfc_and_floats_are_written_as_whole_keys() -> None:
    connection = store.open(None, threads=1)
    connection.execute(
        "CREATE TABLE shop_people AS SELECT 17850.0::DOUBLE AS id, 'e\u0301' AS city"
    )
    project = Project(Customers("people", "id", (Field("city", Type.TEXT, "city"),)))
    attached = sources.attach(
        connection, project, settings(people=TableSettings(table="shop_people")), Path()
    )
    assert selected(connection, attached.customers) == [("17850", "é")]


ORDER = Event("purchase", "orders", "who", "at", "id", "seen", (Field("sum", Type.MONEY, "sum"),))


def orders(
    rows: str, timezone: str = "UTC", event: Event = ORDER, later: str = ""
) -> list[Any]:
    """What is read of a table of orders that holds these rows, and `later` others, too."""
    connection = store.open(None, threads=1)
    connection.execute(f"CREATE TABLE shop_people AS {TYPED}; CREATE TABLE shop_orders AS {rows}")
    project = replace(PROJECT, events={"purchase": event})
    places = settings(
        people=TableSettings(table="shop_people"),
        orders=TableSettings(table="shop_orders", timezone=timezone),
    )
    table = sources.attach(connection, project, places, Path()).events["purchase"]
    if later:
        connection.execute(f"INSERT INTO shop_orders {later}")
    assert table.time is not None and table.id is not None
    arrival = table.arrival or table.time
    return selected(connection, table, *(part.sql("duckdb") for part in (table.time, arrival,
                                                                         table.id)))


def test_times_without_zone_are_on_the_clock_of_the_table() -> None:
    rows = orders(
        "SELECT 1 AS who, t.t::TIMESTAMP AS \"at\", NULL::TIMESTAMP AS seen, 'a' AS id, 1 AS sum "
        "FROM unnest(['2026-03-08 02:30:00', '2026-11-01 01:30:00', '2026-07-01 12:00:00', "
        "'1965-01-01 00:00:00']) AS t(t)",
        "America/New_York",
    )
    civil = ["1965-01-01 00:00:00", "2026-03-08 02:30:00", "2026-07-01 12:00:00",
             "2026-11-01 01:30:00"]  # fmt: skip
    wanted = [to_instant(naive(text), "America/New_York").replace(tzinfo=None) for text in civil]
    assert [row[2] for row in rows] == wanted


def test_a_table_that_is_empty_when_it_is_opened_has_the_whole_clock() -> None:
    row = (
        "SELECT 1 AS who, TIMESTAMP '2026-07-01 12:00' AS \"at\", NULL::TIMESTAMP AS seen, "
        "'a' AS id, 1 AS sum"
    )
    rows = orders(f"{row} WHERE false", "America/New_York", later=row)
    assert [row[2] for row in rows] == [naive("2026-07-01 16:00")]


def test_written_times_keep_the_offset_that_they_bring() -> None:
    rows = orders(
        "SELECT '1' AS who, t.t AS \"at\", NULL::VARCHAR AS seen, t.t AS id, 1 AS sum "
        "FROM unnest(["
        "'2026-01-01 10:00', '2026-01-01T10:00:00Z', '2026-01-01 10:00:00+0100', "
        "'2026-01-01', 'tomorrow', '']) AS t(t)",
        "Asia/Seoul",
    )
    assert {row[4]: row[2] for row in rows if len(row[4]) < 32} == {
        "2026-01-01 10:00": naive("2026-01-01 01:00"),
        "2026-01-01T10:00:00Z": naive("2026-01-01 10:00"),
        "2026-01-01 10:00:00+0100": naive("2026-01-01 09:00"),
        "2026-01-01": naive("2025-12-31 15:00"),
        "tomorrow": None,
    }


def test_arrival_is_the_later_of_time_and_arrived() -> None:
    rows = orders(
        "SELECT 1 AS who, TIMESTAMP '2026-01-02' AS \"at\", seen::TIMESTAMP AS seen, seen AS id, "
        "1 AS sum FROM unnest(['2026-01-01', '2026-01-03', NULL]) AS t(seen)"
    )
    assert sorted(row[3].day for row in rows) == [2, 2, 3]


def test_rows_without_id_are_named_by_all_that_is_declared() -> None:
    event = replace(ORDER, id=None, arrived=None)
    rows = orders(
        "SELECT 1 AS who, TIMESTAMP '2026-01-02' AS \"at\", sum FROM unnest([1, 1, 2]) AS t(sum)",
        event=event,
    )
    assert len({row[-1] for row in rows}) == 2


def keys(people: str, purchases: str) -> tuple[str, str]:
    connection = store.open(None, threads=1)
    connection.execute(f"CREATE TABLE shop_people AS SELECT {people} AS id")
    connection.execute(
        f"CREATE TABLE shop_orders AS SELECT {purchases} AS who, TIMESTAMP '2026-01-01' AS \"at\", "
        "1 AS id, 2 AS sum"
    )
    project = Project(
        Customers("people", "id", ()), events={"purchase": replace(ORDER, arrived=None)}
    )
    places = settings(
        people=TableSettings(table="shop_people"), orders=TableSettings(table="shop_orders")
    )
    attached = sources.attach(connection, project, places, Path())
    types = []
    for table in (attached.customers, attached.events["purchase"]):
        chosen = f"{table.customer.sql('duckdb')} FROM {table.source.sql('duckdb')}"
        row = connection.execute(f"SELECT typeof(c), c FROM (SELECT {chosen}) AS t(c)").fetchone()
        assert row is not None and str(row[1]) == "5"
        types.append(row[0])
    return types[0], types[1]


def test_keys_join_as_they_stand_where_they_agree() -> None:
    assert keys("5::INTEGER", "5::BIGINT") == ("INTEGER", "BIGINT")
    assert keys("'5'", "'5'") == ("VARCHAR", "VARCHAR")
    assert keys("5::INTEGER", "'5'") == ("VARCHAR", "VARCHAR")
    assert keys("5::DOUBLE", "5::INTEGER") == ("VARCHAR", "VARCHAR")


MISSING = {
    "table": ({}, "customers: there is no table `people` in segue.toml "
              '(write "people" = "…" below [tables])'),
    "near table": ({"poeple": "SELECT 1"}, "customers: there is no table `people` in segue.toml "
                   "(did you mean `poeple`?)"),
    "column": ({"people": "SELECT 'a' AS id, 'b' AS City"},
               "customers: table `people` has no column `city` (did you mean `City`?)"),
    "type": ({"people": "SELECT 'a' AS id, [1] AS city"},
             "customers: `city` is declared text, but column `city` of table `people` is "
             "INTEGER[] (convert it in a `.sql` file)"),
}  # fmt: skip


@pytest.mark.parametrize(("tables", "said"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_said(tables: dict[str, str], said: str) -> None:
    connection = store.open(None, threads=1)
    for name, query in tables.items():
        connection.execute(f"CREATE TABLE shop_{name} AS {query}")
    places = {name: TableSettings(table=f"shop_{name}") for name in tables}
    project = Project(Customers("people", "id", (Field("city", Type.TEXT, "city"),)))
    with pytest.raises(sources.SourceError) as error:
        sources.attach(connection, project, settings(**places), Path())
    assert str(error.value) == said


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(sources.SourceError, match=r"\(no.csv\): there is no such file"):
        read(tmp_path, TableSettings(file="no.csv"))


def test_a_run_stays_behind_the_longest_delay_and_stale_tables_are_named() -> None:
    connection = store.open(None, threads=1)
    connection.execute(f"CREATE TABLE shop_people AS {TYPED}")
    connection.execute(
        "CREATE TABLE shop_orders AS SELECT 1 AS who, TIMESTAMP '2026-01-02' AS \"at\", "
        "NULL::TIMESTAMP AS seen, 1 AS id, 2 AS sum"
    )
    project = replace(PROJECT, events={"purchase": ORDER})
    places = settings(
        people=TableSettings(table="shop_people", delay=timedelta(hours=1)),
        orders=TableSettings(
            table="shop_orders", delay=timedelta(hours=2), stale_after=timedelta(days=2)
        ),
        unread=TableSettings(table="unread", delay=timedelta(days=9)),
    )
    attached = sources.attach(connection, project, places, Path())
    now = datetime(2026, 1, 4, 0, 0, 1, tzinfo=UTC)
    assert sources.horizon(now, places, project) == now - timedelta(hours=2)
    assert sources.stale(connection, project, places, attached, instant("2026-01-04")) == []
    (found,) = sources.stale(connection, project, places, attached, now)
    assert (found.table, found.newest) == ("orders", instant("2026-01-02"))


def test_a_fingerprint_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(csv(), encoding="utf-8")
    connection = store.open(None, threads=1)
    places = settings(people=TableSettings(file="people.csv"))
    attached = sources.attach(connection, PROJECT, places, tmp_path)
    before = attached.prints()("customers")
    assert before == attached.prints()("customers") is not None
    path.write_text(csv() + "4,,,,,,,\n", encoding="utf-8")
    assert attached.prints()("customers") != before


def _file(folder: Path, text: str) -> str:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("select", "read"),
    [
        ("select id, nfc_normalize(city) from 'people.parquet' where id > 1", ["people.parquet"]),
        ("with a as (from 'x.csv') select * from a join read_parquet(['y', 'z']) using (id)",
         ["x.csv", "y", "z"]),
        ("select * exclude (r) from (select *, row_number() over (partition by id order by t) as r "
         "from 'people.csv') where r = 1", ["people.csv"]),
        ("select * from shop", None),
        ("select * from main.shop", None),
        ("select * from 'people.csv' where id in (select id from shop)", None),
        ("select *, now() as seen from 'people.csv'", None),
        ("select *, current_date as seen from 'people.csv'", None),
        ("select * from 'people.csv' where random() < 0.5", None),
        ("select * from 'people.csv' using sample 10%", None),
        ("select * from read_csv('people' || '.csv')", None),
        ("select * from query('from shop')", None),
        ("select twice(id) from 'people.csv'", None),
    ],
)  # fmt: skip
def test_a_select_that_hangs_on_files_alone_is_known(select: str, read: list[str] | None) -> None:
    connection = store.open(None)
    connection.execute("CREATE TABLE shop (id BIGINT)")
    connection.execute("CREATE MACRO twice(x) AS x * random()")
    found = read_files(connection, select)
    assert found == (None if read is None else tuple(read))


def test_a_fingerprint_of_sql_changes_with_its_files(tmp_path: Path) -> None:
    data = tmp_path / "people.csv"
    data.write_text("id,city\n1,Busan\n")
    (tmp_path / "people.sql").write_text("select *, 'x' as a from 'people.csv'")
    connection = store.open(None)
    project = replace(PROJECT, customers=replace(PROJECT.customers, fields=FIELDS[:1]))

    def fingerprint() -> str | None:
        found = settings(people=TableSettings(sql="people.sql"))
        return sources.attach(connection, project, found, tmp_path).prints()("customers")

    before = fingerprint()
    assert before == fingerprint() is not None
    data.write_text("id,city\n1,Busan\n2,Ulsan\n")
    after = fingerprint()
    assert after not in (before, None)
    (tmp_path / "people.sql").write_text("select *, 'y' as a from 'people.csv'")
    assert fingerprint() not in (before, after, None)
