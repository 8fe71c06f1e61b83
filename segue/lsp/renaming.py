"""Rename, refused where it would break something or meet another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from compiler.editing.renaming import Impossible, renamable, renamed
from compiler.editing.symbols import Space

if TYPE_CHECKING:
    from segue.lsp.projects import Place
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(
        params: types.PrepareRenameParams
    ) -> types.PrepareRenamePlaceholder | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        offset = place.positions.offset(params.position)
        try:
            found = renamable(place.index, place.path, offset)
        except Impossible as impossible:
            raise JsonRpcInvalidParams(str(impossible)) from None
        return types.PrepareRenamePlaceholder(place.positions.range(found.span), found.symbol.name)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        try:
            edit, space = _edit(place, place.positions.offset(params.position), params.new_name)
        except Impossible as impossible:
            raise JsonRpcInvalidParams(str(impossible)) from None
        if space is Space.CAMPAIGN:
            warned = types.ShowMessageParams(types.MessageType.Warning, _ANOTHER)
            server.window_show_message(warned)
        return edit


_ANOTHER = (
    "A campaign with another name is another campaign: with the next `segue apply` nobody enters "
    "the old one any more, and what it brought is not reported of the new one."
)


def _edit(place: Place, offset: int, name: str) -> tuple[types.WorkspaceEdit, Space]:
    found = renamable(place.index, place.path, offset)
    edits = renamed(
        place.index, found.symbol, name, place.state.texts, place.project.settings()
    )
    changes: dict[str, list[types.TextEdit]] = {}
    for each in edits:
        range = place.positions_of(each.span.path).range(each.span)
        change = types.TextEdit(range, each.text)
        changes.setdefault(place.uri(each.span.path), []).append(change)
    return types.WorkspaceEdit(changes=changes), found.symbol.space
