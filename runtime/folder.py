"""A project's folder: which files belong to it, and what stands in them.

It imports nothing of the compiler, so that who only looks whether anything has changed is quick.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dsl.decoding import decode
from runtime.errors import Trouble

SETTINGS = "segue.toml"
CAMPAIGNS = ".campaign"

Named = Callable[[str], bytes | None]
"""The contents of a file by its path from the root; None: there is none."""


class ProjectError(Trouble):
    """The folder is no project, or a file of it cannot be read. The message says what to do."""


def contents(root: Path) -> dict[str, bytes]:
    """What stands in the project's campaign files, by path from the root, in their order. Raises
    ProjectError where there is no project."""
    if not (root / SETTINGS).is_file():
        raise ProjectError(
            f"there is no {SETTINGS} in {root}: name the project with --project DIR, "
            "or make one with `segue init DIR`"
        )
    paths = campaign_files(root)
    if not paths:
        raise ProjectError(
            f"there is no campaign file in {root.resolve()}, whose name would end in .campaign: "
            "write one there, or see what `segue init DIR` makes"
        )
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def campaign_files(root: Path) -> list[Path]:
    """Every `.campaign` file below the root but in hidden folders, sorted by path."""
    found = root.rglob(f"*{CAMPAIGNS}")
    return sorted(
        path for path in found
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    )  # fmt: skip


def named_in(root: Path) -> Named:
    """The files of a folder, of which none outside is read."""

    def named(name: str) -> bytes | None:
        path = (root / name).resolve()
        inside = path.is_file() and path.is_relative_to(root.resolve())
        return path.read_bytes() if inside else None

    return named


def read_text(path: Path) -> str:
    """The text of one campaign file. Raises ProjectError where it is not in UTF-8."""
    if not path.is_file():
        raise ProjectError(f"there is no file {path}")
    source, problems = decode(str(path), path.read_bytes())
    if problems:
        raise ProjectError(f"{path}: {problems[0].title}: {problems[0].help}")
    return source.text
