"""The sentences of one file: what stands where, each in one line and without comments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from dsl import tree
from dsl.layout import Line, layout
from dsl.source import Source, Span
from dsl.spacing import spaced


class Sentences:
    """Finds the words of a node of the tree in its file."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self._source = source
        self._lines = sorted(_every(layout(source).lines), key=lambda line: line.start)
        self._starts = [line.start for line in self._lines]

    def line(self, span: Span) -> Line | None:
        """The line in which a node begins; some begin behind its first word."""
        place = bisect_right(self._starts, span.start)
        return self._lines[place - 1] if place else None

    def sentence(self, span: Span) -> str:
        """That line, as the formatter spaces it."""
        line = self.line(span)
        return spaced(line.tokens) if line else self.part(span)

    def part(self, span: Span) -> str:
        """The node's own words alone."""
        return " ".join(self._source.text[span.start : span.end].split())

    def events(self, events: tree.Events) -> str:
        """Those of several events."""
        return self.part(events[0].span.to(events[-1].span))

    def number(self, span: Span) -> int:
        """In which line of the file it begins, from 1."""
        return self._source.place(span.start)[0]


def _every(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _every(line.children)
