"""The formatter: one layout for one tree, comments kept, checked by parsing what it wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from dsl.layout import Comment, Line, layout
from dsl.lexer import Token
from dsl.parse import parse
from dsl.rewrites import simplify, unless
from dsl.source import Source
from dsl.spacing import WIDTH, broken, spaced
from dsl.tree import File, WaitFor

INDENT = "  "
TABLES = frozenset({"customers", "event", "record", "products", "score", "groups"})
"""Declarations whose lines stand in columns."""


class Unsafe(Exception):
    """What the formatter wrote does not mean what it read: a mistake of the formatter."""


def format_source(source: Source) -> str:
    """The text of a file as it should stand. What has mistakes stays as it is, to the letter.

    Raises Unsafe rather than return a text with another tree.
    """
    parsed = parse(source)
    places = [d.span.start for d in parsed.diagnostics]
    text = _Printer(source, places).file()
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
    """Prints the lines of one file; `flaws` are the offsets of its findings."""

    def __init__(self, source: Source, flaws: Sequence[int]) -> None:
        self.source = source
        self.flaws = flaws
        self.out: list[str] = []

    def file(self) -> str:
        found = layout(self.source)
        before: Line | None = None
        for line in found.lines:
            self._between(before, line)
            self._comments(line.leading, "")
            if line.leading and line.blank:
                self.out.append("")
            if self._flawed(line):
                self.out.append(self._as_it_is(line))
            else:
                self._line(line, "", 0)
            before = line
        if found.tail and before:
            self.out.append("")
        self._comments(found.tail, "")
        return "\n".join(self.out) + "\n" if self.out else ""

    def _between(self, before: Line | None, line: Line) -> None:
        """One blank line between declarations, save where lines of one kind stand together."""
        if before is None:
            return
        together = (
            not before.children and not line.children and not line.leading and not line.blank
            and before.tokens[:1] and line.tokens[:1]
            and before.tokens[0].text == line.tokens[0].text
        )  # fmt: skip
        if not together:
            self.out.append("")

    def _flawed(self, line: Line) -> bool:
        end = _end(line)
        return any(line.start <= flaw <= end for flaw in self.flaws)

    def _as_it_is(self, line: Line) -> str:
        start = self.source.text.rfind("\n", 0, line.start) + 1
        end = self.source.text.find("\n", _end(line))
        return self.source.text[start : end if end >= 0 else None].rstrip("\r\n")

    def _comments(self, comments: Sequence[Comment], indent: str) -> None:
        for number, comment in enumerate(comments):
            if comment.blank and (number or (self.out and self.out[-1])) and self.out[-1:] != [""]:
                self.out.append("")
            self.out.append(indent + comment.text.rstrip())

    def _line(self, line: Line, indent: str, width: int) -> None:
        if line.text is not None:
            self._block(line, indent)
            return
        texts = self._texts(line, indent, width)
        if line.trailing is not None:
            texts[-1] += "  " + line.trailing.text.rstrip()
        self.out += texts
        self._children(line.children, indent + INDENT, line)
        self._comments(line.after, indent + INDENT)

    def _texts(self, line: Line, indent: str, width: int) -> list[str]:
        tokens = simplify(line.tokens)
        if width and len(tokens) > 1:
            return [f"{indent}{tokens[0].text.ljust(width)}  {spaced(tokens[1:])}"]
        whole = indent + spaced(tokens)
        return [whole] if len(whole) <= WIDTH else broken(tokens, indent)

    def _children(self, children: Sequence[Line], indent: str, parent: Line) -> None:
        head = parent.tokens[0].text if parent.tokens else ""
        width = _column(children) if head in TABLES and indent == INDENT else 0
        skip: Line | None = None
        for number, line in enumerate(children):
            if line is skip:
                continue
            follower = children[number + 1] if number + 1 < len(children) else None
            instead = unless(line, follower)
            if number and (line.blank or (line.leading and line.leading[0].blank)):
                self.out.append("")
            self._comments(_without_first_blank(line.leading), indent)
            if instead is not None and follower is not None:
                skip = follower
                self._line(_merged(line, follower, instead), indent, width)
            else:
                self._line(line, indent, width)

    def _block(self, line: Line, indent: str) -> None:
        assert line.text is not None
        self.out.append(indent + '"""')
        for text in line.text.value.split("\n"):
            self.out.append(indent + text if text else "")
        self.out.append(indent + '"""')


def _column(lines: Sequence[Line]) -> int:
    """The width of the first column of a table of fields."""
    return max((len(line.tokens[0].text) for line in lines if line.tokens), default=0)


def _merged(line: Line, follower: Line, tokens: list[Token]) -> Line:
    """A `wait for` and its `else` as the one line that says the same."""
    return Line(
        line.indent, line.start, follower.end, tokens, follower.children, line.leading,
        line.blank, line.trailing or follower.trailing, [*line.after, *follower.after],
    )  # fmt: skip


def _without_first_blank(comments: Sequence[Comment]) -> list[Comment]:
    return [replace(c, blank=0) if n == 0 else c for n, c in enumerate(comments)]


def _end(line: Line) -> int:
    """Where the last thing that belongs to the line and its block ends."""
    ends = [line.end, *(_end(child) for child in line.children)]
    ends += [comment.span.end for comment in line.after]
    if line.trailing is not None:
        ends.append(line.trailing.span.end)
    return max(ends)
