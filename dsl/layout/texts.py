"""Text blocks: what stands between two lines of three quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dsl.layout.cursor import Cursor, Row
from dsl.layout.parts import Line
from dsl.tree import TextBlock

QUOTES = '"""'
_QUOTES_LINE = re.compile(r'^[ \t]*"""[ \t\r]*$', re.MULTILINE)


class Texts:
    """Reads the text blocks of one file."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.quotes: list[int] | None = None

    def begin(self, line: Line, row: Row) -> None:
        """Reads the text that the quotes at the beginning of `row` open."""
        cursor = self.cursor
        if row.end != row.body + len(QUOTES):
            line.flawed = True
            cursor.report("E0006", f"`{QUOTES}` stands on a line of its own", row.body, row.end,
                          f"put the text on the lines below, and `{QUOTES}` below it")
            if QUOTES in cursor.text[row.body + len(QUOTES) : row.end]:
                line.text = TextBlock("", span=cursor.span(row.body, row.end))
                return
        self.fill(line, row.indent)

    def fill(self, line: Line, least: int) -> None:
        """Reads the lines of a text up to the closing quotes. A line further left than `least`
        ends a text that is never closed; else it is reported once."""
        cursor = self.cursor
        rows: list[Row] = []
        shallow: Row | None = None
        while not cursor.over:
            before = cursor.at
            row = cursor.next()
            if cursor.text[row.body : row.end] == QUOTES:
                line.end = row.end
                if shallow is not None:
                    self._too_shallow(shallow)
                self._close(line, rows)
                return
            if not row.blank and row.indent < least:
                shallow = shallow or row
                if row.indent == 0 and not self._closes_soon():
                    cursor.at = before
                    break
            rows.append(row)
        cursor.report("E0006", "this text is never closed", line.start, line.start + len(QUOTES),
                      f"put `{QUOTES}` on a line of its own below the text")
        line.flawed = True
        line.end = rows[-1].end if rows else line.end
        self._close(line, rows)

    def _closes_soon(self) -> bool:
        """Whether the lines of quotes below are odd in number, so that one of them ends this."""
        if self.quotes is None:
            self.quotes = [found.start() for found in _QUOTES_LINE.finditer(self.cursor.text)]
        return (len(self.quotes) - bisect_left(self.quotes, self.cursor.at)) % 2 == 1

    def _too_shallow(self, row: Row) -> None:
        self.cursor.report(
            "E0006", f"this line stands further left than its `{QUOTES}`", row.body, row.end,
            f"move the text to the right, or `{QUOTES}` to the left",
        )  # fmt: skip

    def _close(self, line: Line, rows: Sequence[Row]) -> None:
        cursor = self.cursor
        margin = min((row.body - row.start for row in rows if not row.blank), default=0)
        places = [
            cursor.span(row.end if row.blank else min(row.start + margin, row.end), row.end)
            for row in rows
        ]
        value = "\n".join(cursor.text[place.start : place.end] for place in places)
        line.text = TextBlock(value, tuple(places), span=cursor.span(line.start, line.end))
