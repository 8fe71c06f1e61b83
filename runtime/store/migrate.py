"""The numbered migrations: each is applied once, and never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from compiler.sql.dialects import Dialect
from runtime.errors import Trouble
from runtime.store.connection import Connection, dialect
from runtime.store.parsed import parsed


@dataclass(frozen=True, slots=True)
class Migration:
    """`name` begins with its number: `0001_store`."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations(of: Dialect = "duckdb") -> tuple[Migration, ...]:
    """All migrations of this version of Segue, in the order of their numbers. Those whose files end
    in `.duckdb.sql` say how DuckDB lays out its file, and are `of` no other database."""
    folder = files("runtime.store.migrations")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=_name)
    return tuple(
        Migration(each.name.split(".")[0], each.read_text(encoding="utf-8"))
        for each in found if of == "duckdb" or not each.name.endswith(".duckdb.sql")
    )  # fmt: skip


def _name(file: Traversable) -> str:
    return file.name


def migrate(
    connection: Connection, steps: Sequence[Migration] | None = None
) -> None:
    """Apply what of `steps` (None: all of this version) the store does not have yet, in one
    transaction.

    Raises Trouble where the store was made by other migrations than these.
    """
    spoken = dialect(connection)
    steps = migrations(spoken) if steps is None else steps
    connection.execute(
        'CREATE TABLE IF NOT EXISTS "migrations" ("name" VARCHAR NOT NULL, "checksum" VARCHAR)'
    )
    applied = connection.execute('SELECT "name", "checksum" FROM "migrations" ORDER BY 1')
    done: dict[str, str] = dict(applied.fetchall())
    _compare(done, steps)
    missing = [step for step in steps if step.name not in done]
    if missing:
        _apply(connection, missing, spoken)


def _compare(done: dict[str, str], steps: Sequence[Migration]) -> None:
    known = {step.name: step.checksum for step in steps}
    for name, checksum in done.items():
        if name not in known:
            raise Trouble(
                f"the store was used by a newer Segue, which made `{name}`: install that version"
            )
        if known[name] != checksum:
            raise Trouble(
                f"the store was made by another `{name}` than this version's: "
                "use the version of Segue that made it, or begin with a new store"
            )


def _apply(connection: Connection, steps: Sequence[Migration], spoken: Dialect) -> None:
    connection.begin()
    try:
        for step in steps:
            for statement in parsed(step.text) if spoken == "duckdb" else (step.text,):
                connection.execute(statement)
        connection.execute(
            'INSERT INTO "migrations" SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])',
            [[step.name for step in steps], [step.checksum for step in steps]],
        )
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
