"""Every sentence of the grammar has an example in the reference."""

from __future__ import annotations

from dsl.parse import parse_text
from tests.cases.executing import text_of
from tests.cases.reading import PAGES, cases
from tests.cases.sentences import all_sentences, listening

NO_EXAMPLE = frozenset(
    {
        ("path", "path"), ("atom", "percent"), ("atom", "time"), ("atom", "duration"),
        ("subject", "word_path"), ("policy_line", "hold_out"),
    }
)  # fmt: skip
"""What is read only so that a better message can be given, and words used as names."""


def test_every_sentence_has_an_example() -> None:
    with listening() as used:
        for page in PAGES.glob("*.md"):
            for case in cases(page):
                parse_text("example", text_of(case))
    missing = all_sentences() - used - NO_EXAMPLE
    assert not missing, sorted(missing)
