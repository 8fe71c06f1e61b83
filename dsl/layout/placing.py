"""Which line stands under which, and to which of them each comment belongs."""

from __future__ import annotations

from dsl.layout.cursor import Cursor
from dsl.layout.parts import Comment, Line

DEEPEST = 60
"""How many blocks may stand in each other: what comes behind the layout may recurse."""


class Placing:
    """`stack` holds the open lines, outermost first; `comments` those that wait for the next
    line, and `blank` counts the blank lines above it."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.roots: list[Line] = []
        self.stack: list[Line] = []
        self.comments: list[Comment] = []
        self.blank = 0
        self.depth_told = False

    def place(self, line: Line) -> None:
        """Hangs a line under the nearest open line that stands further left."""
        self.hang_comments(line.indent)
        line.leading, self.comments = self.comments, []
        line.blank, self.blank = self.blank, 0
        left: Line | None = None
        while self.stack and self.stack[-1].indent >= line.indent:
            left = self.stack.pop()
        if len(self.stack) >= DEEPEST:
            self._too_deep(line)
        siblings = self.stack[-1].children if self.stack else self.roots
        if line.indent and (not self.stack or (left is not None and left.indent > line.indent)):
            self._uneven(line, left)
        siblings.append(line)
        self.stack.append(line)

    def comment(self, start: int, end: int, indent: int) -> None:
        """Keeps a comment that stands on a line of its own."""
        text = self.cursor.text[start:end]
        self.comments.append(Comment(text, self.cursor.span(start, end), indent, self.blank))
        self.blank = 0

    def hang_comments(self, indent: int) -> None:
        """Comments that stand deeper than the next line belong to the block that ends here, and
        none of them deeper than the one above it, so that they keep their order."""
        reach = self.comments[0].indent if self.comments else 0
        while self.comments and self.comments[0].indent > indent:
            reach = min(reach, self.comments[0].indent)
            owner = next((x for x in reversed(self.stack) if x.indent < reach), None)
            if owner is None:
                return
            reach = owner.indent + 1
            owner.after.append(self.comments.pop(0))

    def _too_deep(self, line: Line) -> None:
        """Hangs what nobody could follow beside what stands less deep, and says so once."""
        for deep in (*self.stack[DEEPEST - 1 :], line):
            deep.flawed = True
        del self.stack[DEEPEST - 1 :]
        if not self.depth_told:
            self.depth_told = True
            self.cursor.report(
                "E0005", f"more than {DEEPEST} blocks stand in each other here",
                line.start, line.start + 1, "give parts of it names, or split it up",
            )  # fmt: skip

    def _uneven(self, line: Line, left: Line | None) -> None:
        """Says it of the first line only where a whole block has no line in column 1 above it."""
        line.flawed = not self.stack
        if line.start == self.cursor.strange or (line.flawed and left is not None):
            return
        if left is not None and left.text is not None:  # a text without its channel, which is said
            return
        if left is None:
            title = "the first line of a declaration stands in column 1"
            help = "move it to the left edge"
        else:
            title = "this line begins in no column of the lines above it"
            outer = self.stack[-1].indent
            help = (
                f"indent it by {left.indent} spaces to belong to the block above, or by "
                f"{outer} to stand behind it"
            )
        self.cursor.report("E0005", title, line.start, line.end, help)
