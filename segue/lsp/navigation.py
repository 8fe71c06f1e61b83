"""From a use to where the name is declared, and from there to all uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.symbols import Mention

if TYPE_CHECKING:
    from segue.lsp.projects import Place
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        found = place.at(params.position)
        return _locations(place, (place.index.declared[each.symbol] for each in found))

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location] | None:
        place = server.place(params.text_document)
        return _locations(place, _uses(place, params)) if place else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(
        params: types.DocumentHighlightParams
    ) -> list[types.DocumentHighlight] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        symbols = dict.fromkeys(each.symbol for each in place.at(params.position))
        uses = (each for symbol in symbols for each in place.index.uses(symbol))
        here = {each.span for each in uses if each.span.path == place.path}
        return [types.DocumentHighlight(place.positions.range(span)) for span in sorted(here)]


def _uses(place: Place, params: types.ReferenceParams) -> Iterable[Mention]:
    symbols = dict.fromkeys(each.symbol for each in place.at(params.position))
    for symbol in symbols:
        for each in place.index.uses(symbol):
            if params.context.include_declaration or not each.declares:
                yield each


def _locations(place: Place, mentions: Iterable[Mention]) -> list[types.Location]:
    return [place.location(span) for span in dict.fromkeys(each.span for each in mentions)]
