"""Hover: what the name means that somebody points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.codes import ALL
from compiler.editing.hover import hover as said
from dsl.source import Span

if TYPE_CHECKING:
    from segue.lsp.projects import Place
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
        wrong = _why(server, place, offset)
        if found is None and not wrong:
            return None
        span = found.span if found else Span(place.path, offset, offset)
        text = "\n\n---\n\n".join([*wrong, *([found.text] if found else [])])
        content = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(content, place.positions.range(span))


def _why(server: Server, place: Place, offset: int) -> list[str]:
    """Why what was found at this place matters, which no title says."""
    told = server.publisher.told(place.uri(place.path))
    here = [each for each in told if each.span.start <= offset <= each.span.end]
    codes = dict.fromkeys(each.code for each in here)
    return [f"`{ALL[code].name}` ({code}): {ALL[code].why}" for code in codes]
