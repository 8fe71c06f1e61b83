"""Semantic tokens: what each word is, which no pattern of an editor can know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.colours import Colour, colours

if TYPE_CHECKING:
    from segue.lsp.projects import Place
    from segue.lsp.server import Server

TYPES = (
    "keyword", "number", "string", "type", "class", "enum", "enumMember", "event", "struct",
    "property", "function", "interface", "namespace", "variable",
)  # fmt: skip
"""Of the protocol's own names; editors have a colour for each."""

_TYPES = {
    "keyword": "keyword", "number": "number", "string": "string", "column": "type",
    "field": "property", "part of a score": "property", "trait": "property",
    "prediction": "property", "score": "property", "segment": "class", "list": "class",
    "groups": "enum", "group": "enumMember", "choice": "enumMember", "event": "event",
    "record": "struct", "channel": "interface", "message": "function", "offer": "function",
    "hook": "function", "campaign": "namespace",
}  # fmt: skip

_LEGEND = types.SemanticTokensLegend(list(TYPES), ["declaration"])


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND)
    def colour(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        found = colours(place.source, place.index.files[place.path], place.index)
        return types.SemanticTokens(_numbers(found, place))


def _numbers(found: Iterable[Colour], place: Place) -> list[int]:
    """Five numbers each: lines and columns from the one before, length, type, declared or not."""
    numbers: list[int] = []
    line = column = 0
    for colour in found:
        range = place.positions.range(colour.span)
        if range.start.line != range.end.line:
            continue
        if range.start.line != line:
            column = 0
        kind = TYPES.index(_TYPES.get(colour.sort, "variable"))
        numbers += [
            range.start.line - line, range.start.character - column,
            range.end.character - range.start.character, kind, int(colour.declares),
        ]  # fmt: skip
        line, column = range.start.line, range.start.character
    return numbers


