"""Another name in the place of a customer's key, in the files of the archive (S38)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import duckdb

from runtime.archive.folder import ROWS, folder_of, listed, parquet, paths, write
from runtime.forgetting.renaming import Renamed
from runtime.store.connection import Connection
from runtime.store.rows import beside


def rename_archived(connection: Connection, cid: int, of: Renamed) -> None:
    """Where a row of the customer says it, the file is written anew under another name, which the
    store has in the place of the old one's, in the caller's transaction. `folder.clean` takes the
    old one away."""
    names = listed(connection)
    if not names:
        return
    with beside(connection) as reading:
        for name, path in zip(names, paths(folder_of(connection), names), strict=True):
            changes = _changes(reading, path, cid, of)
            if changes:
                _rewrite(reading, path, cid, changes)
                write(reading, folder_of(connection), following(name))
                connection.execute(
                    'INSERT INTO "archived" SELECT $1, "rows", false FROM "archived"'
                    ' WHERE "file" = $2',
                    [following(name), name],
                )
                connection.execute('UPDATE "archived" SET "gone" = true WHERE "file" = $1', [name])


def following(name: str) -> str:
    """The name of the file that has the rows of this one, written anew:
    `journal-2026-03-0123abcd-2.parquet`."""
    found = re.fullmatch(r"(journal-\d{4}-\d{2}-[0-9a-f]{8})(?:-(\d+))?\.parquet", name)
    assert found is not None
    return f"{found[1]}-{int(found[2] or 1) + 1}.parquet"


def _changes(
    reading: duckdb.DuckDBPyConnection, path: str, cid: int, of: Renamed
) -> dict[str, str]:
    """What the customer's rows say, and what they are to say."""
    rows = reading.execute(
        f'SELECT DISTINCT "cause" FROM {parquet([path])} WHERE "cid" = $1', [cid]
    ).fetchall()
    return {before: after for (before,) in rows if (after := of(before)) != before}


def _rewrite(
    reading: duckdb.DuckDBPyConnection, path: str, cid: int, changes: Mapping[str, str]
) -> None:
    reading.execute(
        f'CREATE OR REPLACE TEMP TABLE {ROWS} AS SELECT r.* REPLACE (CASE WHEN r."cid" = $1'
        ' THEN coalesce(list_extract($3::VARCHAR[], list_position($2::VARCHAR[], r."cause")),'
        f' r."cause") ELSE r."cause" END AS "cause") FROM {parquet([path])} AS r',
        [cid, list(changes), list(changes.values())],
    )
