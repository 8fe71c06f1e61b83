"""Comments and lists as other languages write them. They are read as what they are meant to be, so
that one message is enough: for comments one in a file, for bullets one in a declaration."""

from __future__ import annotations

import re

from dsl.diagnostics import Edit
from dsl.layout.cursor import Cursor, Row
from dsl.lexer import Token

_COMMENT = re.compile(r"//|/\*|<!--|--+(?=\s|$)")
_OPEN = {"/*": "*/", "<!--": "-->"}
"""Comments that may go on in further lines, and what closes them."""
_BULLETS = frozenset("-*+•·‣▪–—→☐☑☒✓✔✗▫◦●○◆◇■□►▶★")


class Foreign:
    """What was seen of other languages in one file."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.comments_told = False
        self.bullets_told = False
        self.fences_told = False

    def comment(self, row: Row) -> int | None:
        """Where the comment ends that a line of the file begins with, if it does."""
        mark = _COMMENT.match(self.cursor.text, row.body)
        if mark is None:
            return None
        self._tell_comment(row.body, mark.group())
        closing = _OPEN.get(mark.group(), "\n")
        end = self.cursor.text.find(closing, row.body)
        if end < row.end:
            return row.end
        while self.cursor.at <= end:
            row = self.cursor.next()
        return row.end

    def fence(self, row: Row) -> bool:
        """Whether a line of the file is a mark of Markdown, as what is copied from a chat has it;
        such a line says nothing."""
        if not self.cursor.text.startswith("```", row.body):
            return False
        if not self.fences_told:
            self.fences_told = True
            self.cursor.report(
                "E0113", "this is a mark of Markdown, and no line of a campaign", row.body, row.end,
                "delete it, here and below", Edit(self.cursor.span(row.start, self.cursor.at), ""),
            )  # fmt: skip
        return True

    def cut(self, found: list[Token], end: int) -> Token | None:
        """Takes a comment off the tokens of a line of the file that ends at `end`."""
        for number, token in enumerate(found):
            if token.kind in ("SLASH", "MINUS", "COMPARISON") and self._begins(token):
                self._tell_comment(token.start, self._mark(token))
                del found[number:]
                return Token("COMMENT", self.cursor.text[token.start : end], token.start, end)
        return None

    def _begins(self, token: Token) -> bool:
        """Whether a comment begins here: not within `https://`, and `--` stands apart."""
        before = self.cursor.text[token.start - 1]
        apart = before.isspace() if token.kind == "MINUS" else before != ":"
        return apart and self._mark(token) != ""

    def _mark(self, token: Token) -> str:
        mark = _COMMENT.match(self.cursor.text, token.start)
        return mark.group() if mark else ""

    def _tell_comment(self, at: int, mark: str) -> None:
        if self.comments_told:
            return
        self.comments_told = True
        self.cursor.report(
            "E0113", "a comment begins with `#`", at, at + len(mark),
            f"write `#` in the place of `{mark}`, here and below",
            None if mark in _OPEN else Edit(self.cursor.span(at, at + len(mark)), "#"),
        )  # fmt: skip

    def bullet(self, found: list[Token], row: Row) -> None:
        """Takes the bullet or the number of a list off a logical line."""
        if row.indent == 0:
            self.bullets_told = False
        length = _bullet(found)
        if not length:
            return
        mark, rest = found[:length], found[length]
        del found[:length]
        if not self.bullets_told:
            self.bullets_told = True
            typed = self.cursor.text[mark[0].start : mark[-1].end]
            self.cursor.report(
                "E0113", "a line has no bullet at its start", mark[0].start, mark[-1].end,
                f"leave `{typed}` out, here and below",
                Edit(self.cursor.span(mark[0].start, rest.start), ""),
            )  # fmt: skip


def _bullet(found: list[Token]) -> int:
    """How many tokens of a line are a bullet: one that stands apart, or a number and its sign. A
    dash may be the minus of a number."""
    if len(found) < 2:
        return 0
    first, second = found[:2]
    apart = first.end < second.start
    if first.text in _BULLETS and apart:
        return 0 if first.kind == "MINUS" and second.kind == "NUMBER" else 1
    numbered = first.text.isdigit() and second.kind in ("DOT", "RPAR") and not apart
    return 2 if numbered and len(found) > 2 and second.end < found[2].start else 0
