"""Lists of text as each engine keeps them, read: NFC, without unknown and empty ones."""

from __future__ import annotations

import json
from collections.abc import Sequence

import psycopg
import pytest
from sqlglot import exp

from compiler.model.declarations import Field
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.dialects import Dialect
from runtime.sources import typed
from runtime.sources.civil import UTC_CLOCK
from runtime.sources.duckdb import DUCKDB
from runtime.sources.postgres_types import POSTGRES
from runtime.sources.reader import ColumnTypes
from runtime.sources.reading import joined
from runtime.sources.spark_types import SPARK
from tests.sql.engines import Cell, Engine, Postgres

COLOURS = Field("colours", Type.TEXTS, "colours")
TYPES: dict[Dialect, ColumnTypes] = {"duckdb": DUCKDB, "postgres": POSTGRES, "spark": SPARK}
LISTS: dict[Dialect, str] = {
    "duckdb": "VARCHAR[]", "postgres": "text[]", "spark": "array<string>"
}  # fmt: skip
NUMBERS: dict[Dialect, str] = {
    "duckdb": "INTEGER[]", "postgres": "integer[]", "spark": "array<int>"
}  # fmt: skip
TEXT: dict[Dialect, str] = {"duckdb": "VARCHAR", "postgres": "text", "spark": "string"}

ARRAYS: list[tuple[str | None, list[str] | None]] = [
    ('["red","blue"]', ["red", "blue"]),
    (' [ "red" ,\t"blue", null, "", "red" ]\n', ["red", "blue", "red"]),
    ("[]", []),
    ("[null]", []),
    ('["e\u0301", "\\u0065\\u0301", "\\ud83d\\ude00"]', ["é", "é", "😀"]),
    ('["a\\"]b", "\\\\", "\\n,[", "\\/"]', ['a"]b', "\\", "\n,[", "/"]),
    ('["[1]", "null", "true"]', ["[1]", "null", "true"]),
    ("['red']", None),
    ("red", None),
    ("red, blue", None),
    ("[red, blue]", None),
    ('["red", 1]', None),
    ("[1, 2]", None),
    ("[true]", None),
    ('[["red"]]', None),
    ('[{"a": "red"}]', None),
    ('{"a": ["red"]}', None),
    ('"red"', None),
    ("null", None),
    ('["red",]', None),
    ('["red" "blue"]', None),
    ('["red"] x', None),
    ('["red"] ["blue"]', None),
    ('["red"', None),
    ('["\\ud83d"]', None),
    ('["\\x"]', None),
    ('["two\nlines"]', None),
    ("", None),
    (None, None),
]
"""What a column of text may hold, and the list that it is."""


@pytest.fixture
def engine(any_engine: Engine) -> Engine:
    return any_engine


def read(engine: Engine, native: str, column: str, cells: Sequence[Cell]) -> list[Cell]:
    """What each of the cells of a column is read as; `native`: its type as the engine names it."""
    engine.load("listed", ['"place" BIGINT', f'"colours" {column}'], list(enumerate(cells)))
    value = typed.read("colours", native, COLOURS, UTC_CLOCK, TYPES[engine.dialect])
    rows = exp.select(build.column("place"), build.named(value, "value"))
    query = rows.from_(build.table("listed")).order_by(build.column("place"))
    return [row["value"] for row in engine.rows(query)]


def test_a_json_array_written_as_text(engine: Engine) -> None:
    written, right = zip(*ARRAYS, strict=True)
    assert read(engine, TEXT[engine.dialect], "VARCHAR", written) == list(right)


def test_a_list_of_the_engine(engine: Engine) -> None:
    cells = [["red", "blue"], [], ["e\u0301", None, "", "a b", 'a"b', "a\\n"], None]
    right = [["red", "blue"], [], ["é", "a b", 'a"b', "a\\n"], None]
    assert read(engine, LISTS[engine.dialect], "VARCHAR[]", cells) == right


def test_a_list_of_numbers_reads_as_text(engine: Engine) -> None:
    column = "ARRAY<INT>" if engine.dialect == "spark" else "INTEGER[]"
    assert read(engine, NUMBERS[engine.dialect], column, [[3, None, -4], []]) == [["3", "-4"], []]


def test_a_long_array(engine: Engine) -> None:
    """No pattern goes too deep."""
    words = ["red", 'a "\n'] * 20_000
    (found,) = read(engine, TEXT[engine.dialect], "VARCHAR", [json.dumps(words)])
    assert found == words


def test_a_list_as_one_text(engine: Engine) -> None:
    engine.load("listed", ['"colours" VARCHAR[]'], [[["red", "blue"]]])
    query = exp.select(build.named(joined(build.column("colours")), "value"))
    assert engine.rows(query.from_(build.table("listed"))) == [{"value": "red\x1dblue"}]


@pytest.mark.parametrize(
    ("types", "native", "found"),
    [
        (DUCKDB, "VARCHAR[]", True), (DUCKDB, "VARCHAR[3]", True), (DUCKDB, "JSON", True),
        (DUCKDB, "DECIMAL(10,2)[]", True), (DUCKDB, "ENUM('a', 'b')[]", True),
        (DUCKDB, "VARCHAR[][]", False), (DUCKDB, "STRUCT(a VARCHAR[])[]", False),
        (DUCKDB, "MAP(VARCHAR, VARCHAR[])", False), (DUCKDB, "BOOLEAN[]", False),
        (DUCKDB, "INTEGER", False), (POSTGRES, "text[]", True), (POSTGRES, "jsonb", True),
        (POSTGRES, "character varying(10)[]", True), (POSTGRES, "point[]", False),
        (POSTGRES, "integer", False), (SPARK, "array<string>", True),
        (SPARK, "array<decimal(10,2)>", True), (SPARK, "array<array<string>>", False),
        (SPARK, "array<struct<a:string>>", False), (SPARK, "map<string,string>", False),
    ],
)  # fmt: skip
def test_which_columns_hold_lists(types: ColumnTypes, native: str, found: bool) -> None:
    assert typed.readable(native, Type.TEXTS, types) is found


@pytest.mark.parametrize(
    ("types", "native"), [(DUCKDB, "VARCHAR[]"), (POSTGRES, "text[]"), (SPARK, "array<string>")]
)
def test_a_list_is_no_text_and_no_number(types: ColumnTypes, native: str) -> None:
    kinds = (Type.TEXT, Type.NUMBER, Type.TIME, Type.DATE, Type.YES_NO, Type.CHOICE)
    assert not any(typed.readable(native, kind, types) for kind in kinds)


@pytest.mark.parametrize("native", ["json", "jsonb"])
def test_json_of_postgres(cluster: str, native: str) -> None:
    with psycopg.connect(cluster, autocommit=True) as connection:
        engine = Postgres(connection)
        cells = ['["red", "e\u0301", null]', "[]", "null", '"red"', "[1]", '{"a": "red"}', None]
        right = [["red", "é"], [], None, None, None, None, None]
        assert read(engine, native, native, cells) == right
