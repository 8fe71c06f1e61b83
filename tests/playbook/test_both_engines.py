"""The playbook runs over its data on DuckDB and on PostgreSQL, and its journals are equal; somebody
enters each campaign, and each does something."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import copytree

import duckdb
import psycopg
import pytest

from runtime.loading import load
from tests.outside.command.typed import outside
from tests.playbook.projects import CLUB, PLAYBOOK, SEASON, SECRET, WEEKS, season
from tests.sql import postgres

TYPES = {"TIMESTAMP": "timestamp", "BOOLEAN": "boolean", "BIGINT": "bigint", "INTEGER": "integer",
         "DATE": "date"}  # fmt: skip


def shop(folder: Path) -> Path:
    return Path(copytree(PLAYBOOK, folder / "shop"))


def club(folder: Path) -> Path:
    return Path(copytree(CLUB, folder / "club"))


RUNS = [
    (shop, "2026-03-31", "2026-04-14", SEASON, SEASON | WEEKS),
    (season, "2025-11-01", "2026-01-15", set[str](), set[str]()),
    (club, "2026-03-31", "2026-04-21", set[str](), set[str]()),
]
"""A project, from when until when it runs, and which campaigns nobody is expected to enter so soon,
or to hear of."""


@pytest.fixture
def address() -> Iterator[str]:
    postgres.needed()
    with postgres.cluster() as found:
        yield found


def in_postgres(folder: Path, address: str) -> None:
    """Puts the tables of the project in `folder` into a database, and makes it a project there."""
    settings = (folder / "segue.toml").read_text(encoding="utf-8")
    tables = re.findall(r'(?m)^"((\w+)\.\w+)" = "([\w/]+\.sql)"$', settings)
    with psycopg.connect(address, autocommit=True) as session:
        for schema in {schema for _, schema, _ in tables}:
            session.execute(f"CREATE SCHEMA {schema}".encode())
        for table, _, file in tables:
            _copy(session, table, (folder / file).read_text(encoding="utf-8"))
    settings = re.sub(r'(?m)^("\w+\.\w+") = "[\w/]+\.sql"$', r"\1 = { table = \1 }", settings)
    engine = '\n[engine]\nkind = "postgres"\nurl = "$SEGUE_DATABASE"\n'
    (folder / "segue.toml").write_text(settings + engine, encoding="utf-8")


def _copy(session: psycopg.Connection[tuple[object, ...]], table: str, query: str) -> None:
    found = duckdb.sql(query)
    assert found is not None
    columns = ", ".join(
        f'"{name}" {TYPES.get(str(kind), "numeric" if "DECIMAL" in str(kind) else "text")}'
        for name, kind in zip(found.columns, found.types, strict=True)
    )
    session.execute(f"CREATE TABLE {table} ({columns})".encode())
    with session.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for row in found.fetchall():
            copy.write_row(row)


NAMES = ["shop", "season", "club"]


@pytest.mark.long
@pytest.mark.parametrize(("made", "start", "end", "nobody", "silent"), RUNS, ids=NAMES)
def test_journals_are_equal(
    address: str,
    tmp_path: Path,
    made: Callable[[Path], Path],
    start: str,
    end: str,
    nobody: set[str],
    silent: set[str],
) -> None:
    told = []
    for name in ("files", "database"):
        (tmp_path / name).mkdir()
        folder = made(tmp_path / name)
        if name == "database":
            in_postgres(folder, address)
        told.append(_told(folder, address, start, end))
    assert told[1] == told[0]
    rows = [json.loads(line) for line in told[0]]
    project = load(made(tmp_path)).checked.project
    assert project is not None
    campaigns = set(project.campaigns)
    assert campaigns - {row["campaign"] for row in rows if row["kind"] == "entered"} == nobody
    assert campaigns - {row["campaign"] for row in rows if row["kind"] in DONE} == silent


DONE = ("planned", "called", "given", "set")


def _told(folder: Path, address: str, start: str, end: str) -> Sequence[str]:
    """The journal of a run."""
    done = outside(folder, "run", "--apply", "--from", start, "--until", end, patience=3_600,
                   SEGUE_DATABASE=address, CLUB_SECRET=SECRET)  # fmt: skip
    assert done.code == 0, done.err
    journal = outside(folder, "journal", "--json", SEGUE_DATABASE=address, CLUB_SECRET=SECRET)
    return journal.out.splitlines()
