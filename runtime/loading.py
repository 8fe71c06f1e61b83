"""A project's folder, read: its settings, its files, and what the compiler says of them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compiler.check import Checked, check, files_named
from dsl.decoding import decode
from dsl.diagnostics import Diagnostic, Severity, once
from dsl.parse import parse
from dsl.source import Source
from dsl.tree import File
from runtime.errors import Trouble

SETTINGS = "segue.toml"


class ProjectError(Trouble):
    """The folder is no project, or a file of it cannot be read. The message says what to do."""


@dataclass(frozen=True)
class Loaded:
    """`sources` by path from the root; `diagnostics` in the order of file and place."""

    root: Path
    sources: Mapping[str, Source]
    files: tuple[File, ...]
    checked: Checked
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path) -> Loaded:
    """Read and check the project in the folder `root`.

    Raises ProjectError where there is no project; mistakes in its files are diagnostics.
    """
    if not (root / SETTINGS).is_file():
        raise ProjectError(
            f"there is no {SETTINGS} in {root}: name the project with --project DIR, "
            "or make one with `segue init DIR`"
        )
    if not campaign_files(root):
        raise ProjectError(
            f"there is no campaign file in {root.resolve()}, whose name would end in .campaign: "
            "write one there, or see what `segue init DIR` makes"
        )
    gc.disable()  # trees are many small objects that all stay: collecting only costs time
    try:
        return _load(root)
    finally:
        gc.enable()


def errors(loaded: Loaded) -> int:
    """How many of the findings are errors, which keep a project from being executed."""
    return sum(each.severity is Severity.ERROR for each in loaded.diagnostics)


def campaign_files(root: Path) -> list[Path]:
    """Every `.campaign` file below the root but in hidden folders, sorted by path."""
    found = root.rglob("*.campaign")
    return sorted(
        path for path in found
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    )  # fmt: skip


def _load(root: Path) -> Loaded:
    sources: dict[str, Source] = {}
    found: list[Diagnostic] = []
    files: list[File] = []
    for path in campaign_files(root):
        name = path.relative_to(root).as_posix()
        source, problems = decode(name, path.read_bytes())
        parsed = parse(source)
        sources[name] = source
        files.append(parsed.file)
        found += [*problems, *parsed.diagnostics]
    texts, unread = texts_named(root, files)
    found += unread
    checked = check(files, texts, [each.span for each in found])
    said = once([*found, *checked.diagnostics])
    said.sort(key=lambda diagnostic: diagnostic.span)
    return Loaded(root, sources, tuple(files), checked, tuple(said))


def texts_named(root: Path, files: Iterable[File]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The contents of the files that messages and offers name, and which of them are not in UTF-8;
    one that is missing stays out."""
    texts: dict[str, str] = {}
    unread: list[Diagnostic] = []
    for name in sorted(files_named(list(files))):
        path = (root / name).resolve()
        if path.is_file() and path.is_relative_to(root.resolve()):
            source, problems = decode(name, path.read_bytes())
            texts[name] = source.text
            unread += problems
    return texts, unread


def read_text(path: Path) -> str:
    """The text of one campaign file. Raises ProjectError where it is not in UTF-8."""
    if not path.is_file():
        raise ProjectError(f"there is no file {path}")
    source, problems = decode(str(path), path.read_bytes())
    if problems:
        raise ProjectError(f"{path}: {problems[0].title}: {problems[0].help}")
    return source.text
