"""Pages with examples in them, played in a folder of their own.

A fenced block `console` holds commands behind `$ ` and what they print; `exit=1` behind `console`
is what its last command ends with. A block `diff` that begins with `--- FILE` is an edit that the
reader makes: its `-` lines become its `+` lines, or, where it has none, these go to the file's end.
A file that is not there is begun.
`<!-- undo -->` takes the last edit back. Everything else is only read.

`python -m tests.docs.transcript README.md` writes down anew what the commands print.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

UNDO = "<!-- undo -->"
FENCE = re.compile(r"```(console|diff)(?: exit=(\d))?")


@dataclass(frozen=True)
class Block:
    """`first` is the number of the line behind the fence, from 0; `ends` the expected exit code."""

    sort: str
    first: int
    lines: tuple[str, ...]
    ends: int = 0


@dataclass(frozen=True)
class Command:
    line: str
    shown: tuple[str, ...]
    ends: int


@dataclass(frozen=True)
class Played:
    command: Command
    printed: tuple[str, ...]
    ended: int


def blocks(text: str) -> Iterator[Block]:
    """The blocks and undos of a page, in their order."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        fence = FENCE.fullmatch(lines[number])
        if lines[number] == UNDO:
            yield Block("undo", number, ())
        elif fence is not None:
            end = lines.index("```", number)
            inside = tuple(lines[number + 1 : end])
            yield Block(fence[1], number + 1, inside, int(fence[2] or 0))
            number = end
        number += 1


def commands(block: Block) -> list[Command]:
    """The commands of a `console` block, each with what it is said to print."""
    starts = [at for at, line in enumerate(block.lines) if line.startswith("$ ")]
    found = []
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        ends = block.ends if end == len(block.lines) else 0
        found.append(Command(block.lines[start][2:], block.lines[start + 1 : end], ends))
    return found


class Reader:
    """Does in a folder what a page says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: tuple[Path, str] | None = None

    def play(self, block: Block) -> list[Played]:
        """What the block's commands printed; edits are made and taken back."""
        if block.sort == "console":
            return [self._run(command) for command in commands(block)]
        if block.sort == "diff":
            self._edit(block)
        elif self._before is not None:
            path, text = self._before
            path.write_text(text, encoding="utf-8")
        return []

    def _run(self, command: Command) -> Played:
        if command.line.startswith("cd "):
            self._folder /= command.line.removeprefix("cd ")
            return Played(command, (), 0)
        found = subprocess.run(
            command.line, shell=True, cwd=self._folder, env=_environment(), text=True,
            encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        printed = tuple(line.rstrip() for line in found.stdout.splitlines())
        return Played(command, printed, found.returncode)

    def _edit(self, block: Block) -> None:
        path = self._folder / block.lines[0].removeprefix("--- ")
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        old = "".join(f"{line[1:]}\n" for line in block.lines[1:] if line.startswith("-"))
        new = "".join(f"{line[1:]}\n" for line in block.lines[1:] if line.startswith("+"))
        if old not in text:
            raise ValueError(f"{path.name} does not hold\n{old}")
        self._before = (path, text)
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def _environment() -> dict[str, str]:
    """As a reader has it: `segue` on the path, a terminal of 80 columns, no colours."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1"}


def rewritten(text: str, folder: Path) -> str:
    """The page with what its commands print in `folder`."""
    lines = text.splitlines()
    reader = Reader(folder)
    made: list[str] = []
    upto = 0
    for block in blocks(text):
        played = reader.play(block)
        if block.sort == "console":
            made += lines[upto : block.first]
            for each in played:
                made += [f"$ {each.command.line}", *each.printed]
            upto = block.first + len(block.lines)
    return "\n".join([*made, *lines[upto:]]) + "\n"


def main(names: list[str]) -> None:
    for name in names:
        path = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            text = rewritten(path.read_text(encoding="utf-8"), Path(folder))
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
