"""Opening a store: the file, its settings and its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from runtime.errors import Held, Trouble
from runtime.store.embedded import embedded
from runtime.store.migrate import migrate

CHECKPOINT = "256MB"
"""How much of its log DuckDB gathers before it brings it into the tables. Each time costs as much
as a tick of 100,000 rows; what is in the log is as durable, and read again after a crash."""


class StoreError(Trouble):
    """The store cannot be opened."""


def open(path: Path | None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to the store in the file `path` (made where there is none), or to a new one in
    memory, with the layout of this version of Segue. `threads` None: as many as there are cores.

    Raises StoreError where the file is no store, belongs to a newer Segue, or is open elsewhere.
    """
    connection = embedded() if path is None else _opened(path)
    connection.execute(f"SET checkpoint_threshold = '{CHECKPOINT}'")
    if threads is not None:
        connection.execute("SET threads = ?", [threads])
    try:
        migrate(connection)
    except (Trouble, duckdb.Error):
        connection.close()
        raise
    return connection


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    path.parent.mkdir(parents=True, exist_ok=True)
    there = path.exists()
    try:
        return embedded(str(path))
    except duckdb.Error as error:
        full = trouble(path, error)
        if full is not None and not there:
            path.unlink(missing_ok=True)  # half a file is no store, and would never become one
        raise full or unopened(path, str(error)) from error


def trouble(path: Path, error: BaseException) -> StoreError | None:
    """What it means where the store in the file `path` cannot be written, in words; None: the error
    means something else."""
    said = f"{error}\n{error.__cause__ or ''}"
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError(
            f"there is not memory enough, or no room for what DuckDB puts aside of it beside {path}"
            f" ({said.splitlines()[0]}): what was under way has not happened; make room, and start "
            "again"
        )
    failed = re.search(r'Could not (?:write|sync|truncate)[^"]*"([^"]*)": ([^\n]*)', said)
    if failed is None or not Path(failed[1]).name.startswith(path.name):
        return None
    return StoreError(
        f"the store {path} cannot be written ({failed[2].strip()}): what was under way has not "
        "happened, and nothing is lost; make room, and start again"
    )


@contextmanager
def beside(path: Path, file: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new store called `memory`, in `file` or in memory, for a process that has the one in the
    file `path` open itself: only beside that can it be read."""
    connection = embedded(str(path))
    (name,) = connection.execute("SELECT current_database()").fetchone() or ("",)
    kept = ":memory:" if file is None else str(file).replace("'", "''")
    connection.execute(f"ATTACH '{kept}' AS memory")
    try:
        connection.execute("USE memory")
        migrate(connection)
        yield connection
    finally:
        connection.execute(f'USE "{name}"')
        connection.execute("DETACH memory")
        connection.close()


def is_open_here(error: duckdb.Error) -> bool:
    """Whether a file could not be attached since this process has it open itself."""
    return "Unique file handle conflict" in str(error)


def unopened(path: Path | None, said: str) -> Trouble:
    """Why DuckDB could not open the store in the file `path`, from what it `said`."""
    held = re.search(r"lock is held in .*?\(PID (\d+)\)", said)
    if path is not None and (held or "Could not set lock" in said):
        process = f" (number {held[1]})" if held else ""
        return Held(
            path,
            f"another process{process} has the store {path} open, most likely a `segue run`: "
            "stop it, or wait until it has ended, and try again"
        )
    if "not a valid DuckDB database" in said:
        return StoreError(
            f"{path} is not a store of Segue: name another `path` in [engine] of segue.toml"
        )
    return StoreError(f"the store {path} cannot be opened: {said.splitlines()[0]}")
