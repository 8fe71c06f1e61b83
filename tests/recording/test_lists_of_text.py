"""Lists of text, from the shop's tables into the store and out again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from compiler.model.conditions import Has, ListContains
from compiler.model.declarations import Customers, Event, Field, Policy, Record, Segment
from compiler.model.project import Project
from compiler.model.values import Const, CustomerField, EventField, Occurrences, Type
from runtime import store
from runtime.ingesting.errors import IngestError
from runtime.ingesting.ingest import Ingested, ingest
from runtime.looking.histories import histories
from runtime.recording import record
from runtime.settings import ProjectSettings, Settings, TableSettings
from runtime.sources import attach, check_data
from runtime.sources.duckdb import DuckReader
from tests.recording.shop import instant

COLOURS = Field("colours", Type.TEXTS, "colours")
TAGS = (Field("tags", Type.TEXTS, "tags"),)
RED = Const("red", Type.TEXT)
TAGGED = ListContains(EventField("order", "tags", Type.TEXTS), RED)
PROJECT = Project(
    Customers("people", "id", (COLOURS,)),
    Policy("Asia/Seoul"),
    events={
        "order": Event("order", "orders", "customer", "time", None, None, TAGS),
        "note": Event("note", None, "customer", "time", "id", None, TAGS),
    },
    records={"pet": Record("pet", "pets", "customer", "id", TAGS)},
    segments={
        "red": Segment("red", None, ListContains(CustomerField("colours", Type.TEXTS), RED)),
        "tagged": Segment("tagged", None, Has(Occurrences("order", None, TAGGED))),
        "noted": Segment("noted", None, Has(Occurrences("note"))),
        "with_cat": Segment("with_cat", None, Has(Occurrences("pet", standing=True))),
    },
)
SETTINGS = Settings(
    project=ProjectSettings(name="s"),
    tables={
        "people": TableSettings(file="people.csv"),
        "orders": TableSettings(file="orders.jsonl"),
        "pets": TableSettings(file="pets.parquet"),
    },
)
PEOPLE = 'id,colours\na,"[""red"", ""e\u0301"", null]"\nb,[]\nc,\nd,red\n'
ORDERS: list[Any] = [["x", "y"], [], None, "x", [1], '["z"]']


def write(folder: Path) -> None:
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    rows = [
        {"customer": "a", "time": f"2026-03-02 10:0{place}", "tags": tags}
        for place, tags in enumerate(ORDERS)
    ]
    (folder / "orders.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    pets = "VALUES ('p', 'a', ['cat', NULL, '']), ('q', 'b', []), ('r', 'b', NULL)"
    duckdb.execute(
        f"COPY (SELECT * FROM ({pets}) AS t(id, customer, tags)) TO '{folder / 'pets.parquet'}'"
    )


@pytest.fixture
def connection(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    write(tmp_path)
    return store.open(None, threads=1)


def run(connection: duckdb.DuckDBPyConnection, folder: Path, at: str, until: str) -> Any:
    sources = attach(connection, PROJECT, SETTINGS, folder)
    return record(connection, PROJECT, sources, instant(at), instant(until))


def test_what_is_recorded(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    run(connection, tmp_path, "2026-03-01 00:00", "2026-03-03 00:00")
    found = {each.key: each for each in histories(connection, PROJECT)}
    known = {key: each.versions[0].fields["colours"] for key, each in found.items()}
    assert known == {"a": ("red", "é"), "b": (), "c": None, "d": None}
    tags = [event.fields["tags"] for event in found["a"].events]
    assert tags == [("x", "y"), (), None, None, None, ("z",)]
    pets = {pet.id: pet.fields["tags"] for each in found.values() for pet in each.records}
    assert pets == {"p": ("cat",), "q": (), "r": None}


def test_a_list_that_is_as_it_was_is_no_change(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    run(connection, tmp_path, "2026-03-01 00:00", "2026-03-03 00:00")
    (tmp_path / "people.csv").write_text(PEOPLE.replace("[]", "[ ]"), encoding="utf-8")
    run(connection, tmp_path, "2026-03-03 00:00", "2026-03-05 00:00")
    assert connection.execute("SELECT count(*) FROM customers").fetchone() == (4,)
    assert connection.execute("SELECT count(*) FROM event_order").fetchone() == (6,)
    assert connection.execute("SELECT count(*) FROM record_pet").fetchone() == (3,)


def test_what_is_no_list_is_found(tmp_path: Path) -> None:
    write(tmp_path)
    with duckdb.connect() as connection:
        findings = check_data(DuckReader(connection, tmp_path), PROJECT, SETTINGS)
    assert [(one.what, one.title, one.count, one.example, one.help) for one in findings] == [
        ("customers", "1 row with a `colours` that is not a list of texts", 1, "red",
         "they read as unknown"),
        ("customers", "1 row with a `colours` not in NFC", 1, '["red", "e\u0301", null]',
         "the same text written in two ways does not compare as equal: convert it where it is "
         "made"),
        ("event order", "2 rows with a `tags` that is not a list of texts", 2, "[1]",
         "they read as unknown"),
    ]  # fmt: skip


def test_a_column_of_another_kind(tmp_path: Path) -> None:
    write(tmp_path)
    tables = {**SETTINGS.tables, "people": TableSettings(file="pets.parquet")}
    people = Customers("people", "id", (Field("tags", Type.TEXT, "tags"),))
    with duckdb.connect() as connection:
        found = check_data(
            DuckReader(connection, tmp_path), replace(PROJECT, customers=people),
            SETTINGS.model_copy(update={"tables": tables}),
        )  # fmt: skip
    assert found[0].title == (
        "`tags` is declared text, but column `tags` of table `people` is VARCHAR[]"
    )


def test_what_segue_keeps(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    attach(connection, PROJECT, SETTINGS, tmp_path)
    lines = [
        {"customer": "a", "time": "2026-03-02T10:00:00Z", "tags": ["x", None]},
        {"customer": "b", "time": "2026-03-02T11:00:00Z", "tags": []},
    ]
    path = tmp_path / "notes.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert ingest(connection, PROJECT, "note", path) == Ingested(2, 0)
    assert ingest(connection, PROJECT, "note", path) == Ingested(0, 2)
    kept = connection.execute('SELECT "customer", f_tags FROM kept_note ORDER BY ALL').fetchall()
    assert kept == [("a", ["x"]), ("b", [])]
    path = tmp_path / "notes.csv"
    path.write_text("customer,time,tags\na,2026-03-02 10:00,red\n", encoding="utf-8")
    with pytest.raises(IngestError) as refused:
        ingest(connection, PROJECT, "note", path)
    assert str(refused.value) == (
        "notes.csv, line 2: `tags` is `red`, which is not a list of texts; nothing came in"
    )
