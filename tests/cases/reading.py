"""A page of the reference as cases: the fenced blocks of a Markdown file.

A block of `campaign` begins a case, and the blocks below it, up to the next one, belong to it:

- `data`: a small world, in the lines of a `test`; `until` says when one looks at it
- `diagnostics`, `formatted`, `values`, `sql`, `journal`: what comes of it; written by
  `python -m tests.cases.update`

Behind `campaign` may stand `beside knowing` (without the shop's channels and messages) or `alone`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "reference"
EXPECTED = ("diagnostics", "formatted", "values", "sql", "journal")
_FENCE = re.compile(
    r"^```(?P<info>[a-z][a-z ]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass
class Case:
    """`blocks` are the expected ones by kind, in the order of the page."""

    page: Path
    line: int
    info: str
    text: str
    data: str = ""
    blocks: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.page.stem}:{self.line}"


def cases(page: Path) -> list[Case]:
    """The cases of a page from top to bottom."""
    text = page.read_text("utf-8")
    found: list[Case] = []
    for match in _FENCE.finditer(text):
        info, body = match["info"].strip(), match["body"]
        if info.split()[0] == "campaign":
            line = text.count("\n", 0, match.start()) + 1
            found.append(Case(page, line, info.removeprefix("campaign").strip(), body))
        elif info == "data":
            found[-1].data = body
        elif info in EXPECTED:
            found[-1].blocks[info] = body
        elif info != "text":
            raise ValueError(f"{page.name}: what is a block of {info!r}?")
    return found


def rewritten(page: Path, results: list[dict[str, str]]) -> str:
    """The page with the expected blocks of its cases replaced, case by case."""
    number = -1

    def put(match: re.Match[str]) -> str:
        nonlocal number
        info = match["info"].strip()
        if info.split()[0] == "campaign":
            number += 1
        if info not in EXPECTED:
            return match[0]
        return f"```{info}\n{results[number][info]}```"

    return _FENCE.sub(put, page.read_text("utf-8"))
