"""Whether what a declaration reads may have changed, told without reading it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from compiler.model.project import Project
from runtime.settings import Settings, TableSettings
from runtime.sources.raw import matching
from runtime.sources.reading import Reading
from runtime.store.columns import is_kept, quoted
from runtime.store.connection import Connection

Prints = Callable[[str], str | None]
"""A text for the name of a declaration, that changes whenever its rows may have; None where that
cannot be told."""


def fingerprints(
    connection: Connection, project: Project, of_shop: Prints
) -> Callable[[], Prints]:
    """Takes them, as of the moment at which it is called. `of_shop`: those of what the shop's
    tables have."""
    kept = [event.name for event in project.events.values() if is_kept(event)]

    def taken() -> Prints:
        counted = _of_kept(connection, kept)
        return lambda name: counted.get(name) or of_shop(name)

    return taken


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


def _of_kept(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """What Segue keeps of an event only grows, but where somebody is forgotten, who takes care of
    it."""
    if not names:
        return {}
    counts = ", ".join(f"(SELECT count(*) FROM {quoted(f'kept_{name}')})" for name in names)
    row = connection.execute(f"SELECT {counts}").fetchone()
    return dict(zip(names, map(str, row or ()), strict=True))
