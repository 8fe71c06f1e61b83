"""What is found in a file is the same whether all of the project is looked at, or what the file has
to do with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from compiler.check import check
from compiler.editing.carried import carried
from compiler.editing.focus import BETWEEN, focused
from compiler.editing.index import Index, names_of
from dsl import tree
from dsl.diagnostics import Diagnostic, Severity
from dsl.parse import parse_text
from dsl.source import Source, Span
from runtime.folder import campaign_files

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


def project(name: str) -> dict[str, str]:
    root = CAMPAIGNS / name
    return {file.name: file.read_text("utf-8") for file in campaign_files(root)}


def found(texts: dict[str, str], path: str) -> tuple[list[Diagnostic], list[Diagnostic], int]:
    """What is found in a file by the whole and by its part of the project, and how much smaller
    the part is."""
    parsed = [parse_text(*each) for each in texts.items()]
    refused = [each.span for one in parsed for each in one.diagnostics]
    index = Index(names_of(each.file) for each in parsed)
    part = focused(index, path, refused)
    whole = check([each.file for each in parsed], {}, refused)
    partly = check(part, {}, refused, index.used)
    less = sum(len(each.file.declarations) for each in parsed)
    less -= sum(len(each.declarations) for each in part)
    return of(whole.diagnostics, path), of(partly.diagnostics, path), less


def of(diagnostics: Sequence[Diagnostic], path: str) -> list[Diagnostic]:
    return [each for each in diagnostics if each.span.path == path and each.code not in BETWEEN]


@pytest.mark.parametrize("path", sorted(project("shop")))
def test_a_file_is_looked_at_with_what_it_has_to_do_with(path: str) -> None:
    whole, part, less = found(project("shop"), path)
    assert whole == part
    assert less > 0


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("cart_rescue.campaign", "send cart_reminder by", "send cart_remider by"),
        ("cart_rescue.campaign", "enter on cart_add", "enter on cart_ad"),
        ("cart_rescue.campaign", "where total >= 40", "where totl >= 40"),
        ("cart_rescue.campaign", "message cart_last_call", "message cart_end"),
        ("cart_rescue.campaign", "50%", "60%"),
        ("cart_rescue.campaign", "force offer.words", "force offer.word"),
        ("knowledge.campaign", "cart      text from cart_id", "cart      number"),
        ("knowledge.campaign", "trait orders = count of purchase", "trait orders = count of"),
        ("channels.campaign", "channel email", "channel mail"),
    ],
)
def test_also_where_something_is_wrong(path: str, before: str, after: str) -> None:
    texts = project("shop")
    assert before in texts[path]
    whole, part, _ = found(texts | {path: texts[path].replace(before, after)}, path)
    assert errors(whole) == errors(part)


def errors(found: Sequence[Diagnostic]) -> list[tuple[str, Span, str]]:
    """Those of what is found, whatever other places are pointed at."""
    wrong = (each for each in found if each.severity is Severity.ERROR)
    return [(each.title, each.span, each.help) for each in wrong]


def test_what_a_message_may_show_hangs_on_who_sends_it() -> None:
    texts = project("shop")
    text = texts["cart_rescue.campaign"].replace("{{ entry.product }}", "{{ entry.prodct }}")
    begin, end = text.index("message cart_reminder"), text.index("campaign cart_rescue")
    texts["cart_rescue.campaign"] = text[end:]
    whole, part, _ = found(texts | {"texts.campaign": text[begin:end]}, "texts.campaign")
    assert whole == part and {each.code for each in part} == {"E0409"}


def test_others_are_there_by_name_only_where_a_name_is_unknown() -> None:
    texts = project("shop")
    text = texts["cart_rescue.campaign"].replace("send cart_reminder by", "send cart_remider by")
    parsed = [parse_text(*each) for each in (texts | {"cart_rescue.campaign": text}).items()]
    index = Index(names_of(each.file) for each in parsed)
    other = next(each for each in focused(index, "cart_rescue.campaign") if "win_back" in each.path)
    assert [node.steps for node in other.declarations if isinstance(node, tree.Campaign)] == [()]


@pytest.mark.long
@pytest.mark.parametrize("name", ["playbook", "club"])
def test_in_larger_projects(name: str) -> None:
    texts = project(name)
    for path in texts:
        whole, part, _ = found(texts, path)
        assert whole == part


def test_findings_move_with_the_text_around_them() -> None:
    before = Source("a", "one two three")
    two = Diagnostic("W0120", "same-hours", Severity.WARNING, "t", Span("a", 4, 7))
    (moved,) = carried([two], before, Source("a", "one, and two three"))
    assert moved.span == Span("a", 9, 12)
    assert carried([two], before, Source("a", "one twwo three")) == []
    assert carried([two], before, Source("a", "one two thre")) == [two]
