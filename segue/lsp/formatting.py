"""Formatting: the one layout there is, as `segue format` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dsl.printer import Unsafe, format_source
from dsl.source import Span

if TYPE_CHECKING:
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def format(
        params: types.DocumentFormattingParams
    ) -> list[types.TextEdit] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        before = place.source.text
        try:
            after = format_source(place.source)
        except Unsafe:
            server.window_show_message(types.ShowMessageParams(types.MessageType.Error, _UNSAFE))
            return None
        if after == before:
            return []
        start, end, text = _changed(before, after)
        return [types.TextEdit(place.positions.range(Span(place.path, start, end)), text)]


def _changed(before: str, after: str) -> tuple[int, int, str]:
    """The stretch that is another, so that the cursor elsewhere stays where it is."""
    start = 0
    least = min(len(before), len(after))
    while start < least and before[start] == after[start]:
        start += 1
    same = 0
    while same < least - start and before[-same - 1] == after[-same - 1]:
        same += 1
    return start, len(before) - same, after[start : len(after) - same]


_UNSAFE = (
    "this file stays as it is: its new layout would have changed what it means, which is a mistake "
    "of `segue format`; please report it with the file"
)
