"""Lists from files: read with the customers, recorded as changes of theirs (S5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from compiler.model.project import Project
from runtime import store
from runtime.recording import record
from runtime.settings import ProjectSettings, Settings, TableSettings
from runtime.sources import Finding, SourceError, attach, check_data
from runtime.sources.duckdb import DuckReader
from tests.compiler.asking import project
from tests.recording.shop import instant

TEXT = """
customers from shop.customers
  key from customer_id

list vip from "vip.csv"
"""


@dataclass
class Folder:
    """A project with one list, over its folder."""

    root: Path
    project: Project = field(default_factory=lambda: project(TEXT, base=""))

    def __post_init__(self) -> None:
        self.connection = store.open(None, threads=1)
        self.customers("minji", "jun")

    def customers(self, *keys: str) -> None:
        (self.root / "c.csv").write_text("\n".join(["customer_id", *keys, ""]), encoding="utf-8")

    def vip(self, text: str) -> None:
        (self.root / "vip.csv").write_text(text, encoding="utf-8")

    @property
    def settings(self) -> Settings:
        tables = {"shop.customers": TableSettings(file="c.csv")}
        return Settings(project=ProjectSettings(name="shop"), tables=tables)

    def on_list(self) -> list[str]:
        attach(self.connection, self.project, self.settings, self.root)
        rows = self.connection.execute(
            'SELECT "key" FROM "source_customers" WHERE "f_vip list" ORDER BY "key"'
        ).fetchall()
        return [key for (key,) in rows]

    def run(self, prev: str, until: str) -> Any:
        sources = attach(self.connection, self.project, self.settings, self.root)
        return record(self.connection, self.project, sources, instant(prev), instant(until))

    def versions(self) -> Sequence[tuple[Any, ...]]:
        return self.connection.execute(
            'SELECT "key", "f_vip list", CASE WHEN isinf("since") THEN \'\' '
            'ELSE CAST("since" AS VARCHAR) END '
            'FROM "customers" JOIN "people" USING ("cid") ORDER BY "key", "since"'
        ).fetchall()

    def found(self) -> list[Finding]:
        reader = DuckReader(self.connection, self.root)
        return check_data(reader, self.project, self.settings)


@pytest.mark.parametrize("text", [
    "minji\nyuna\n", "minji", "\ufeffminji\r\n\r\nyuna\r\n", "minji\nminji\n",
    "customer_id\nminji\n", "name,customer_id\nM,minji\nJ,\n", '"minji"\n',
])  # fmt: skip
def test_forms_of_a_file(text: str, tmp_path: Path) -> None:
    here = Folder(tmp_path)
    here.vip(text)
    assert here.on_list() == ["minji"]


def test_keys_are_text_and_one_in_nfc(tmp_path: Path) -> None:
    here = Folder(tmp_path)
    here.customers("Zoe\u0301", "007", "7", "8")
    here.vip("Zo\u00e9\n007\n8.0\n")
    assert here.on_list() == ["007", "Zoe\u0301"]


def test_the_head_alone_is_a_list_of_nobody(tmp_path: Path) -> None:
    here = Folder(tmp_path)
    here.vip("customer_id\n")
    assert here.on_list() == []
    assert [str(one) for one in here.found()] == ["list vip: nobody is on it: vip.csv holds no key"]


def test_what_is_odd_is_counted(tmp_path: Path) -> None:
    here = Folder(tmp_path)
    here.vip("id\nminji\nminji\nminji\nyuna\n")
    assert [(one.what, one.title, one.count, one.example) for one in here.found()] == [
        ("list vip", "2 lines too many: a key stands there more than once", 2, "minji"),
        ("list vip", "2 keys of nobody who is in the customers' table", 2, "id"),
    ]
    here.vip("minji\n")
    assert here.found() == []


@pytest.mark.parametrize(("text", "said"), [
    (None, "list vip: there is no file vip.csv in the project's folder"),
    ("", "list vip: vip.csv is empty: if nobody shall be on the list, leave its first line, the "
     "name of the customers' key column"),
    ("a,b\nminji,x\n", "list vip: vip.csv has 2 columns, and none of them is called "
     "`customer_id` as the customers' key is: write its name into the first line, or one key per "
     "line"),
    ("name,customer_id\nM,minji,x\n", "list vip: vip.csv: line 2 has 3 values, but the head 2"),
])  # fmt: skip
def test_files_that_cannot_be_read(text: str | None, said: str, tmp_path: Path) -> None:
    here = Folder(tmp_path)
    if text is not None:
        here.vip(text)
    with pytest.raises(SourceError) as caught:
        here.on_list()
    assert str(caught.value) == said
    assert [str(one) for one in here.found() if one.stops] == [said]


def test_coming_and_going_is_recorded_at_the_refresh_that_saw_it(tmp_path: Path) -> None:
    here = Folder(tmp_path)
    here.vip("minji\n")
    here.run("2026-03-02 00:00", "2026-03-02 12:00")
    here.vip("jun\n")
    here.run("2026-03-02 12:00", "2026-03-02 18:00")
    assert here.versions() == [("jun", False, ""), ("minji", True, "")]
    here.run("2026-03-02 18:00", "2026-03-03 18:00")
    assert here.versions() == [
        ("jun", False, ""), ("jun", True, "2026-03-03 00:00:00"),
        ("minji", True, ""), ("minji", False, "2026-03-03 00:00:00"),
    ]  # fmt: skip


def test_a_list_that_comes_to_a_store_that_ran(tmp_path: Path) -> None:
    here = Folder(tmp_path)
    with_list = here.project
    here.project = project(TEXT.split("list")[0], base="")
    here.run("2026-03-02 00:00", "2026-03-03 12:00")
    here.project = with_list
    here.vip("minji\n")
    here.run("2026-03-03 12:00", "2026-03-04 12:00")
    assert here.versions() == [
        ("jun", None, ""), ("jun", False, "2026-03-04 00:00:00"),
        ("minji", None, ""), ("minji", True, "2026-03-04 00:00:00"),
    ]  # fmt: skip
