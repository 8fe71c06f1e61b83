"""Every sentence of the grammar has an example in the reference."""

from __future__ import annotations

from typing import Any

import pytest

from dsl import engine
from dsl.engine import Rule, tables
from dsl.parse import parse_text
from tests.cases.executing import text_of
from tests.cases.reading import PAGES, cases

ALIKE = frozenset({"unit", "weekday", "message_word", "path_word", "beside", "type_word"})
"""Lists of words, of which one stands for all."""

NO_EXAMPLE = frozenset(
    {
        ("path", "path"), ("atom", "percent"), ("atom", "time"), ("atom", "duration"),
        ("subject", "word_path"), ("policy_line", "hold_out"),
    }
)  # fmt: skip
"""What is read only so that a better message can be given, and words used as names."""


def test_every_sentence_has_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[tuple[str, str]] = set()
    reduce = engine._reduce

    def listen(path: str, rule: Rule, *stacks: Any) -> None:
        used.add(_says(rule))
        reduce(path, rule, *stacks)

    monkeypatch.setattr(engine, "_reduce", listen)
    for page in PAGES.glob("*.md"):
        for case in cases(page):
            parse_text("example", text_of(case))
    wanted = {_says(rule) for rule in tables().rules if rule.origin not in ALIKE}
    missing = wanted - used - NO_EXAMPLE
    assert not missing, sorted(missing)


def _says(rule: Rule) -> tuple[str, str]:
    return rule.origin, rule.build.__name__ if rule.build else rule.first
