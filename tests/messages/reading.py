"""The corpus as it stands in the text files of this folder, and what is said of its cases.

A case is a block: `[place]`, then the typed lines behind `> `, then what is said of them. A place
of `tests/dsl/places.py` is a block around one line, which is read only. `[project]` is a file
beside the small project of the checks' pages, which is checked as a whole; `[alone]` is all there
is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compiler.check import check
from compiler.codes import BASE
from dsl.diagnostics import Diagnostic, once
from dsl.parse import parse_text
from tests.dsl.places import PLACES

FOLDER = Path(__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.txt") if path.name != "bad.txt")
MARKS = {
    "<TAB>": "\t", "<NBSP>": "\u00a0", "<ZWSP>": "\u200b", "<IDSP>": "\u3000", "<SHY>": "\u00ad",
    "<BOM>": "\ufeff", "<NNBSP>": "\u202f",
}  # fmt: skip
"""What nobody could see in a text file."""
_PATH = "x.campaign"


@dataclass(frozen=True)
class Case:
    """`head` are the place and the typed lines as they stand in the file, `said` the rest."""

    head: str
    said: str

    @property
    def place(self) -> str:
        return self.head.split("\n")[0].strip("[]")

    @property
    def source(self) -> str:
        """The text of the file with the slip."""
        typed = "\n".join(row[2:] for row in self.head.split("\n")[1:])
        for mark, letter in MARKS.items():
            typed = typed.replace(mark, letter)
        return PLACES.get(self.place, "{}\n").replace("{}", typed, 1)


def blocks(path: Path) -> list[Case]:
    """The cases of one file."""
    found = []
    for block in path.read_text("utf-8").strip().split("\n\n"):
        rows = [row for row in block.split("\n") if not row.startswith("# ")]
        head = [row for row in rows if row.startswith(("[", "> ")) or row == ">"]
        if head:
            found.append(Case("\n".join(head), "\n".join(rows[len(head) :])))
    return found


def findings(case: Case) -> list[Diagnostic]:
    """Everything that is found."""
    parsed = parse_text(_PATH, case.source)
    if case.place in PLACES:
        return list(parsed.diagnostics)
    beside = [parse_text("beside.campaign", BASE).file] if case.place == "project" else []
    broken = [each.span for each in parsed.diagnostics]
    checked = check([*beside, parsed.file], {}, broken)
    every = once([*parsed.diagnostics, *checked.diagnostics])
    return sorted(every, key=lambda each: each.span)


def said(case: Case) -> str:
    """Every finding: code, the underlined text, title and help."""
    rows = []
    for found in findings(case):
        under = case.source[found.span.start : found.span.end].replace("\n", "⏎")
        for mark, letter in MARKS.items():
            under = under.replace(letter, mark)
        rows.append(f"{found.code} ‸{under}‸ {found.title}")
        if found.help:
            rows.append(f"help: {found.help}")
    return "\n".join(rows)
