"""The whole journal: what the store has of it, and what lies in the archive."""

from __future__ import annotations

from runtime.archive.folder import COLUMNS, folder_of, listed, parquet, paths
from runtime.store.connection import Connection
from runtime.store.rows import beside, bring

JOURNAL = '"journal"'
WHOLE = '"whole_journal"'
_ARCHIVED = '"archived_rows"'

_VIEW = f"""
CREATE OR REPLACE TEMP VIEW {WHOLE} AS
SELECT "at", "seq", "phase", "campaign", "version", "cid", "eid", "cause", "step_order", "kind",
       "step", "message", "channel", "arm", "reason", "rule"
FROM {JOURNAL}
UNION ALL
SELECT r."at", r."seq", r."phase", d."campaign", d."version", r."cid", r."eid", r."cause",
       d."step_order", d."kind", d."step", d."message", d."channel", d."arm",
       coalesce(k."value", d."reason") AS "reason", d."rule"
FROM {_ARCHIVED} AS r JOIN "decisions" AS d ON d."decision" = r."decision"
LEFT JOIN "set_rows" AS k
  ON k."eid" = r."eid" AND k."decision" = r."decision" AND k."at" = r."at"
"""


def whole_journal(connection: Connection) -> str:
    """The name of what has all rows of the journal, with the columns of the view `journal`, as it
    stands in SQL. Raises Unreadable where a file of the archive is not there."""
    names = listed(connection)
    if not names:
        return JOURNAL
    read = connection.execute('SELECT "read" FROM "archive_place"').fetchone()
    if read != (" ".join(names),):
        _read(connection, parquet(paths(folder_of(connection), names)))
        connection.execute('UPDATE "archive_place" SET "read" = $1', [" ".join(names)])
    return WHOLE


def _read(connection: Connection, files: str) -> None:
    """DuckDB looks into the files when it is asked; into another store their rows are brought."""
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    with beside(connection) as reading:
        kind = "VIEW" if reading is connection else "TABLE"
        reading.execute(
            f"CREATE OR REPLACE TEMP {kind} {_ARCHIVED} AS SELECT {columns} FROM {files}"
        )
        bring(reading, connection, _ARCHIVED)
    connection.execute(_VIEW)
