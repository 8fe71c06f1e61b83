"""The playbook runs over its data on DuckDB and on PostgreSQL, and its journals are equal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import duckdb
import psycopg
import pytest

from tests.outside.command.typed import outside
from tests.sql import postgres

PLAYBOOK = Path(__file__).parents[2] / "campaigns" / "playbook"
FROM, UNTIL = "2026-03-31", "2026-04-14"
TYPES = {"TIMESTAMP": "timestamp", "BOOLEAN": "boolean", "BIGINT": "bigint", "INTEGER": "integer"}


@pytest.fixture
def address() -> Iterator[str]:
    if not postgres.available():
        assert not os.environ.get("CI"), "CI needs a PostgreSQL"
        pytest.skip("no PostgreSQL is installed here")
    with postgres.cluster() as found:
        yield found


def in_postgres(folder: Path, address: str) -> None:
    """Puts the tables of the playbook in `folder` into a database, and makes it a project there."""
    settings = (folder / "segue.toml").read_text(encoding="utf-8")
    tables = re.findall(r'(?m)^"(shop\.\w+)" = "(\w+\.sql)"$', settings)
    with psycopg.connect(address, autocommit=True) as session:
        session.execute("CREATE SCHEMA shop")
        for table, file in tables:
            _copy(session, table, (folder / file).read_text(encoding="utf-8"))
    settings = re.sub(r'(?m)^("shop\.\w+") = "\w+\.sql"$', r"\1 = { table = \1 }", settings)
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


@pytest.mark.long
def test_journals_are_equal(address: str, tmp_path: Path) -> None:
    files, database = (Path(copytree(PLAYBOOK, tmp_path / name)) for name in ("files", "database"))
    in_postgres(database, address)
    told = []
    for folder in (files, database):
        done = outside(folder, "run", "--apply", "--from", FROM, "--until", UNTIL,
                       SEGUE_DATABASE=address)  # fmt: skip
        assert done.code == 0, done.err
        told.append(outside(folder, "journal", "--json", SEGUE_DATABASE=address).out.splitlines())
    assert len(told[0]) > 1_000
    assert told[1] == told[0]
