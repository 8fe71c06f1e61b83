"""What a message says could have come: little, and nothing that would be refused next."""

from __future__ import annotations

import pytest

from dsl.engine import Stuck, parse_line
from dsl.expected import alternatives
from dsl.layout import layout
from dsl.lexer import Token, tokens
from dsl.source import Source
from tests.dsl.right_lines import RIGHT, sources
from tests.dsl.test_tables import WHOLE, starts_of

BAD = Token("BAD", "§", 0, 1)

UNBUILT = [
    ("step_line", "split a,", "`test`"),
]


def after(start: str, line: list[Token]) -> list[str]:
    """What could come behind these words."""
    with pytest.raises(Stuck) as stuck:
        parse_line("a", start, [*line, BAD])
    return alternatives(stuck.value.states)


@pytest.mark.parametrize(("start", "line", "word"), UNBUILT)
def test_what_is_not_built_is_not_offered(start: str, line: str, word: str) -> None:
    assert word not in after(start, tokens(line, 0, len(line)))


@pytest.mark.parametrize("text", [WHOLE, *sources(RIGHT)])
def test_a_list_is_short(text: str) -> None:
    for start, line in starts_of(layout(Source("a", text)).lines):
        for length in range(1, len(line.tokens) + 1):
            assert 0 < len(after(start, line.tokens[:length])) <= 5
