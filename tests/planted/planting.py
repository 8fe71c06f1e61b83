"""Planting a mistake in a copy of the product, and looking whether the tests see it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PARTS = ("dsl", "compiler", "runtime", "segue", "campaigns", "tests")
EVERYDAY = ("-m", "not long")
PATIENCE = 1_800
"""Seconds; with some mistakes a tick never ends."""


@dataclass(frozen=True)
class Mistake:
    """A small wrong change: in `file`, `old` becomes `new`. `seen_by` is the first everyday test
    known to fail with it: the number of a differential seed, or a file of tests."""

    wrong: str
    file: str
    old: str
    new: str
    seen_by: int | str


def plant(mistake: Mistake, folder: Path) -> None:
    """Copies the product into an empty folder, with the mistake in it."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    planted = folder / mistake.file
    text = planted.read_text(encoding="utf-8")
    assert text.count(mistake.old) == 1, f"not once in {mistake.file}: {mistake.old}"
    planted.write_text(text.replace(mistake.old, mistake.new), encoding="utf-8")


def seen(mistake: Mistake, folder: Path) -> bool:
    """Whether the test that should see the mistake fails, or else any everyday seed does."""
    if isinstance(mistake.seen_by, str):
        return _fails(folder, [mistake.seen_by, *EVERYDAY])
    chosen = ["-k", f"test_journals_are_equal and seed-{mistake.seen_by}-"]
    return _fails(folder, ["tests/differential", *chosen]) or _fails(
        folder, ["tests/differential", *EVERYDAY]
    )


def _fails(folder: Path, chosen: list[str]) -> bool:
    """Whether a test fails; that none ran, or that they could not, is an error."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *chosen]
    own = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=own, timeout=PATIENCE, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired:
        return True
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode == 1
