"""Typing commands: in a process of their own, or in this one where a process proves no more."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from segue.main import main

COMMAND = Path(sys.executable).parent / "segue"

PLAIN = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONUNBUFFERED": "1"}

FROM, UNTIL = "2026-01-01", "2026-03-01"
"""The data of the template reach over these days, and beyond."""


@dataclass(frozen=True)
class Typed:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one thing that it complained of; fails where that is no sentence."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert "Traceback" not in self.err
        assert self.err.startswith("error: "), self.err
        return " ".join(self.err.removeprefix("error: ").split())


def segue(folder: Path, *words: object) -> Typed:
    """The command with these words behind it, typed in the folder."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["segue", *map(str, words)]
    with (
        chdir(folder), patch.object(sys, "argv", argv), patch.dict(os.environ, PLAIN),
        redirect_stdout(out), redirect_stderr(err),
    ):  # fmt: skip
        code = _code()
    return Typed(code, out.getvalue(), err.getvalue())


def _code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def outside(folder: Path, *words: object, patience: int = 120, **variables: str) -> Typed:
    """The installed command, in a process of its own, with these variables in its environment; it
    may take so many seconds."""
    done = subprocess.run(
        [COMMAND, *map(str, words)], cwd=folder, env={**PLAIN, **variables}, capture_output=True,
        timeout=patience,
    )  # fmt: skip
    return Typed(done.returncode, done.stdout.decode(), done.stderr.decode())


def traces(folder: Path) -> dict[str, str]:
    """Every file and folder with a hash of what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.md5(path.read_bytes()).hexdigest()
        if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }  # fmt: skip


def replaced(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
