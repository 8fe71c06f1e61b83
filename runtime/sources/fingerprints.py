"""Whether what a declaration reads may have changed, told without reading it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from compiler.model.declarations import Event
from compiler.model.project import Project
from runtime.settings import Settings, TableSettings
from runtime.sources.raw import matching
from runtime.sources.reading import Reading
from runtime.store.columns import is_kept, quoted
from runtime.store.connection import Connection

Prints = Callable[[str], str | None]
"""A text for the name of a declaration, that changes whenever its rows may have; None where that
cannot be told."""


def fingerprints(connection: Connection, project: Project, of_shop: Prints) -> Prints:
    """`of_shop`: those of what the shop's tables have."""

    def fingerprint(name: str) -> str | None:
        event = project.events.get(name)
        kept = event is not None and is_kept(event)
        return _of_kept(connection, event) if event is not None and kept else of_shop(name)

    return fingerprint


def of_files(found: Mapping[str, Reading], settings: Settings, root: Path) -> Prints:
    """Of what files have."""

    def fingerprint(name: str) -> str | None:
        reading = found.get(name)
        table = settings.tables[reading.raw.name] if reading else None
        return _of_files(reading, table, root) if reading and table else None

    return fingerprint


def _of_files(reading: Reading, table: TableSettings, root: Path) -> str | None:
    if reading.raw.files is None:
        return None
    lists = [str(column.field.list_file) for column in reading.lists.values()]
    found = [matching(pattern, root) for pattern in (*reading.raw.files, *lists)]
    if not all(found):  # such as files of another machine
        return None
    stats = [(str(path), path.stat()) for paths in found for path in paths]
    read = [(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats]
    columns = (*reading.roles.values(), *reading.fields.values())
    declared = [(column.field, column.native) for column in columns]
    declared += [(each.field, each.native) for each in reading.lists.values()]
    return hashlib.sha256(repr((read, declared, table, reading.raw.query)).encode()).hexdigest()


def _of_kept(connection: Connection, event: Event) -> str:
    """What Segue keeps only grows."""
    row = connection.execute(f"SELECT count(*) FROM {quoted(f'kept_{event.name}')}").fetchone()
    return str(row[0] if row else 0)
