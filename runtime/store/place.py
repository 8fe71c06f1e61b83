"""Where a project's store is kept: in a file of DuckDB, or in a schema of a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from runtime.errors import Trouble
from runtime.store.connection import Connection
from runtime.store.opening import open as open_file
from runtime.store.opening import trouble


class Place(Protocol):
    """What is known of a store before it is opened."""

    def exists(self) -> bool:
        """Whether something has run there."""

    def open(self) -> Connection:
        """A session with the store, made where there is none. Raises Trouble."""

    def trouble(self, error: Exception) -> Trouble | None:
        """What an error means where the store fails, in words; None: it means something else."""


@dataclass(frozen=True, slots=True)
class InFile:
    """`threads` None: as many as the machine has. `archive`: the folder of what is archived."""

    path: Path
    archive: Path
    threads: int | None = None

    def exists(self) -> bool:
        return self.path.exists()

    def open(self) -> Connection:
        return _with_archive(open_file(self.path, self.threads), self.archive)

    def trouble(self, error: Exception) -> Trouble | None:
        return trouble(self.path, error)


@dataclass(frozen=True, slots=True)
class InSchema:
    """The client of PostgreSQL is loaded only where one is asked."""

    url: str
    schema: str
    archive: Path

    def exists(self) -> bool:
        from runtime.store.postgres import exists

        return exists(self.url, self.schema)

    def open(self) -> Connection:
        from runtime.store.postgres import opened

        return _with_archive(opened(self.url, self.schema), self.archive)

    def trouble(self, error: Exception) -> Trouble | None:
        from runtime.store.postgres import trouble

        return trouble(error)


def _with_archive(connection: Connection, folder: Path) -> Connection:
    """The session, which knows where the archive lies."""
    connection.execute(
        'CREATE OR REPLACE TEMP TABLE "archive_place" AS'
        ' SELECT $1::VARCHAR AS "folder", \'\'::VARCHAR AS "read"',
        [str(folder)],
    )
    return connection
