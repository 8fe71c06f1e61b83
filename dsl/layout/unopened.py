"""A text whose opening quotes are missing: its lines were taken for lines of the language."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.layout.cursor import Cursor, Row
from dsl.layout.parts import Line
from dsl.layout.placing import Placing
from dsl.layout.texts import QUOTES, Texts, block

_BESIDE = frozenset({"file", "button"})
"""What may stand beside a text, under a channel of a message."""


def take_back(cursor: Cursor, placing: Placing, texts: Texts, row: Row) -> bool:
    """Makes a text of the lines above the quotes in `row`, where these can only close one: they
    are odd in number, up to the end of the declaration. Says so, and whether it did."""
    if texts.left(row.start, deeper=True) % 2 == 0:
        return False
    parent = next((line for line in reversed(placing.stack) if line.indent < row.indent), None)
    lines = _unopened(parent.children) if parent else []
    if not lines or parent is None:
        return False
    del parent.children[-len(lines) :]
    del placing.stack[placing.stack.index(parent) + 1 :]
    placing.comments.clear()
    parent.children.append(_text(cursor, lines[0], row))
    return True


def _unopened(lines: Sequence[Line]) -> list[Line]:
    """The last of the lines that may be of a text."""
    found: list[Line] = []
    for line in lines:
        beside = bool(line.tokens) and line.tokens[0].text in _BESIDE
        found = [] if beside or _holds_text(line) else [*found, line]
    return found


def _holds_text(line: Line) -> bool:
    return line.text is not None or any(_holds_text(child) for child in line.children)


def _text(cursor: Cursor, first: Line, row: Row) -> Line:
    start = cursor.text.rfind("\n", 0, first.start) + 1
    cursor.diagnostics = [x for x in cursor.diagnostics if not start <= x.span.start < row.start]
    rows = cursor.between(start, row.start)
    cursor.report(
        "E0006", f"this text has no `{QUOTES}` above it", rows[0].body, rows[0].end,
        f"put `{QUOTES}` on a line of its own above it",
    )  # fmt: skip
    line = Line(row.indent, rows[0].body, row.end, leading=first.leading, flawed=True)
    line.text = block(cursor, line, rows)
    return line
