"""Goes through the lines of a file, and keeps what is found wrong on the way."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from dsl.codes import finding
from dsl.diagnostics import Diagnostic, Edit, Label
from dsl.source import Source, Span

_LINE = re.compile(r"([ \t\u00a0\u2007\u202f\u3000]*)([^\n]*)\n?")
_TABS = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_SPACES = re.compile(r"^ +(?=[^ \t\r\n])", re.MULTILINE)
STEP = 2
"""How much deeper a block stands where no line tells."""


class Row(NamedTuple):
    """One line of the file: the offset of its start, the start and end of what stands in it, and
    its indentation in columns."""

    start: int
    body: int
    end: int
    indent: int

    @property
    def blank(self) -> bool:
        return self.body == self.end


class Cursor:
    """`at` is the offset of the line that comes next, `strange` that of the last line whose
    indentation held another character than spaces and tabs."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.text = source.text
        self.at = 0
        self.strange = -1
        self.diagnostics: list[Diagnostic] = []
        self.tabs_told = False

    @cached_property
    def tab(self) -> int:
        """How wide a tab is: it goes one block deeper, as the lines do that have none."""
        return min((len(each) for each in _SPACES.findall(self.text)), default=STEP)

    @property
    def over(self) -> bool:
        return self.at >= len(self.text)

    def next(self) -> Row:
        """Steps over one line."""
        match = _LINE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        spaces = match.group(1)
        indent = len(spaces.expandtabs(self.tab)) if "\t" in spaces else len(spaces)
        body, end = match.span(2)
        end = body + len(self.text[body:end].rstrip(" \t\r"))
        return Row(match.start(), body, end, indent)

    def between(self, start: int, end: int) -> list[Row]:
        """The lines that were stepped over from `start` to `end`."""
        here, self.at = self.at, start
        rows = []
        while self.at < end:
            rows.append(self.next())
        self.at = here
        return rows

    def check_indentation(self, row: Row) -> None:
        """Reports indentation that is not made of spaces; tabs once in a file."""
        spaces = self.text[row.start : row.body]
        if not spaces.strip(" "):
            return
        at = row.start + len(spaces) - len(spaces.lstrip(" "))
        if self.text[at] != "\t":
            self.strange = row.body
            self.report("E0003", "this line begins with a space that is no ordinary one",
                        at, at + 1, "type it again with the space bar",
                        Edit(self.span(row.start, row.body), " " * row.indent))
        elif not self.tabs_told:
            self.tabs_told = True
            self.report("E0002", "a tab stands at the start of this line", at, at + 1,
                        "indent with spaces, here and below", self._without_tabs(row))

    def _without_tabs(self, row: Row) -> Edit:
        """This line and all below it with spaces, as far to the right as they are read here."""
        below = self.text[row.start :]
        plain = _TABS.sub(lambda indent: indent.group().expandtabs(self.tab), below)
        return Edit(self.span(row.start, len(self.text)), plain)

    def span(self, start: int, end: int) -> Span:
        return Span(self.path, start, end)

    def report(
        self,
        code: str,
        title: str,
        start: int,
        end: int,
        help: str,
        edit: Edit | None = None,
        labels: tuple[Label, ...] = (),
    ) -> None:
        span = self.span(start, end)
        self.diagnostics.append(finding(code, title, span, help, labels=labels, edit=edit))
