"""Text to a tree of logical lines: indentation, continued lines, text blocks and comments.

Nothing is known here of what a line says. Comments never reach the parser: they hang on the
logical line that they belong to, so that the formatter can put them back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from dsl.codes import finding
from dsl.diagnostics import Diagnostic
from dsl.lexer import Token, tokens
from dsl.source import Source, Span
from dsl.tree import TextBlock

_LINE = re.compile(r"([ \t\u00a0\u2007\u202f\u3000]*)([^\n]*)\n?")
_QUOTES = '"""'
_QUOTES_LINE = re.compile(r'^[ \t]*"""[ \t\r]*$', re.MULTILINE)
_CONFLICT = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
_OPEN_WORDS = frozenset({"and", "or"})
TAB_WIDTH = 4
DEEPEST = 60
"""How many blocks may stand in each other: what comes behind the layout may recurse."""


@dataclass(frozen=True, slots=True)
class Comment:
    """`text` begins with `#`; `blank` is the number of blank lines above it, `indent` its column
    (from 0)."""

    text: str
    span: Span
    indent: int
    blank: int = 0


@dataclass(slots=True, eq=False)
class Line:
    """One logical line, which may be several lines of the file.

    `leading` are the comment lines above it (and those from between its parts), `blank` the
    blank lines between the last of them and it, `trailing` the comment behind it, `after` the
    comments that stand under its block, as deep as the block. A text block is a line without
    tokens and with `text`. `flawed`: the layout has reported it already.
    """

    indent: int
    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)
    children: list[Line] = field(default_factory=list)
    leading: list[Comment] = field(default_factory=list)
    blank: int = 0
    trailing: Comment | None = None
    after: list[Comment] = field(default_factory=list)
    text: TextBlock | None = None
    flawed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`lines` are those of column 1; `tail` the comments behind the last line of all."""

    lines: tuple[Line, ...]
    tail: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]


def layout(source: Source) -> Layout:
    """The logical lines of a file. Any text has a layout."""
    return _Reader(source).read()


class _Reader:
    """Goes through the physical lines once. `stack` holds the open lines, outermost first."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.text = source.text
        self.at = 0
        self.roots: list[Line] = []
        self.stack: list[Line] = []
        self.comments: list[Comment] = []
        self.blank = 0
        self.diagnostics: list[Diagnostic] = []
        self.tabs_told = False
        self.depth_told = False
        self.in_conflict = False
        self.quotes: list[int] | None = None

    def read(self) -> Layout:
        while self.at < len(self.text):
            self._line()
        self._hang_comments(0)
        return Layout(tuple(self.roots), tuple(self.comments), tuple(self.diagnostics))

    # One line of the file -----------------------------------------------------------------------

    def _line(self) -> None:
        start, body, end, indent = self._next()
        if body == end:
            self.blank += 1
            return
        first = self.text[body]
        if first == "#":
            self._comment(Token("COMMENT", self.text[body:end], body, end), indent)
        elif start == body and self._is_conflict(start, end):
            return
        elif self.text.startswith(_QUOTES, body):
            self._block(body, end, indent)
        else:
            self._check_indentation(start, body)
            self._logical(body, end, indent)

    def _next(self) -> tuple[int, int, int, int]:
        """Steps over one line of the file: its start, the start and end of what stands in it,
        and its indentation in columns."""
        match = _LINE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        spaces = match.group(1)
        indent = len(spaces.expandtabs(TAB_WIDTH)) if "\t" in spaces else len(spaces)
        body, end = match.span(2)
        end = body + len(self.text[body:end].rstrip(" \t\r"))
        return match.start(), body, end, indent

    def _check_indentation(self, start: int, body: int) -> None:
        """Reports indentation that is not made of spaces; tabs once in a file."""
        spaces = self.text[start:body]
        if spaces.strip(" "):
            at = start + len(spaces) - len(spaces.lstrip(" "))
            if spaces[at - start] != "\t":
                self._report("E0003", "a space that is none stands at the start of this line",
                             at, at + 1, "type it again with the space bar")
            elif not self.tabs_told:
                self.tabs_told = True
                self._report("E0002", "a tab stands at the start of this line", at, at + 1,
                             "indent with spaces, here and below")

    def _is_conflict(self, start: int, end: int) -> bool:
        """A marker of git. One conflict is one finding, whatever it holds."""
        line = self.text[start:end]
        if line != "=======" and not (line + " ").startswith(_CONFLICT):
            return False
        if not self.in_conflict:
            self._report("E0004", "git has left a merge conflict here", start, end,
                         "keep the lines that are right and delete the others and the markers")
        self.in_conflict = not line.startswith(">")
        return True

    # Logical lines ------------------------------------------------------------------------------

    def _logical(self, body: int, end: int, indent: int) -> None:
        line = Line(indent, body, end)
        self._place(line)
        self._take(line, body, end)
        depth = _depth(line.tokens, 0)
        while line.tokens and (depth > 0 or _goes_on(line.tokens[-1])):
            known = len(line.tokens)
            if not self._continue(line):
                break
            depth = _depth(line.tokens[known:], depth)
        if line.tokens:
            line.end = line.tokens[-1].end
            if line.tokens[-1].text == _QUOTES and len(line.tokens) > 1:
                self._open_behind(line)

    def _take(self, line: Line, body: int, end: int) -> None:
        """Adds the tokens of one line of the file, its comment apart."""
        found = tokens(self.text, body, end)
        if found and found[-1].kind == "COMMENT":
            if line.trailing is not None:
                line.leading.append(line.trailing)
            mark = found.pop()
            line.trailing = Comment(mark.text, self._span(mark.start, mark.end), line.indent)
        line.tokens.extend(found)

    def _continue(self, line: Line) -> bool:
        """Takes the next line of the file into `line` if it stands deeper or closes a parenthesis;
        what lies between is blank or a comment, which moves above."""
        before = self.at
        between: list[Comment] = []
        while self.at < len(self.text):
            start, body, end, indent = self._next()
            if body == end:
                continue
            if self.text[body] == "#":
                between.append(Comment(self.text[body:end], self._span(body, end), indent))
                continue
            closes = indent == line.indent and self.text[body] == ")"
            if (indent <= line.indent and not closes) or self.text.startswith(_QUOTES, body):
                break
            self._check_indentation(start, body)
            if between and line.trailing is not None:
                between.insert(0, line.trailing)
                line.trailing = None
            line.leading.extend(between)
            self._take(line, body, end)
            return True
        self.at = before
        return False

    def _place(self, line: Line) -> None:
        """Hangs a line under the nearest open line that stands further left."""
        self._hang_comments(line.indent)
        line.leading, self.comments = self.comments, []
        line.blank, self.blank = self.blank, 0
        left: Line | None = None
        while self.stack and self.stack[-1].indent >= line.indent:
            left = self.stack.pop()
        if len(self.stack) >= DEEPEST:
            self._too_deep(line)
        siblings = self.stack[-1].children if self.stack else self.roots
        if line.indent and (not self.stack or (left is not None and left.indent > line.indent)):
            self._uneven(line, left)
        siblings.append(line)
        self.stack.append(line)

    def _too_deep(self, line: Line) -> None:
        """Hangs what nobody could follow beside what stands less deep, and says so once."""
        for deep in (*self.stack[DEEPEST - 1 :], line):
            deep.flawed = True
        del self.stack[DEEPEST - 1 :]
        if not self.depth_told:
            self.depth_told = True
            self._report("E0005", f"more than {DEEPEST} blocks stand in each other here",
                         line.start, line.start + 1, "give parts of it names, or split it up")

    def _uneven(self, line: Line, left: Line | None) -> None:
        line.flawed = left is None
        if left is None:
            title = "the first line of a declaration stands in column 1"
            help = "move it to the left edge"
        else:
            title = "this line begins in no column of the lines above it"
            outer = self.stack[-1].indent if self.stack else 0
            help = (
                f"indent it by {left.indent} spaces to belong to the block above, or by "
                f"{outer} to stand behind it"
            )
        self._report("E0005", title, line.start, line.end, help)

    # Text blocks --------------------------------------------------------------------------------

    def _block(self, body: int, end: int, indent: int) -> None:
        line = Line(indent, body, end)
        self._place(line)
        if end != body + len(_QUOTES):
            line.flawed = True
            self._report("E0006", f"`{_QUOTES}` stands on a line of its own", body, end,
                         f"put the text on the lines below, and `{_QUOTES}` below it")
            if _QUOTES in self.text[body + len(_QUOTES) : end]:
                line.text = TextBlock("", span=self._span(body, end))
                return
        self._fill(line, indent)

    def _open_behind(self, head: Line) -> None:
        """Three quotes behind other words: refused, but their text is still taken as text."""
        mark = head.tokens.pop()
        self._report("E0006", f"`{_QUOTES}` stands on a line of its own", mark.start, mark.end,
                     f"put `{_QUOTES}` on the next line, deeper than this one")
        head.end = head.tokens[-1].end
        line = Line(head.indent + 1, mark.start, mark.end)
        self._place(line)
        self._fill(line, head.indent)

    def _fill(self, line: Line, least: int) -> None:
        """Reads the lines of a text up to the closing quotes. A line further left than `least`
        ends a text that is never closed; else it is reported once."""
        spans: list[tuple[int, int, int]] = []
        shallow: tuple[int, int] | None = None
        while self.at < len(self.text):
            before = self.at
            start, body, end, indent = self._next()
            if self.text[body:end] == _QUOTES:
                line.end = end
                self._close(line, spans, shallow)
                return
            if body != end and indent < least:
                shallow = shallow or (body, end)
                if indent == 0 and not self._closes_soon():
                    self.at = before
                    break
            spans.append((start, body, end))
        self._report("E0006", "this text is never closed", line.start, line.start + len(_QUOTES),
                     f"put `{_QUOTES}` on a line of its own below the text")
        line.flawed = True
        line.end = spans[-1][2] if spans else line.end
        self._close(line, spans, None)

    def _closes_soon(self) -> bool:
        """Whether the lines of quotes below are odd in number, so that one of them ends this."""
        if self.quotes is None:
            self.quotes = [found.start() for found in _QUOTES_LINE.finditer(self.text)]
        return (len(self.quotes) - bisect_left(self.quotes, self.at)) % 2 == 1

    def _close(
        self, line: Line, spans: list[tuple[int, int, int]], shallow: tuple[int, int] | None
    ) -> None:
        if shallow is not None:
            self._report("E0006", f"this line stands further left than its `{_QUOTES}`", *shallow,
                         f"move the text to the right, or `{_QUOTES}` to the left")
        margin = min((body - start for start, body, end in spans if body != end), default=0)
        pieces = []
        places = []
        for start, body, end in spans:
            first = min(start + margin, end) if body != end else end
            pieces.append(self.text[first:end])
            places.append(self._span(first, end))
        line.text = TextBlock(
            "\n".join(pieces), tuple(places), span=self._span(line.start, line.end)
        )

    # Comments and reports -----------------------------------------------------------------------

    def _comment(self, mark: Token, indent: int) -> None:
        span = self._span(mark.start, mark.end)
        self.comments.append(Comment(mark.text, span, indent, self.blank))
        self.blank = 0

    def _hang_comments(self, indent: int) -> None:
        """Comments that stand deeper than the next line belong to the block that ends here, and
        none of them deeper than the one above it, so that they keep their order."""
        reach = self.comments[0].indent if self.comments else 0
        while self.comments and self.comments[0].indent > indent:
            reach = min(reach, self.comments[0].indent)
            owner = next((x for x in reversed(self.stack) if x.indent < reach), None)
            if owner is None:
                return
            reach = owner.indent + 1
            owner.after.append(self.comments.pop(0))

    def _span(self, start: int, end: int) -> Span:
        return Span(self.path, start, end)

    def _report(self, code: str, title: str, start: int, end: int, help: str) -> None:
        self.diagnostics.append(finding(code, title, self._span(start, end), help))


def _depth(found: list[Token], depth: int) -> int:
    for token in found:
        if token.kind == "LPAR":
            depth += 1
        elif token.kind == "RPAR":
            depth -= 1
    return depth


def _goes_on(token: Token) -> bool:
    return token.kind == "COMMA" or (token.kind == "NAME" and token.text in _OPEN_WORDS)
