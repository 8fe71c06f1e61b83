"""Bytes to text."""

from __future__ import annotations

import re

from dsl.codes import finding
from dsl.diagnostics import Diagnostic
from dsl.source import Source, Span

_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A line end of old programs; unread, it would make one line of a file, or one comment."""

_HELP = "save the file as UTF-8"


def decode(path: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The text of a file, without a byte-order mark, its lines ending with a line feed; or an
    empty one and what is wrong."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Source(path, ""), (
            finding("E0001", "this file is in UTF-16", Span(path, 0, 0), _HELP),
        )
    try:
        return typed(path, data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        title = f"this file is not in UTF-8 (the first wrong byte is in line {line})"
        return Source(path, ""), (finding("E0001", title, Span(path, 0, 0), _HELP),)


def typed(path: str, text: str) -> Source:
    """The same for a text that is decoded already."""
    return Source(path, _LONE_RETURN.sub("\n", text))
