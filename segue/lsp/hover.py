"""Hover: what the name means that somebody points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.hover import hover as said

if TYPE_CHECKING:
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        offset = place.positions.offset(params.position)
        known = server.stores.known(place.project)
        found = said(place.source, offset, place.state.context, known)
        if found is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, found.text)
        return types.Hover(content, place.positions.range(found.span))
