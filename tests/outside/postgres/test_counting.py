"""`segue count` over a PostgreSQL gives who it gives over files of the same rows."""

from __future__ import annotations

import json
import re

import psycopg
import pytest

from tests.outside.command.typed import replaced, segue, traces
from tests.outside.postgres.shops import PEOPLE, Shops

NAMES = ["sleeping", "curious", "buyer", *re.findall(r"^(?:segment|groups) (\w+)", PEOPLE, re.M)]
INSTANTS = ("2026-03-01", "2026-02-10T10:30:00Z")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_customers(both: Shops, name: str) -> None:
    for at in INSTANTS:
        words = ("count", name, "--at", at, "--show", 1000)
        files, database = both.on_files(*words), both.on_database(*words)
        assert (database.code, database.err) == (0, files.err)
        assert database.out == files.out


def test_segments_are_not_all_empty(both: Shops) -> None:
    """Else the test above would prove nothing."""
    found = [both.on_database("count", name, "--at", INSTANTS[0]).out.split()[0]
             for name in NAMES if name != "told"]  # fmt: skip
    assert sum(int(number) > 0 for number in found) >= len(found) - 1, found


def test_the_same_cohorts(both: Shops) -> None:
    words = ("cohorts", "purchase", "--by", "week", "--at", "2026-03-01")
    assert both.on_database(*words).out == both.on_files(*words).out


def test_the_installed_command(both: Shops) -> None:
    words = ("count", "buyer", "--at", "2026-03-01")
    assert both.outside(*words).out == both.on_files(*words).out
    assert both.outside("check", "--data").out == both.on_files("check", "--data").out


@pytest.mark.parametrize("name", ["sleeping", "spenders", "coming"])
def test_the_same_reads(both: Shops, name: str) -> None:
    """How many rows there are is what the server knows of them."""
    words = ("count", name, "--at", INSTANTS[0], "--explain", "--json")
    files, database = (json.loads(each(*words).out) for each in (both.on_files, both.on_database))
    assert database["whole_history"] == files["whole_history"]
    for here, there in zip(database["reads"], files["reads"], strict=True):
        same = ("what", "times", "fits", "since")
        assert [here[key] for key in same] == [there[key] for key in same]
        assert here["rows"] is None or abs(here["rows"] - there["rows"]) < 5
        assert here["rows_estimated"] is (here["rows"] is not None)


def test_nothing_is_left_in_the_database(both: Shops) -> None:
    before = _objects(both), traces(both.database)
    both.on_database("count", "spenders")
    both.on_database("check", "--data")
    assert (_objects(both), traces(both.database)) == before


def _objects(both: Shops) -> list[tuple[object, ...]]:
    with psycopg.connect(both.address) as connection:
        return connection.execute("SELECT oid, relname FROM pg_class ORDER BY 1").fetchall()


def test_a_database_that_cannot_be_reached(both: Shops) -> None:
    settings = both.database / "segue.toml"
    kept = settings.read_text(encoding="utf-8")
    try:
        replaced(settings, '"$SEGUE_DATABASE"', '"postgres://nobody@127.0.0.1:1/shop"')
        said = segue(both.database, "count", "sleeping").sentence
        assert said.startswith("the database of [engine] cannot be reached: ")
        replaced(settings, '"postgres://nobody@127.0.0.1:1/shop"', '"shop"')
        assert "is no address of a PostgreSQL" in segue(both.database, "count", "bought").sentence
    finally:
        settings.write_text(kept, encoding="utf-8")


def test_a_variable_that_is_not_set(both: Shops) -> None:
    said = segue(both.database, "count", "sleeping").sentence
    assert "environment variable `SEGUE_DATABASE`, which is not set" in said
