"""The pages about findings are those of the codes, and their examples show what they say."""

from __future__ import annotations

import pytest

from compiler.codes import ALL
from compiler.explaining import IN_WORDS, found
from tests.cases.pages import FOLDER, PARTS, pages

SHOWN = [code for code in sorted(ALL) if code not in IN_WORDS]


def test_the_pages_are_up_to_date() -> None:
    written = {page.name: page.read_text("utf-8") for page in FOLDER.glob("*.md")}
    assert written == pages(), "write them with `python -m tests.cases.pages`"


def test_every_code_has_a_part_of_the_index() -> None:
    assert {code[:3] for code in ALL} == {prefix for prefix, _ in PARTS}


@pytest.mark.parametrize("code", SHOWN)
def test_the_wrong_example_underlines_what_is_wrong(code: str) -> None:
    entry = ALL[code]
    reported = found(entry, entry.bad)
    assert {each.code for each in reported} == {code}
    assert {each.name for each in reported} == {entry.name}
    for each in reported:
        assert each.span.path == "example.campaign"
        assert entry.bad[each.span.start : each.span.end].strip("\n ") or code == "E0003"


@pytest.mark.parametrize("code", SHOWN)
def test_the_right_example_is_right(code: str) -> None:
    assert [each.code for each in found(ALL[code], ALL[code].good)] == []
