"""The action's scripts, run with programs of a test in the place of `segue` and `gh`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.transcript import ROOT


@dataclass
class Job:
    """A job whose programs write down how they were called, a line each, in `calls`.

    `programs` are what they do besides, as lines of a shell; by their names.
    """

    folder: Path
    programs: Mapping[str, str]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Runs a script of `ci/`, and says what it printed and how it ended."""
        tools = self.folder / "tools"
        tools.mkdir(exist_ok=True)
        for name, lines in self.programs.items():
            program = tools / name
            record = f'echo "{name} $*" >> "{self.calls_file}"'
            program.write_text(f"#!/bin/sh\n{record}\n{lines}\n", encoding="utf-8")
            program.chmod(0o755)
        path = f"{tools}:{os.environ['PATH']}"
        return subprocess.run(
            [str(ROOT / "ci" / script)],
            env={"PATH": path, "PROJECT": "shop", **self.environment},
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    @property
    def calls_file(self) -> Path:
        return self.folder / "calls"

    @property
    def calls(self) -> list[str]:
        text = self.calls_file.read_text(encoding="utf-8") if self.calls_file.exists() else ""
        return text.splitlines()
