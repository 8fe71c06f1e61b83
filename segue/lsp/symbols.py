"""What a file declares, and what the whole project does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.outline import Entry, outline
from segue.lsp.projects import Place

if TYPE_CHECKING:
    from segue.lsp.server import Server

_KINDS = {
    "customers": types.SymbolKind.Struct,
    "event": types.SymbolKind.Event,
    "record": types.SymbolKind.Struct,
    "products": types.SymbolKind.Struct,
    "field": types.SymbolKind.Field,
    "part of a score": types.SymbolKind.Field,
    "trait": types.SymbolKind.Property,
    "prediction": types.SymbolKind.Property,
    "score": types.SymbolKind.Property,
    "segment": types.SymbolKind.Class,
    "groups": types.SymbolKind.Enum,
    "group": types.SymbolKind.EnumMember,
    "list": types.SymbolKind.Array,
    "policy": types.SymbolKind.Namespace,
    "channel": types.SymbolKind.Interface,
    "message": types.SymbolKind.String,
    "offer": types.SymbolKind.Constant,
    "campaign": types.SymbolKind.Module,
    "test": types.SymbolKind.Method,
}
"""Which picture editors put beside each; all else is a variable."""

MOST = 500
"""So many names are shown of a project at once."""


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def of_file(
        params: types.DocumentSymbolParams
    ) -> list[types.DocumentSymbol] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        return [_symbol(each, place) for each in outline(place.index.files[place.path])]

    @server.feature(types.WORKSPACE_SYMBOL)
    def of_project(
        params: types.WorkspaceSymbolParams
    ) -> list[types.WorkspaceSymbol]:
        return list(_matching(server, params.query))[:MOST]


def _symbol(entry: Entry, place: Place) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.name,
        kind=_kind(entry.sort),
        range=place.positions.range(entry.span),
        selection_range=place.positions.range(entry.name_span),
        detail=entry.title or entry.sort,
        children=[_symbol(each, place) for each in entry.below],
    )


def _matching(server: Server, query: str) -> Iterator[types.WorkspaceSymbol]:
    for project in server.projects.every():
        for symbol, mention in project.state.index.declared.items():
            if mention.sort != "choice" and query.casefold() in symbol.name.casefold():
                place = Place(project, mention.span.path, server.workspace.position_codec)
                owner = symbol.owner or mention.sort
                yield types.WorkspaceSymbol(
                    place.location(mention.span), symbol.name, _kind(mention.sort),
                    container_name=owner,
                )  # fmt: skip


def _kind(sort: str) -> types.SymbolKind:
    return _KINDS.get(sort, types.SymbolKind.Variable)
