"""Positions of the protocol (line, and column in the client's code units) and offsets of a text."""

from __future__ import annotations

from lsprotocol import types
from pygls.workspace import PositionCodec

from dsl.source import Source, Span


class Positions:
    """Converts for one file."""

    def __init__(self, source: Source, codec: PositionCodec) -> None:
        self._source = source
        self._codec = codec

    def position(self, offset: int) -> types.Position:
        """Where an offset is."""
        line, column = self._source.place(offset)
        before = self._source.text[offset - column + 1 : offset]
        return types.Position(line - 1, self._codec.client_num_units(before))

    def range(self, span: Span) -> types.Range:
        """Where a span is."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one behind the end of its line is at its end."""
        begins = self._source.begins(position.line + 1)
        if begins is None:
            return len(self._source.text)
        units = 0
        line = self._source.line(position.line + 1)
        for column, letter in enumerate(line):
            if units >= position.character:
                return begins + column
            units += self._codec.client_num_units(letter)
        return begins + len(line)

    def span(self, range: types.Range) -> Span:
        """The span of a range."""
        return Span(self._source.path, self.offset(range.start), self.offset(range.end))
