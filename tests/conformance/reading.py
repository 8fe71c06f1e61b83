"""A case as its folder says it: texts, what is known and happens, and what must come of it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from compiler.check import Checked, check, files_named
from compiler.model.project import Project
from dsl.decoding import decode
from dsl.diagnostics import Diagnostic, Severity
from dsl.parse import parse

HERE = Path(__file__).parent
SHOP = HERE / "shop"
"""What stands beside a case's own campaigns: a file of the same name in the case goes before it."""

Line = Mapping[str, str]
"""A line of a table: its cells by the names of its columns, an empty one `""`."""


@dataclass(frozen=True)
class Case:
    """`folder` is the case's own. Instants are aware."""

    folder: Path
    start: datetime
    until: datetime
    tags: tuple[str, ...]
    salt: str
    epoch: int
    runs: tuple[datetime, ...]
    """The ends of runs, where what is recorded hangs on them; else any will do."""
    versions: Mapping[str, datetime]
    """The folders with the texts, and since when each holds."""
    tables: Mapping[str, Mapping[str, str]]
    """What the settings say of the shop's tables: `delay`, `stale_after`, `timezone`."""
    clock: tuple[datetime, ...]
    """When the dispatcher looks, by the clock on the wall; where nothing is said, each message is
    handed over at its own instant."""

    @property
    def name(self) -> str:
        return self.folder.relative_to(HERE).as_posix()

    @cached_property
    def texts(self) -> tuple[tuple[datetime, Project], ...]:
        """Each text with the instant from which on it holds."""
        return tuple(
            (at, project(self.folder / name, self.folder)) for name, at in self.versions.items()
        )

    def lines(self, name: str) -> list[Line]:
        """The lines of one of the case's tables; none where there is no such file."""
        path = self.folder / name
        return read(path) if path.is_file() else []

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()


def rules() -> list[Path]:
    """The folder of every rule."""
    return sorted(each for each in HERE.glob("S[0-9][0-9]-*") if each.is_dir())


def folders(rule: Path) -> list[Path]:
    """The folders of a rule's cases."""
    return sorted(each.parent for each in rule.glob("*/case.toml"))


def cases(*, having: str) -> list[Case]:
    """The cases that have the file."""
    found = [case(each) for rule in rules() for each in folders(rule)]
    return [each for each in found if each.has(having)]


def case(folder: Path) -> Case:
    said = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    start = said.pop("from")
    return Case(
        folder, start, said.pop("until"), tuple(said.pop("tags", ())),
        said.pop("salt", "conformance"), said.pop("epoch", 1), tuple(said.pop("runs", ())),
        said.pop("versions", {".": start}), said.pop("tables", {}), tuple(said.pop("clock", ())),
        **said,
    )  # fmt: skip


def read(path: Path) -> list[Line]:
    """The lines of a CSV file. Spaces around a cell do not count; a line that begins with `#` is a
    remark."""
    rows = csv.reader(
        (line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"),
        skipinitialspace=True,
    )
    head = [cell.strip() for cell in next(rows)]
    return [dict(zip(head, (cell.strip() for cell in row), strict=True)) for row in rows]


def columns(path: Path) -> Sequence[str]:
    """The names of the columns of a CSV file."""
    lines = (line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return [cell.strip() for cell in next(csv.reader(lines, skipinitialspace=True))]


def instant(text: str) -> datetime:
    """`2026-03-07 11:00`, which is UTC, as everywhere in the cases' tables."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def project(folder: Path, root: Path) -> Project:
    """The typed project of a folder with texts, which must be right. `root`: where the files lie
    that it names."""
    found, checked = checking(folder, root)
    wrong = [f"{each.span.path}: {each.title}" for each in found
             if each.severity is Severity.ERROR]  # fmt: skip
    assert not wrong and checked.project is not None, wrong
    return checked.project


def checking(folder: Path, root: Path) -> tuple[list[Diagnostic], Checked]:
    """What is found in the texts of a folder beside those of the shop."""
    paths = {path.name: path for path in (*SHOP.glob("*.campaign"), *folder.glob("*.campaign"))}
    parsed = [
        parse(decode(path.relative_to(HERE).as_posix(), path.read_bytes())[0])
        for _, path in sorted(paths.items())
    ]
    files = [each.file for each in parsed]
    named = {name: (root / name).read_text("utf-8") for name in files_named(files)}
    broken = [finding.span for each in parsed for finding in each.diagnostics]
    checked = check(files, named, broken)
    found = [finding for each in parsed for finding in each.diagnostics]
    return [*found, *checked.diagnostics], checked
