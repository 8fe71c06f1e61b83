"""What a layout is made of: logical lines, and the comments that hang on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.diagnostics import Diagnostic
from dsl.lexer import Token
from dsl.source import Span
from dsl.tree import TextBlock


@dataclass(frozen=True, slots=True)
class Comment:
    """`text` begins with `#`; `blank` is the number of blank lines above it, `indent` its column
    (from 0)."""

    text: str
    span: Span
    indent: int
    blank: int = 0


@dataclass(slots=True, eq=False)
class Line:
    """One logical line, which may be several lines of the file.

    `leading` are the comment lines above it (and those from between its parts), `blank` the
    blank lines between the last of them and it, `trailing` the comment behind it, `after` the
    comments that stand under its block, as deep as the block. A text block is a line without
    tokens and with `text`. `flawed`: the layout has reported it already.
    """

    indent: int
    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)
    children: list[Line] = field(default_factory=list)
    leading: list[Comment] = field(default_factory=list)
    blank: int = 0
    trailing: Comment | None = None
    after: list[Comment] = field(default_factory=list)
    text: TextBlock | None = None
    flawed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`lines` are those of column 1; `tail` the comments behind the last line of all. `tabs`:
    some line is indented with one."""

    lines: tuple[Line, ...]
    tail: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]
    tabs: bool = False
