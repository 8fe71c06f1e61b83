"""Code actions: the edits that findings carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from dsl.diagnostics import Diagnostic, Edit
from segue.lsp.diagnostics import shown

if TYPE_CHECKING:
    from segue.lsp.projects import Place
    from segue.lsp.server import Server


def register(server: Server) -> None:
    options = types.CodeActionOptions([types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        asked = place.positions.span(params.range)
        found = [
            each for each in place.state.of(place.path)
            if each.span.start <= asked.end and asked.start <= each.span.end
        ]  # fmt: skip
        return list(_fixes(place, found))


def _fixes(place: Place, found: list[Diagnostic]) -> Iterator[types.CodeAction]:
    for each in found:
        if each.edit is None:
            continue
        change = types.TextEdit(
            place.positions_of(each.edit.span.path).range(each.edit.span), each.edit.text
        )
        yield types.CodeAction(
            title=_title(place, each.edit),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown(each, place.project, place.state, place.codec)],
            is_preferred=True,
            edit=types.WorkspaceEdit({place.uri(each.edit.span.path): [change]}),
        )


def _title(place: Place, edit: Edit) -> str:
    """What the edit does, in a line."""
    text = place.state.files[edit.span.path].source.text[edit.span.start : edit.span.end]
    before, after = text.strip(), edit.text.strip()
    if not before:
        return f"insert `{_short(after)}`"
    if not after:
        return f"delete `{_short(before)}`"
    return f"replace `{_short(before)}` by `{_short(after)}`"


def _short(text: str) -> str:
    first, *more = text.split("\n")
    return f"{first[:40]} …" if more or len(first) > 40 else first
