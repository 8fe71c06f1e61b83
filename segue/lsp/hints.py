"""Inlay hints: weekdays behind dates, and when a wait is over at the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.instants import hints

if TYPE_CHECKING:
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def hint(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        asked = place.positions.span(params.range)
        return [
            types.InlayHint(
                place.positions.position(each.offset), each.text,
                tooltip=each.more or None, padding_left=True,
            )
            for each in hints(place.state.files[place.path].parsed.file)
            if asked.start <= each.offset <= asked.end
        ]  # fmt: skip
