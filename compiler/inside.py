"""Where the characters of a text stand in the file that holds it."""

from __future__ import annotations

from collections.abc import Callable

from dsl import tree
from dsl.source import Span

Inside = Callable[[int, int], Span]
"""The place of the characters from–to of a text."""


def in_text(node: tree.Text) -> Inside:
    """Of a text in quotes. Escapes make the typed text longer than its value; then the whole text
    is pointed at."""
    plain = node.span.end - node.span.start == len(node.value) + 2

    def place(start: int, end: int) -> Span:
        first = node.span.start + 1
        return Span(node.span.path, first + start, first + end) if plain else node.span

    return place


def in_block(node: tree.TextBlock) -> Inside:
    """Of a text block, whose lines lost their common indentation."""

    def place(start: int, end: int) -> Span:
        number = node.value.count("\n", 0, start)
        if number >= len(node.lines):
            return node.span
        begins = node.value.rfind("\n", 0, start) + 1
        stops = node.value.find("\n", begins)
        length = (len(node.value) if stops < 0 else stops) - begins
        line = node.lines[number]
        first = line.end - length
        return Span(line.path, first + start - begins, first + min(end - begins, length))

    return place
