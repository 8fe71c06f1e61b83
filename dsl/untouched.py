"""Which declarations the formatter leaves as they are: those with mistakes, to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dsl.diagnostics import Diagnostic
from dsl.heads import known_heads
from dsl.layout import Layout, Line
from dsl.lexer import Token, tokens
from dsl.spacing import spaced

_WHOLE_FILE = frozenset({"E0001", "E0004"})
"""Where a file is not text, or git left two versions of it, nothing in it is touched."""


@dataclass(slots=True)
class Region:
    """One declaration, or several with mistakes that cannot be told apart. `start` and `end` are
    offsets of whole lines of the file."""

    lines: list[Line]
    untouched: bool
    start: int
    end: int


def regions(
    text: str, layout: Layout, diagnostics: Sequence[Diagnostic]
) -> list[Region] | None:
    """The declarations of a file in order; None where the file is to stay as it is. One that does
    not begin in column 1 is wrong, also where another mistake is said in its place."""
    if any(found.code in _WHOLE_FILE for found in diagnostics):
        return None
    parts: list[Region] = []
    for line in layout.lines:
        start = text.rfind("\n", 0, line.start) + 1
        end = text.find("\n", _end(line))
        untouched = line.start > start or _unread(line)
        part = Region([line], untouched, start, end if end >= 0 else len(text))
        if parts and not _is_head(line):
            parts[-1] = _joined(parts[-1], part)
        else:
            parts.append(part)
    for found in diagnostics:
        owner = _owner(parts, found.span.start)
        if owner is None:
            return None
        owner.untouched = True
    return parts


def _is_head(line: Line) -> bool:
    """Whether a line in column 1 is known to begin a declaration. One that does not may be meant
    as a part of the declaration above it."""
    return bool(line.tokens) and line.tokens[0].text in known_heads("declaration")


def _joined(one: Region, other: Region) -> Region:
    return Region([*one.lines, *other.lines], True, one.start, other.end)


def _owner(parts: Sequence[Region], place: int) -> Region | None:
    return next((part for part in parts if part.start <= place <= part.end), None)


def _unread(line: Line) -> bool:
    """Whether a line, or one under it, would become other tokens by being spaced: where no
    grammar has read it, anything can stand in it."""
    if line.tokens and _plain(tokens(text := spaced(line.tokens), 0, len(text))) != _plain(
        line.tokens
    ):
        return True
    return any(_unread(child) for child in line.children)


def _plain(found: Sequence[Token]) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in found]


def _end(line: Line) -> int:
    """Where the last thing that belongs to the line and its block ends."""
    ends = [line.end, *(_end(child) for child in line.children)]
    ends += [comment.span.end for comment in line.after]
    if line.trailing is not None:
        ends.append(line.trailing.span.end)
    return max(ends)
