"""Code actions: the edits that findings carry, comments that silence, and what `segue fix` does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from compiler.fixing import fixed
from compiler.silencing import OWN
from dsl.diagnostics import Diagnostic, Edit, Severity
from dsl.source import Span
from segue.lsp.diagnostics import shown

if TYPE_CHECKING:
    from segue.lsp.projects import Place
    from segue.lsp.server import Server


def register(server: Server) -> None:
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        place = server.place(params.text_document)
        if place is None:
            return None
        only = params.context.only
        if only and any(kind.startswith(types.CodeActionKind.SourceFixAll) for kind in only):
            return list(_fixed(place))
        asked = place.positions.span(params.range)
        found = [
            each for each in server.publisher.found(place.project, place.state, place.path)
            if each.span.start <= asked.end and asked.start <= each.span.end
        ]  # fmt: skip
        return [*_fixes(place, found), *_silences(place, found)]


def _fixed(place: Place) -> Iterator[types.CodeAction]:
    """All at once that `segue fix` would put right in the file."""
    sources = {path: each.source for path, each in place.state.files.items()}
    after = fixed(sources, place.state.texts, [place.path]).sources[place.path]
    if after.text != place.source.text:
        whole = place.positions.range(Span(place.path, 0, len(place.source.text)))
        yield types.CodeAction(
            title="put right what can be meant in one way only",
            kind=types.CodeActionKind.SourceFixAll,
            edit=_edit(place, types.TextEdit(whole, after.text)),
        )


def _silences(place: Place, found: list[Diagnostic]) -> Iterator[types.CodeAction]:
    """A comment that silences a warning on its line, where whoever writes says why."""
    for each in found:
        number, _ = place.source.place(each.span.start)
        line = place.source.line(number)
        if each.severity is not Severity.WARNING or each.code.startswith(OWN) or "#" in line:
            continue
        begins = place.source.begins(number) or 0
        end = place.positions.position(begins + len(line.rstrip()))
        comment = f"  # segue: allow {each.name} because "
        yield types.CodeAction(
            title=f"allow `{each.name}` on this line, and say why",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown(each, place.project, place.state, place.codec)],
            edit=_edit(place, types.TextEdit(types.Range(end, end), comment)),
        )


def _edit(place: Place, change: types.TextEdit) -> types.WorkspaceEdit:
    return types.WorkspaceEdit({place.uri(place.path): [change]})


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
