"""What the snapshots should hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

from compiler.describing import described
from compiler.sentences import sentences
from runtime.loading import load

HERE = Path(__file__).parent
CAMPAIGNS = HERE.parents[2] / "campaigns"
PROJECTS = ("shop", "playbook")
AT = datetime(2026, 3, 1, 3, tzinfo=UTC)
"""No midnight of either shop, so that values across customers are as of another instant."""


def snapshots() -> dict[str, str]:
    """The text of every snapshot, by its path from here."""
    return {path: text for project in PROJECTS for path, text in _of(project)}


def _of(folder: str) -> Iterator[tuple[str, str]]:
    loaded = load(CAMPAIGNS / folder)
    project = loaded.checked.project
    assert project is not None
    said = sentences(loaded.files, {path: each.text for path, each in loaded.sources.items()})
    for name in (*project.segments, *project.groups):
        duckdb = described(project, name, AT, "duckdb", said)
        postgres = described(project, name, AT, "postgres", said)
        yield f"{folder}/{name}.sql", duckdb
        if postgres != duckdb:
            yield f"{folder}/{name}.postgres.diff", difference(duckdb, postgres, context=0)


def difference(one: str, other: str, context: int = 3) -> str:
    """What changes from one text to the other, line by line; nothing where they are the same."""
    lines = list(unified_diff(one.splitlines(), other.splitlines(), lineterm="", n=context))
    return "".join(f"{line}\n" for line in lines[2:])


def kept() -> dict[str, str]:
    """The text of every snapshot as it was written, by its path from here."""
    files = (path for project in PROJECTS for path in sorted((HERE / project).glob("*.*")))
    return {path.relative_to(HERE).as_posix(): path.read_text("utf-8") for path in files}
