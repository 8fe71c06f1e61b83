"""Text to a tree of logical lines: indentation, continued lines, text blocks and comments.

Nothing is known here of what a line says. Comments never reach the parser: they hang on the
logical line that they belong to, so that the formatter can put them back.
"""

from __future__ import annotations

from dsl.layout.parts import Comment, Layout, Line
from dsl.layout.reader import Reader
from dsl.source import Source

__all__ = ["Comment", "Layout", "Line", "layout"]


def layout(source: Source) -> Layout:
    """The logical lines of a file. Any text has a layout."""
    return Reader(source).read()
