"""Text blocks: what stands between two lines of three quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from dsl.diagnostics import Edit, Label
from dsl.layout.cursor import Cursor, Row
from dsl.layout.parts import Line
from dsl.source import Span
from dsl.tree import TextBlock

QUOTES = '"""'
_QUOTES_LINE = re.compile(r'^[ \t]*"""(?:[ \t]*""")*[ \t\r]*$', re.MULTILINE)
_FOREIGN = "'“”„‟‘’‚«»´"
_HEAD = re.compile(r"^[^\s#]", re.MULTILINE)


def are_quotes(text: str) -> bool:
    """Whether a line holds quotes and nothing else, one time or by mistake several."""
    return text.startswith(QUOTES) and not text.replace(QUOTES, "").strip()


def are_foreign(text: str) -> bool:
    """Whether a line holds three quotes of another kind and nothing else."""
    return len(text) == len(QUOTES) and not text.strip(_FOREIGN)


class Texts:
    """Reads the text blocks of one file."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.foreign_told = False

    def begin(self, line: Line, row: Row) -> None:
        """Reads the text that the quotes at the beginning of `row` open."""
        cursor = self.cursor
        if are_foreign(cursor.text[row.body : row.end]):
            line.flawed = True
            self._foreign(row)
        elif row.end != row.body + len(QUOTES):
            line.flawed = True
            self._not_alone(row)
            typed = cursor.text[row.body : row.end]
            if QUOTES in typed[len(QUOTES) :] and not are_quotes(typed):
                line.text = TextBlock("", span=cursor.span(row.body, row.end))
                return
        self.fill(line, row.indent)

    def _foreign(self, row: Row) -> None:
        """Said once in a file."""
        if self.foreign_told:
            return
        self.foreign_told = True
        self.cursor.report(
            "E0009", f"a text of several lines does not stand between "
            f"`{self.cursor.text[row.body : row.end]}`", row.body, row.end,
            f"write `{QUOTES}`, here and below", Edit(self.cursor.span(row.body, row.end), QUOTES),
        )  # fmt: skip

    def _not_alone(self, row: Row) -> None:
        doubled = are_quotes(self.cursor.text[row.body : row.end])
        self.cursor.report(
            "E0006", f"`{QUOTES}` stands on a line of its own", row.body, row.end,
            f"leave one `{QUOTES}`" if doubled else
            f"put the text on the lines below, and `{QUOTES}` below it",
        )  # fmt: skip

    def fill(self, line: Line, least: int) -> None:
        """Reads the lines of a text up to the closing quotes. A line further left than `least`
        ends a text that is never closed; else it is reported once."""
        cursor = self.cursor
        rows: list[Row] = []
        shallow: Row | None = None
        while not cursor.over:
            before = cursor.at
            row = cursor.next()
            if self._closes(row):
                line.end = row.end
                if shallow is not None:
                    self._too_shallow(shallow)
                self._close(line, rows)
                return
            if not row.blank and row.indent < least:
                shallow = shallow or row
                if not self._closes_soon(row):
                    cursor.at = before
                    break
            rows.append(row)
        self._never_closed(line, rows, to_the_end=cursor.over)
        line.flawed = True
        line.end = rows[-1].end if rows else line.end
        self._close(line, rows)

    def _closes(self, row: Row) -> bool:
        """Whether the line ends a text; says so where it is not quite as it should be."""
        typed = self.cursor.text[row.body : row.end]
        if are_foreign(typed):
            self._foreign(row)
            return True
        if are_quotes(typed) and typed != QUOTES:
            self._not_alone(row)
        return are_quotes(typed)

    def _never_closed(self, line: Line, rows: Sequence[Row], *, to_the_end: bool) -> None:
        """Said at the last line of the text; where nobody knows which one that is, where it
        begins."""
        start, end = line.start, line.start + len(QUOTES)
        said = [row for row in rows if not row.blank]
        labels: tuple[Label, ...] = ()
        if said and not to_the_end:
            labels = (Label(self.cursor.span(start, end), "it begins here"),)
            start, end = said[-1].body, said[-1].end
        self.cursor.report(
            "E0006", "this text is never closed", start, end,
            f"put `{QUOTES}` on a line of its own below the text", labels=labels,
        )  # fmt: skip

    @cached_property
    def _quotes(self) -> list[int]:
        """Where the lines of quotes begin."""
        return [found.start() for found in _QUOTES_LINE.finditer(self.cursor.text)]

    def left(self, start: int, *, deeper: bool) -> int:
        """How many lines of quotes stand from `start` on; `deeper`: up to the next line in column
        1, which may begin another declaration."""
        head = _HEAD.search(self.cursor.text, start) if deeper else None
        end = head.start() if head else len(self.cursor.text)
        return sum(start <= place < end for place in self._quotes)

    def _closes_soon(self, row: Row) -> bool:
        """Whether the lines of quotes below are odd in number, so that one of them ends this."""
        return self.left(row.start, deeper=row.indent > 0) % 2 == 1

    def _too_shallow(self, row: Row) -> None:
        self.cursor.report(
            "E0006", f"this line stands further left than its `{QUOTES}`", row.body, row.end,
            f"move the text to the right, or `{QUOTES}` to the left",
        )  # fmt: skip

    def _close(self, line: Line, rows: Sequence[Row]) -> None:
        line.text = block(self.cursor, line, rows)


def block(cursor: Cursor, line: Line, rows: Sequence[Row]) -> TextBlock:
    """The text of these lines of the file, without what all of them are indented by."""
    margin = min((row.body - row.start for row in rows if not row.blank), default=0)
    places: list[Span] = [
        cursor.span(row.end if row.blank else min(row.start + margin, row.end), row.end)
        for row in rows
    ]
    value = "\n".join(cursor.text[place.start : place.end] for place in places)
    return TextBlock(value, tuple(places), span=cursor.span(line.start, line.end))
