"""The formatter: one layout for one tree, comments kept, checked by parsing what it wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from dsl.layout import Comment, Line, layout
from dsl.parse import parse
from dsl.rewrites import merged, simplify
from dsl.source import Source
from dsl.spacing import WIDTH, broken, spaced, width
from dsl.tree import File, WaitFor
from dsl.untouched import Region, regions

INDENT = "  "
TABLES = frozenset({"customers", "event", "record", "products", "score", "groups"})
"""Declarations whose lines stand in columns."""


class Unsafe(Exception):
    """What the formatter wrote does not mean what it read: a mistake of the formatter. The
    message is the path of the file."""


def format_source(source: Source) -> str:
    """The text of a file as it should stand. What has mistakes stays as it is, to the letter.

    Raises Unsafe rather than return a text with another tree.
    """
    parsed = parse(source)
    found = layout(source)
    parts = regions(source.text, found, parsed.diagnostics)
    if parts is None:
        return source.text
    text = _Printer(source).file(parts, found.tail)
    again = parse(Source(source.path, text))
    if meaning(again.file) != meaning(parsed.file):
        raise Unsafe(source.path)
    return text


def meaning(file: File) -> Any:
    """The tree with what has two spellings made one, for comparisons."""
    return _meaning(file.declarations)


def _meaning(node: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(_meaning(part) for part in node)
    if isinstance(node, WaitFor) and not node.then and node.name is None:
        node = replace(node, unless=True)
    if is_dataclass(node) and not isinstance(node, type):
        kept = [_meaning(getattr(node, f.name)) for f in fields(node) if f.compare]
        return (type(node).__name__, *kept)
    return node


class _Printer:
    """Prints the lines of one file into `out`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.out: list[str] = []

    def file(self, parts: Sequence[Region], tail: Sequence[Comment]) -> str:
        """The whole file: its declarations, those with mistakes as they are."""
        before: Region | None = None
        for part in parts:
            if before is not None and not _together(before, part):
                self.out.append("")
            self._above(part.lines[0], "")
            if part.untouched:
                self.out.append(self.source.text[part.start : part.end].rstrip("\r\n"))
            else:
                self._line(part.lines[0], "", 0)
            before = part
        if tail and before:
            self.out.append("")
        self._comments(tail, "")
        return "\n".join(self.out) + "\n" if self.out else ""

    def _above(self, line: Line, indent: str) -> None:
        """The comments above a line, and the blank line between them and it."""
        self._comments(_without_first_blank(line.leading), indent)
        if line.leading and line.blank:
            self.out.append("")

    def _comments(self, comments: Sequence[Comment], indent: str) -> None:
        for comment in comments:
            if comment.blank and self.out and self.out[-1]:
                self.out.append("")
            self.out.append(indent + comment.text.rstrip())

    def _line(self, line: Line, indent: str, column: int) -> None:
        texts = _block(line, indent) if line.text else self._texts(line, indent, column)
        if line.trailing is not None:
            texts[-1] += "  " + line.trailing.text.rstrip()
        self.out += texts
        self._children(line, indent + INDENT)
        self._comments(line.after, indent + INDENT)

    def _texts(self, line: Line, indent: str, column: int) -> list[str]:
        tokens = simplify(line.tokens)
        first = ""
        if column and len(tokens) > 1:
            first = tokens[0].text + " " * (column - width(tokens[0].text) + 2)
            tokens = tokens[1:]
        whole = indent + first + spaced(tokens)
        return [whole] if width(whole) <= WIDTH else broken(tokens, indent, first)

    def _children(self, parent: Line, indent: str) -> None:
        head = parent.tokens[0].text if parent.tokens else ""
        children = merged(parent.children)
        column = _column(children) if head in TABLES and indent == INDENT else 0
        for number, line in enumerate(children):
            first_blank = line.leading[0].blank if line.leading else line.blank
            if number and first_blank:
                self.out.append("")
            self._above(line, indent)
            self._line(line, indent, column)


def _together(before: Region, part: Region) -> bool:
    """Whether no blank line stands between: lines of one kind, written one below the other."""
    one, other = before.lines[-1], part.lines[0]
    return (
        not (one.children or one.after or other.children or other.leading or other.blank)
        and bool(one.tokens and other.tokens)
        and one.tokens[0].text == other.tokens[0].text
    )


def _block(line: Line, indent: str) -> list[str]:
    """A text between its quotes, moved as a whole."""
    assert line.text is not None
    rows = line.text.value.split("\n")
    return [indent + '"""', *(indent + row if row else "" for row in rows), indent + '"""']


def _column(lines: Sequence[Line]) -> int:
    """The width of the first column of a table of fields."""
    return max((width(line.tokens[0].text) for line in lines if line.tokens), default=0)


def _without_first_blank(comments: Sequence[Comment]) -> list[Comment]:
    return [replace(c, blank=0) if n == 0 else c for n, c in enumerate(comments)]
