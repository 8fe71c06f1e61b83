"""Which lines of a file can be folded away under which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dsl.layout import Comment, Line, layout
from dsl.source import Source


@dataclass(frozen=True, slots=True)
class Fold:
    """The lines `first` to `last` (from 1, both included); `comment`: they are comments."""

    first: int
    last: int
    comment: bool = False


def folds(source: Source) -> list[Fold]:
    """Blocks under the line that opens them, texts between their quotes, runs of comments."""
    found = layout(source)
    every = [*_blocks(source, found.lines), *_comments(source, found.tail)]
    return sorted({each for each in every if each.last > each.first}, key=lambda each: each.first)


def _blocks(source: Source, lines: Sequence[Line]) -> Iterator[Fold]:
    for line in lines:
        yield from _comments(source, line.leading)
        last = _last(line)
        yield Fold(source.place(line.start)[0], source.place(max(last - 1, line.start))[0])
        yield from _blocks(source, line.children)
        yield from _comments(source, line.after)


def _last(line: Line) -> int:
    end = line.text.span.end if line.text is not None else line.end
    return max([end, *(_last(child) for child in line.children)])


def _comments(source: Source, comments: Sequence[Comment]) -> Iterator[Fold]:
    """Comments on lines one below the other."""
    numbers = [source.place(each.span.start)[0] for each in comments]
    while numbers:
        run = 1
        while run < len(numbers) and numbers[run] == numbers[0] + run:
            run += 1
        yield Fold(numbers[0], numbers[run - 1], comment=True)
        numbers = numbers[run:]
