"""The journey beside the text: a request of our own, `segue/journey`, which the extension makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from compiler.picture.svg import svg
from compiler.picture.telling import told
from dsl import tree

if TYPE_CHECKING:
    from segue.lsp.projects import Place
    from segue.lsp.server import Server

REQUEST = "segue/journey"


def register(server: Server) -> None:
    @server.feature(REQUEST)
    def journey(params: Any) -> dict[str, str] | None:
        """Of a document and a position in it: the `name` of the campaign there and its `picture`,
        an SVG, as the text stands in the editor; nothing outside of campaigns."""
        place = server.place(types.TextDocumentIdentifier(params.textDocument.uri))
        if place is None:
            return None
        position = types.Position(params.position.line, params.position.character)
        node = _campaign(place, place.positions.offset(position))
        if node is None:
            return None
        files = [each.parsed.file for each in place.state.files.values()]
        picture = svg(told(node, place.source, files), {})
        return {"name": node.name.text, "picture": picture}


def _campaign(place: Place, offset: int) -> tree.Campaign | None:
    """The campaign that begins last before an offset, with no other declaration between."""
    before = [
        node for node in place.state.files[place.path].parsed.file.declarations
        if node.span.start <= offset
    ]  # fmt: skip
    last = before[-1] if before else None
    return last if isinstance(last, tree.Campaign) else None
