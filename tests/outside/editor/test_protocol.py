"""Every feature of `segue lsp`, asked over the protocol of a server in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from segue.lsp.colours import TYPES
from tests.outside.editor.conftest import Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIDE = '''# 한글과 🎒 in a comment
message wide "가방 🎒"
  email subject "🎒🎒 {{ customer.nme | default: '안녕' }}"
    """
    한글 🎒 {{ customer.name | default: "x" }}
    """
'''


async def test_findings_of_what_is_typed_and_not_saved(editor: Editor) -> None:
    editor.open("cart.campaign")
    assert await editor.findings("cart.campaign") == []
    editor.replace("cart.campaign", "send cart_reminder by", "send cart_remindr by")
    (found,) = await editor.findings("cart.campaign")
    assert found.message == "unknown message `cart_remindr`\nhelp: did you mean `cart_reminder`?"
    assert editor.written("cart.campaign", found.range) == "cart_remindr"
    assert (found.code, found.source) == ("E0201", "segue")
    await _fixed(editor, found)
    editor.replace("cart.campaign", "send cart_remindr by", "send cart_reminder by")
    assert await editor.findings("cart.campaign") == []


async def _fixed(editor: Editor, found: types.Diagnostic) -> None:
    """The quick fix is the edit that the finding carries."""
    context = types.CodeActionContext([found])
    params = types.CodeActionParams(editor.document("cart.campaign"), found.range, context)
    (action,) = await editor.client.text_document_code_action_async(params) or []
    assert isinstance(action, types.CodeAction) and action.edit and action.edit.changes
    assert action.title == "replace `cart_remindr` by `cart_reminder`"
    ((uri, (edit,)),) = action.edit.changes.items()
    assert (uri, edit.new_text) == (editor.uri("cart.campaign"), "cart_reminder")


async def test_a_warning_can_be_allowed_and_hover_says_why_it_is_one(editor: Editor) -> None:
    editor.open("left.campaign", 'message left_over  \n  sms\n    """\n    Bye 🎒\n    """\n')
    (found,) = await editor.findings("left.campaign")
    assert found.code == "W0101"
    document = editor.document("left.campaign")
    hover = await editor.client.text_document_hover_async(
        types.HoverParams(document, found.range.start)
    )
    assert hover is not None and isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.value.startswith("`unused` (W0101): A message that no campaign sends")
    params = types.CodeActionParams(document, found.range, types.CodeActionContext([found]))
    (action,) = await editor.client.text_document_code_action_async(params) or []
    assert isinstance(action, types.CodeAction) and action.edit and action.edit.changes
    ((edit,),) = action.edit.changes.values()
    assert edit.new_text == "  # segue: allow unused because "
    assert edit.range.start == types.Position(0, len("message left_over"))
    editor.close("left.campaign")


async def test_all_that_is_meant_in_one_way_is_put_right_at_once(editor: Editor) -> None:
    editor.open("slips.campaign", "segment slips\n  orders == 3\n  city <> “Kiel”\n")
    document = editor.document("slips.campaign")
    kinds = [types.CodeActionKind.SourceFixAll]
    whole = types.Range(types.Position(0, 0), types.Position(3, 0))
    (action,) = await editor.client.text_document_code_action_async(
        types.CodeActionParams(document, whole, types.CodeActionContext([], only=kinds))
    ) or []  # fmt: skip
    assert isinstance(action, types.CodeAction) and action.edit and action.edit.changes
    ((edit,),) = action.edit.changes.values()
    assert edit.new_text == 'segment slips\n  orders = 3\n  city != "Kiel"\n'
    editor.close("slips.campaign")


async def test_what_breaks_in_another_file_is_told_in_a_pause(editor: Editor) -> None:
    editor.open("people.campaign")
    editor.replace("people.campaign", "segment sleeping", "segment asleep")
    found = await asyncio.wait_for(editor.findings("win_back.campaign"), 10)
    assert "unknown segment `sleeping`" in found[0].message
    editor.close("people.campaign")  # not saved: what is on the disk counts again
    assert await asyncio.wait_for(editor.findings("win_back.campaign"), 10) == []


async def test_positions_are_in_code_units_of_utf_16(editor: Editor) -> None:
    editor.open("wide.campaign", WIDE)
    found = await editor.findings("wide.campaign")
    unknown = next(each for each in found if "customer.nme" in each.message)
    assert editor.written("wide.campaign", unknown.range) == "customer.nme"
    params = types.HoverParams(
        editor.document("wide.campaign"), editor.at("wide.campaign", "🎒 {{ customer.na|me")
    )
    hover = await editor.client.text_document_hover_async(params)
    assert hover is not None and hover.range is not None
    assert editor.written("wide.campaign", hover.range) == "name"


async def test_completion_replaces_what_is_typed_of_a_word(editor: Editor) -> None:
    position = editor.at("cart.campaign", "send cart_re|minder by")
    params = types.CompletionParams(editor.document("cart.campaign"), position)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    (item,) = found.items
    assert (item.label, item.detail) == ("cart_reminder", "message: email, sms")
    assert isinstance(item.text_edit, types.TextEdit)
    assert editor.written("cart.campaign", item.text_edit.range) == "cart_re"


async def test_hover_tells_what_a_name_means(editor: Editor) -> None:
    params = types.HoverParams(
        editor.document("cart.campaign"), editor.at("cart.campaign", "enter on cart|_add")
    )
    hover = await editor.client.text_document_hover_async(params)
    assert hover is not None and isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.value.startswith("event `cart_add`\n\n")
    assert "```campaign\nevent cart_add from shop.carts\n" in hover.contents.value


async def test_from_a_use_to_the_declaration_and_to_all_uses(editor: Editor) -> None:
    document = editor.document("cart.campaign")
    position = editor.at("cart.campaign", "enter on cart|_add")
    found = await editor.client.text_document_definition_async(
        types.DefinitionParams(document, position)
    )
    assert isinstance(found, list | tuple)
    (place,) = found
    assert isinstance(place, types.Location) and place.uri == editor.uri("shop.campaign")
    uses = await editor.client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(True), document, position)
    )
    assert {each.uri for each in uses or ()} == {
        editor.uri("cart.campaign"), editor.uri("shop.campaign")
    }  # fmt: skip
    marks = await editor.client.text_document_document_highlight_async(
        types.DocumentHighlightParams(document, position)
    )
    assert len(marks or ()) == len([each for each in uses or () if each.uri == document.uri])


async def test_rename_is_made_everywhere_or_refused(editor: Editor) -> None:
    document = editor.document("cart.campaign")
    position = editor.at("cart.campaign", "message cart_rem|inder")
    prepared = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(document, position)
    )
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert prepared.placeholder == "cart_reminder"
    edit = await editor.client.text_document_rename_async(
        types.RenameParams(document, position, "the_cart_waits")
    )
    assert edit is not None and edit.changes is not None
    (changes,) = edit.changes.values()
    assert {editor.written("cart.campaign", each.range) for each in changes} == {"cart_reminder"}
    with pytest.raises(JsonRpcException, match=r"is declared already, in `cart\.campaign`"):
        await editor.client.text_document_rename_async(
            types.RenameParams(document, position, "cart_free_shipping")
        )


async def test_symbols_of_a_file_and_of_the_project(editor: Editor) -> None:
    found = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(editor.document("cart.campaign"))
    )
    campaign = next(each for each in found or () if each.name == "cart")
    assert isinstance(campaign, types.DocumentSymbol)
    assert campaign.detail == "Bring left carts back"
    (goal, split) = campaign.children or ()
    assert (goal.name, split.name) == ("rescued", "wording")
    assert [each.name for each in split.children or ()] == ["plain", "generous"]
    everywhere = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("SLEEP"))
    assert [each.name for each in everywhere or ()] == ["sleeping"]


async def test_formatting_changes_only_what_is_laid_out_otherwise(editor: Editor) -> None:
    editor.open("loose.campaign", "segment loose\n  orders   >=  3\n  not (in sleeping)\n")
    edits = await editor.client.text_document_formatting_async(
        types.DocumentFormattingParams(
            editor.document("loose.campaign"), types.FormattingOptions(2, True)
        )
    )
    (edit,) = edits or ()
    assert edit.range.start == types.Position(1, 9)
    assert edit.new_text == ">= 3\n  not in sleeping"
    editor.close("loose.campaign")


async def test_lines_that_can_be_folded(editor: Editor) -> None:
    found = await editor.client.text_document_folding_range_async(
        types.FoldingRangeParams(editor.document("cart.campaign"))
    )
    line = editor.at("cart.campaign", "|campaign cart").line
    assert any(each.start_line == line for each in found or ())
    assert any(each.kind == types.FoldingRangeKind.Comment for each in found or ())


async def test_words_are_told_apart_by_what_they_are(editor: Editor) -> None:
    tokens = await editor.client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(editor.document("cart.campaign"))
    )
    assert tokens is not None
    kinds = {
        editor.written("cart.campaign", range): TYPES[kind]
        for range, kind in _decoded(tokens.data)
    }
    assert kinds["enter"] == "keyword" and kinds["cart_add"] == "event"
    assert kinds["cart_reminder"] == "function" and kinds["sms"] == "interface"
    assert kinds["total"] == "property"


def _decoded(numbers: Sequence[int]) -> list[tuple[types.Range, int]]:
    found = []
    line = column = 0
    for at in range(0, len(numbers), 5):
        down, right, length, kind, _ = numbers[at : at + 5]
        line, column = line + down, right if down else column + right
        start, end = types.Position(line, column), types.Position(line, column + length)
        found.append((types.Range(start, end), kind))
    return found


async def test_hints_stand_behind_instants(editor: Editor) -> None:
    whole = types.Range(types.Position(0, 0), types.Position(999, 0))
    found = await editor.client.text_document_inlay_hint_async(
        types.InlayHintParams(editor.document("cart.campaign"), whole)
    )
    position = editor.at("cart.campaign", "at 2026-03-02 10:00| ada")
    (hint,) = [each for each in found or () if each.position == position]
    assert hint.label == "Monday"


async def test_the_journey_is_drawn_as_the_text_stands(editor: Editor) -> None:
    text = "campaign drawn\n  enter on cart_add\n    once\n\n  wait 3 hours\n"
    editor.open("drawn.campaign", text)
    editor.replace("drawn.campaign", "wait 3 hours", "wait 5 hours")
    asked = {
        "textDocument": {"uri": editor.uri("drawn.campaign")},
        "position": {"line": 4, "character": 2},
    }
    drawn = await editor.asks("segue/journey", asked)
    assert drawn.name == "drawn"
    assert drawn.picture.startswith("<svg ") and "5 hours" in drawn.picture
    editor.close("drawn.campaign")
    asked["textDocument"] = {"uri": editor.uri("people.campaign")}
    assert await editor.asks("segue/journey", asked) is None


async def test_half_written_text_is_answered_too(editor: Editor) -> None:
    editor.open("half.campaign", "campaign half\n  enter on cart_add where \n\n  send ")
    document = editor.document("half.campaign")
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(document, editor.at("half.campaign", "send |"))
    )
    assert isinstance(found, types.CompletionList)
    assert "cart_reminder" in [each.label for each in found.items]
    editor.close("half.campaign")
