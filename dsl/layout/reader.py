"""The lines of a file to logical lines."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.layout.cursor import Cursor, Row
from dsl.layout.foreign import Foreign
from dsl.layout.parts import Comment, Layout, Line
from dsl.layout.placing import Placing
from dsl.layout.texts import QUOTES, Texts, are_foreign
from dsl.layout.unopened import take_back
from dsl.lexer import Token, tokens
from dsl.source import Source
from dsl.tree import TextBlock

_CONFLICT = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
_OPEN_WORDS = frozenset({"and", "or"})


class Reader:
    """Goes through the lines of a file once."""

    def __init__(self, source: Source) -> None:
        self.cursor = Cursor(source)
        self.text = source.text
        self.placing = Placing(self.cursor)
        self.texts = Texts(self.cursor)
        self.foreign = Foreign(self.cursor)
        self.in_conflict = False

    def read(self) -> Layout:
        while not self.cursor.over:
            self._row(self.cursor.next())
        self.placing.hang_comments(0)
        roots, comments = self.placing.roots, self.placing.comments
        tabs = self.cursor.tabs_told
        found = [x for x in self.cursor.diagnostics if not tabs or x.code != "E0005"]
        return Layout(tuple(roots), tuple(comments), tuple(found), tabs)

    def _row(self, row: Row) -> None:
        if row.blank:
            self.placing.blank += 1
        elif (end := self._comment_end(row)) is not None:
            self.placing.comment(row.body, end, row.indent)
        elif (row.start == row.body and self._is_conflict(row)) or self.foreign.fence(row):
            return
        elif self.text.startswith(QUOTES, row.body) or are_foreign(self.text[row.body : row.end]):
            if take_back(self.cursor, self.placing, self.texts, row):
                return
            line = Line(row.indent, row.body, row.end)
            self.placing.place(line)
            self.texts.begin(line, row)
        else:
            self.cursor.check_indentation(row)
            self._logical(row)

    def _comment_end(self, row: Row) -> int | None:
        """Where the comment ends that the line of the file begins with, if it does."""
        return row.end if self.text[row.body] == "#" else self.foreign.comment(row)

    def _is_conflict(self, row: Row) -> bool:
        """A marker of git. One conflict is one finding, whatever it holds."""
        text = self.text[row.start : row.end]
        if text != "=======" and not (text + " ").startswith(_CONFLICT):
            return False
        if not self.in_conflict:
            self.cursor.report(
                "E0004", "git has left a merge conflict here", row.start, row.end,
                "keep the lines that are right and delete the others and the markers",
            )  # fmt: skip
        self.in_conflict = not text.startswith(">")
        return True

    def _logical(self, row: Row) -> None:
        line = Line(row.indent, row.body, row.end)
        self.placing.place(line)
        self._take(line, row)
        self.foreign.bullet(line.tokens, row)
        depth = _depth(line.tokens, 0)
        while line.tokens and (depth > 0 or _goes_on(line.tokens[-1])):
            known = len(line.tokens)
            if not self._continue(line):
                break
            depth = _depth(line.tokens[known:], depth)
        if line.tokens:
            line.start, line.end = line.tokens[0].start, line.tokens[-1].end
            if QUOTES in [token.text for token in line.tokens[1:]]:
                self._open_behind(line)

    def _take(self, line: Line, row: Row) -> None:
        """Adds the tokens of one line of the file, its comment apart."""
        found = tokens(self.text, row.body, row.end)
        mark = self.foreign.cut(found, row.end)
        if mark is None and found and found[-1].kind == "COMMENT":
            mark = found.pop()
        if mark is not None:
            if line.trailing is not None:
                line.leading.append(line.trailing)
            span = self.cursor.span(mark.start, mark.end)
            line.trailing = Comment(mark.text, span, line.indent)
        line.tokens.extend(found)

    def _continue(self, line: Line) -> bool:
        """Takes the next line of the file into `line` if it stands deeper or closes a parenthesis;
        what lies between is blank or a comment, which moves above."""
        before = self.cursor.at
        between: list[Comment] = []
        while not self.cursor.over:
            row = self.cursor.next()
            if row.blank:
                continue
            end = self._comment_end(row)
            if end is not None:
                span = self.cursor.span(row.body, end)
                between.append(Comment(self.text[row.body : end], span, row.indent))
                continue
            if not self._belongs(row, line):
                break
            self.cursor.check_indentation(row)
            if between and line.trailing is not None:
                between.insert(0, line.trailing)
                line.trailing = None
            line.leading.extend(between)
            self._take(line, row)
            return True
        self.cursor.at = before
        return False

    def _belongs(self, row: Row, line: Line) -> bool:
        closes = row.indent == line.indent and self.text[row.body] == ")"
        deeper = row.indent > line.indent or closes
        return deeper and not self.text.startswith(QUOTES, row.body)

    def _open_behind(self, head: Line) -> None:
        """Three quotes behind other words: refused, but their text is still taken as text."""
        at = [token.text for token in head.tokens].index(QUOTES, 1)
        mark, *behind = head.tokens[at:]
        del head.tokens[at:]
        self.cursor.report(
            "E0006", f"`{QUOTES}` stands on a line of its own", mark.start, mark.end,
            f"put `{QUOTES}` on the next line, deeper than this one",
        )  # fmt: skip
        end, head.end = head.end, head.tokens[-1].end
        line = Line(head.indent + 1, mark.start, end)
        self.placing.place(line)
        if behind:
            line.text = TextBlock("", span=self.cursor.span(mark.start, end))
        else:
            self.texts.fill(line, head.indent)


def _depth(found: Sequence[Token], depth: int) -> int:
    for token in found:
        if token.kind == "LPAR":
            depth += 1
        elif token.kind == "RPAR":
            depth -= 1
    return depth


def _goes_on(token: Token) -> bool:
    return token.kind == "COMMA" or (token.kind == "NAME" and token.text in _OPEN_WORDS)
