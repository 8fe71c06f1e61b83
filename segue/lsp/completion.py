"""Completion: what is legal where somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.legal import MOST, Proposal, legal
from dsl.source import Span

if TYPE_CHECKING:
    from segue.lsp.server import Server

_KINDS = {
    "word": types.CompletionItemKind.Keyword,
    "example": types.CompletionItemKind.Value,
    "choice": types.CompletionItemKind.EnumMember,
    "group": types.CompletionItemKind.EnumMember,
    "zone": types.CompletionItemKind.EnumMember,
    "filter": types.CompletionItemKind.Function,
    "field": types.CompletionItemKind.Field,
    "part of a score": types.CompletionItemKind.Field,
    "trait": types.CompletionItemKind.Property,
    "prediction": types.CompletionItemKind.Property,
    "score": types.CompletionItemKind.Property,
    "event": types.CompletionItemKind.Event,
    "record": types.CompletionItemKind.Struct,
    "segment": types.CompletionItemKind.Class,
    "groups": types.CompletionItemKind.Enum,
    "list": types.CompletionItemKind.Class,
    "channel": types.CompletionItemKind.Interface,
    "message": types.CompletionItemKind.Text,
    "offer": types.CompletionItemKind.Constant,
    "campaign": types.CompletionItemKind.Module,
}
"""Which picture editors put beside each; all else is a variable."""

_TRIGGERS = [".", " ", '"']


def register(server: Server) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS)
    )
    def complete(params: types.CompletionParams) -> types.CompletionList | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        offset = place.positions.offset(params.position)
        here, found = legal(place.source, offset, place.state.context)
        range = place.positions.range(Span(place.path, here.begins, offset))
        items = [_item(each, number, range) for number, each in enumerate(found)]
        return types.CompletionList(is_incomplete=len(found) >= MOST, items=items)


def _item(proposal: Proposal, number: int, range: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        label=proposal.text,
        kind=_KINDS.get(proposal.sort, types.CompletionItemKind.Variable),
        detail=proposal.line or None,
        sort_text=f"{number:05}",
        filter_text=proposal.text,
        text_edit=types.TextEdit(range, proposal.text),
    )
