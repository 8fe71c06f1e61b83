"""Tables with a row per version of a customer: each is recorded as of its instant (S5, S6)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compiler.sql.probe import Inline
from compiler.sql.queries import Key, segment_query
from runtime import store
from runtime.history import History
from runtime.interpreter import members
from runtime.interpreter.view import Populations
from runtime.looking.histories import histories
from runtime.recording import Recorded, record
from runtime.settings import ProjectSettings, Settings, TableSettings
from runtime.sources import attach, check_data
from runtime.sources.duckdb import DuckReader
from tests.compiler.asking import project
from tests.recording.shop import instant
from tests.seeds import seeds

TEXT = """
customers from shop.customers
  key      from id
  version  from valid_from
  city     text
  note     text

segment in_seoul
  city = "Seoul"
"""

SETTINGS = Settings(
    project=ProjectSettings(name="shop"),
    tables={"shop.customers": TableSettings(table="shop_customers")},
)
EXAMPLE = [
    ("a", "2026-03-01 00:00", "Seoul", "x"), ("a", "2026-03-02 10:00", "Busan", "x"),
    ("b", "2026-03-02 11:00", "Seoul", "x"), (None, "2026-03-01 00:00", "Seoul", "x"),
    ("c", None, "Seoul", "x"),
]  # fmt: skip


class Shop:
    def __init__(self, rows: Sequence[tuple[Any, ...]] = EXAMPLE) -> None:
        self.project = project(TEXT, base="")
        self.connection = store.open(None, threads=1)
        self.connection.execute(
            "CREATE TABLE shop_customers "
            "(id VARCHAR, valid_from TIMESTAMP, city VARCHAR, note VARCHAR)"
        )
        self.add(*rows)
        self.sources = attach(self.connection, self.project, SETTINGS, Path())

    def add(self, *rows: tuple[Any, ...]) -> None:
        for row in rows:
            self.connection.execute("INSERT INTO shop_customers VALUES (?, ?, ?, ?)", row)

    def record(self, prev: str, until: str) -> Recorded:
        return record(self.connection, self.project, self.sources, instant(prev), instant(until))

    def histories(self) -> list[History]:
        return histories(self.connection, self.project)

    def versions(self, key: str) -> list[tuple[str, Any]]:
        (found,) = (each for each in self.histories() if each.key == key)
        return [
            (f"{each.since:%d %H:%M}", "gone" if each.gone else each.fields["city"])
            for each in found.versions
        ]


def test_a_version_holds_from_its_own_instant() -> None:
    shop = Shop()
    done = shop.record("2026-03-02 00:00", "2026-03-03 00:00")
    assert shop.versions("a") == [("01 00:00", "Seoul"), ("02 10:00", "Busan")]
    assert shop.versions("b") == [("02 11:00", "Seoul")]
    assert [each.key for each in shop.histories()] == ["a", "b"]
    assert done.refreshed is not None and done.refreshed.new == 2


def test_what_turns_out_late_holds_from_where_the_project_has_run() -> None:
    shop = Shop()
    shop.record("2026-03-02 00:00", "2026-03-03 00:00")
    shop.add(("a", "2026-03-02 08:00", "Jeju", "x"), ("b", "2026-03-02 12:00", "Daegu", "x"),
             ("a", "2026-03-03 05:00", "Ulsan", "x"))  # fmt: skip
    done = shop.record("2026-03-03 00:00", "2026-03-04 00:00")
    assert shop.versions("a") == [
        ("01 00:00", "Seoul"), ("02 10:00", "Busan"), ("03 05:00", "Ulsan"),
    ]  # fmt: skip
    assert shop.versions("b") == [("02 11:00", "Seoul"), ("03 00:00", "Daegu")]
    assert done.refreshed is not None and done.refreshed.changed == 2


def test_whose_rows_are_taken_out_is_gone() -> None:
    shop = Shop()
    shop.record("2026-03-02 00:00", "2026-03-03 00:00")
    shop.connection.execute("DELETE FROM shop_customers WHERE id = 'b'")
    shop.add(("b", "2026-03-03 06:00", "Daegu", "x"))
    shop.record("2026-03-03 00:00", "2026-03-04 00:00")
    assert shop.versions("b") == [
        ("02 11:00", "Seoul"), ("03 00:00", "gone"), ("03 06:00", "Daegu"),
    ]  # fmt: skip


def test_of_several_versions_since_one_instant_the_smallest_holds() -> None:
    shop = Shop()
    shop.add(("a", "2026-03-02 10:00", "Andong", "x"), ("a", "2026-03-02 10:00", None, "x"))
    done = shop.record("2026-03-02 00:00", "2026-03-03 00:00")
    assert shop.versions("a")[-1] == ("02 10:00", "Andong")
    assert done.refreshed is not None and done.refreshed.repeats == 2
    titles = [each.title for each in check_data(DuckReader(shop.connection, Path()),
                                                shop.project, SETTINGS)]  # fmt: skip
    assert titles == [
        "1 row without `id`", "1 row without `valid_from`",
        "1 value of `id` occurs more than once with one `valid_from`",
    ]  # fmt: skip


CITIES = ["Seoul", "Busan", None]
MONDAY = instant("2026-03-02 00:00")


def random_rows(chance: random.Random) -> list[tuple[Any, ...]]:
    hours = [chance.randrange(-30, 60) for _ in range(12)]
    return [
        (chance.choice("abc"), (MONDAY + timedelta(hours=hour)).replace(tzinfo=None),
         chance.choice(CITIES), chance.choice("xy"))
        for hour in hours
    ]  # fmt: skip


def holding(rows: Sequence[tuple[Any, ...]], at: datetime) -> dict[str, Any]:
    """The city of each who is known at the instant: of the last version, the smallest."""
    past = [row for row in rows if row[1] <= at.replace(tzinfo=None)]
    past.sort(key=lambda row: (row[1], row[2] is not None, _reversed(row[2]), _reversed(row[3])))
    return {row[0]: row[2] for row in past}


def _reversed(text: str | None) -> list[int]:
    return [-ord(letter) for letter in text or ""]


@pytest.mark.parametrize("seed", seeds(0, 16, of=40))
def test_ticks_of_any_length_record_the_same(seed: int) -> None:
    """And it is what stood in the table at each instant."""
    chance = random.Random(seed)
    rows = random_rows(chance)
    shop = Shop(rows)
    borders = [MONDAY, *sorted(MONDAY + timedelta(hours=chance.randrange(1, 48))
                               for _ in range(chance.randrange(5))),
               MONDAY + timedelta(hours=48)]  # fmt: skip
    for prev, until in itertools.pairwise(borders):
        if prev < until:
            record(shop.connection, shop.project, shop.sources, prev, until)
    for hour in range(-35, 48):
        at = MONDAY + timedelta(hours=hour)
        found = {
            each.key: version.fields["city"]
            for each in shop.histories() for version in each.versions
            if version.since is not None and version.since <= at
        }  # fmt: skip
        assert found == holding(rows, at), at


@pytest.mark.parametrize("seed", seeds(0, 8, of=20))
def test_who_is_counted_is_who_the_interpreter_finds(seed: int) -> None:
    shop = Shop(random_rows(random.Random(seed)))
    record(shop.connection, shop.project, shop.sources, MONDAY, MONDAY + timedelta(hours=60))
    for hour in (-20, 0, 13, 40):
        at = MONDAY + timedelta(hours=hour)
        query = segment_query(
            shop.project, "in_seoul", at, shop.sources, Inline(at, {}), Key.SHOW
        )
        keys = [key for key, *_ in DuckReader(shop.connection, Path()).rows(query)]
        assert keys == members(shop.project, shop.histories(), "in_seoul", at, Populations())
