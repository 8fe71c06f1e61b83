"""Where things stand in the files: spans, and how an offset becomes a line and a column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `start` to `end` (excluded) of the file `path`, counted from 0.

    `path` is relative to the project's root, with forward slashes.
    """

    path: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The span from the beginning of this one to the end of `other`."""
        return Span(self.path, self.start, max(self.end, other.end))


NOWHERE = Span("", 0, 0)


@dataclass(frozen=True)
class Source:
    """One file: its path and its text, decoded and without a byte-order mark."""

    path: str
    text: str
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        for position, letter in enumerate(self.text):
            if letter == "\n":
                starts.append(position + 1)
        object.__setattr__(self, "_starts", starts)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def begins(self, number: int) -> int | None:
        """The offset at which line `number` (from 1) begins; None where there are fewer lines."""
        return self._starts[number - 1] if number <= len(self._starts) else None

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")
