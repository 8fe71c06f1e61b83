"""The place where somebody types: in which kind of line, behind which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from dsl.blocks.reader import Reader
from dsl.diagnostics import Diagnostic
from dsl.layout import Line, layout
from dsl.lexer import Token
from dsl.parse import parse_layout
from dsl.source import Source

_WORD = re.compile(r"\w*\Z")
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\[^\n])*\Z')
_HOLDER = "_"
"""Stands where nothing is typed yet, so that there is a line to be read."""


@dataclass(frozen=True, slots=True)
class Spot:
    """`start`: the kind of line (a start symbol of the grammar), empty where one is in no line.
    `before`: its tokens before what is being typed, which is `typed` and begins at `begins`.
    `quoted`: it is inside quotes, which `begins` opens. `text`: it is inside a text block.
    `declaration`: the one that it is in, as far as it is typed; `found`: what is wrong with it."""

    start: str
    before: tuple[Token, ...]
    typed: str
    begins: int
    quoted: bool = False
    text: bool = False
    declaration: Any = None
    found: tuple[Diagnostic, ...] = ()


def spot(source: Source, offset: int, instead: str = "") -> Spot:
    """Where one is who types at `offset`. `instead`: as if this were typed there."""
    begin = _declaration(source.text, offset)
    head = source.text[begin:offset]
    quoted = _quoted(head)
    word = quoted if quoted is not None else _word(head)
    typed = head[len(head) - len(word) :]
    here = Spot("", (), typed, offset - len(typed), quoted is not None)
    if _in_text(head):
        return replace(here, text=True, declaration=_parsed(source, head, here, None)[0])
    if _in_comment(head[: len(head) - len(typed)]):
        return here
    return _in_line(source, head[: len(head) - len(typed)], instead, here)


def _in_line(source: Source, head: str, instead: str, here: Spot) -> Spot:
    watching = _Watching(Source(source.path, head + (instead or _HOLDER)))
    declaration, found = _parsed(source, watching.source.text, here, watching)
    for start, line in watching.read_as:
        before = tuple(token for token in line.tokens if token.start < len(head))
        if len(before) < len(line.tokens):
            return replace(here, start=start, before=before, declaration=declaration, found=found)
    return replace(here, declaration=declaration, found=found)


@dataclass
class _Watching(Reader):
    """Keeps as which kind each line was read."""

    read_as: list[tuple[str, Line]] = field(default_factory=list)

    def read(self, start: str, line: Line) -> Any:
        self.read_as.append((start, line))
        return Reader.read(self, start, line)


def _parsed(
    source: Source, text: str, here: Spot, watching: _Watching | None
) -> tuple[Any, tuple[Diagnostic, ...]]:
    """The last declaration of the text, and what is wrong there."""
    part = Source(source.path, text)
    parsed = parse_layout(part, layout(part), watching)
    declared = parsed.file.declarations
    return (declared[-1] if declared else None), parsed.diagnostics


def _declaration(text: str, offset: int) -> int:
    """Where the declaration begins that the offset is in: with the last line before it that begins
    in column 1 and is no comment."""
    line = text.rfind("\n", 0, offset) + 1
    if line == offset:
        return line
    while line > 0 and text[line] in " \t\r\n#":
        line = text.rfind("\n", 0, line - 1) + 1
    return line


def _word(head: str) -> str:
    found = _WORD.search(head)
    return found.group() if found else ""


def _quoted(head: str) -> str | None:
    """What is typed of a text in quotes that is not closed yet, with the quote."""
    line = head[head.rfind("\n") + 1 :]
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: "_" * len(found.group()), line)
    found = _QUOTED.search(bare) if '"""' not in line else None
    return line[found.start() :] if found and "#" not in bare[: found.start()] else None


def _in_text(head: str) -> bool:
    """Whether a text block is open."""
    marks = [line for line in head.split("\n") if line.strip().startswith('"""')]
    return len(marks) % 2 == 1


def _in_comment(head: str) -> bool:
    line = head[head.rfind("\n") + 1 :]
    return "#" in re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
