"""The archive's folder: which files count, and how one comes to be there.

Only the store says which files count. A file is written under another name, flushed to disk, and
given its own, which follows from the store and the month: so what a kill left there is written
again, and two stores that share a folder leave each other's files alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from runtime.errors import Trouble
from runtime.store.connection import Connection

COLUMNS = {
    "at": "TIMESTAMP", "seq": "BIGINT", "phase": "TINYINT", "cid": "BIGINT", "eid": "BIGINT",
    "decision": "INTEGER", "cause": "VARCHAR",
}  # fmt: skip
"""Of a file, as those of the table `journal_rows`."""

ROWS = '"archive_rows"'
"""The table of a DuckDB whose rows go into a file."""


class Unreadable(Trouble):
    """A file of the archive is not there."""


def folder_of(connection: Connection) -> Path:
    """Where the archive lies of the store that a project has opened."""
    row = connection.execute('SELECT "folder" FROM "archive_place"').fetchone()
    assert row is not None
    return Path(row[0])


def listed(connection: Connection) -> list[str]:
    """The names of the files that count."""
    rows = connection.execute('SELECT "file" FROM "archived" WHERE NOT "gone" ORDER BY 1')
    return [name for (name,) in rows.fetchall()]


def mark_of(connection: Connection) -> str:
    """What the names of a store's files have, and those of no other."""
    row = connection.execute(
        'SELECT (SELECT "beginning" FROM "progress"), (SELECT min("clock") FROM "applied")'
    ).fetchone()
    return hashlib.sha256(repr(row).encode()).hexdigest()[:8]


def paths(folder: Path, names: Sequence[str]) -> list[str]:
    """Raises Unreadable where one of them is not there."""
    for name in names:
        if not (folder / name).is_file():
            raise Unreadable(
                f"{name} is not in the archive {folder}: rows of the journal stand in it, so bring "
                "it back, or name its `folder` in [archive] of segue.toml"
            )
    return [str(folder / name) for name in names]


def parquet(files: Sequence[str]) -> str:
    """The rows of files, as a part of DuckDB's SQL."""
    quoted = ", ".join("'" + each.replace("'", "''") + "'" for each in files)
    return f"read_parquet([{quoted}])"


def write(reading: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """Make the file of the table `ROWS`. When this returns it is on disk; raises Trouble."""
    part = folder / f"{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        quoted = str(part).replace("'", "''")
        reading.execute(f"COPY {ROWS} TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
        _flush(part)
        part.rename(folder / name)
        _flush(folder)
    except (duckdb.IOException, OSError) as error:
        why = str(error).splitlines()[0]
        raise Trouble(f"the archive {folder} cannot be written: {why}") from error


def clean(connection: Connection) -> None:
    """Take away the files that are gone; there must be no open transaction."""
    rows = connection.execute('SELECT "file" FROM "archived" WHERE "gone"').fetchall()
    for (name,) in rows:
        (folder_of(connection) / name).unlink(missing_ok=True)
        connection.execute('DELETE FROM "archived" WHERE "file" = $1', [name])


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
