"""Which lines can be folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.editing.folding import folds

if TYPE_CHECKING:
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def fold(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        return [
            types.FoldingRange(
                each.first - 1, each.last - 1,
                kind=types.FoldingRangeKind.Comment if each.comment else None,
            )
            for each in folds(place.source)
        ]  # fmt: skip
