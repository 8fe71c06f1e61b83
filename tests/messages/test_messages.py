"""What is said about real slips, word for word: the text files beside this are the corpus.

Where a message was changed on purpose, `python -m tests.messages.update` writes it anew; the
difference is then what marketers will read, so read it before it is committed.
"""

from __future__ import annotations

import pytest

from dsl import hints, messages
from dsl.parse import parse_text
from tests.dsl.places import PLACES
from tests.messages.reading import FILES, FOLDER, Case, blocks, findings, said

CORPUS = [(path.stem, case) for path in FILES for case in blocks(path)]
LEAST = 600
"""How many slips are in the corpus, at least."""

BAD = 9
"""How many messages are known to be bad. The list may only shrink: one that is new is put right."""


def known_to_be_bad() -> list[Case]:
    """The cases of bad.txt, each with what should be said instead."""
    return blocks(FOLDER / "bad.txt")


@pytest.mark.parametrize(
    ("file", "case"), CORPUS, ids=[f"{file}-{case.head}" for file, case in CORPUS]
)
def test_what_is_said(file: str, case: Case) -> None:
    assert said(case) == case.said
    assert case.said, "nothing is said of it"


def test_the_corpus_is_large_and_holds_no_case_twice() -> None:
    heads = [case.head for _, case in CORPUS]
    assert len(heads) >= LEAST
    assert len(set(heads)) == len(heads)


def test_what_is_known_to_be_bad_only_shrinks() -> None:
    bad = known_to_be_bad()
    assert len(bad) == BAD
    heads = {case.head for _, case in CORPUS}
    assert [case.head for case in bad if case.head not in heads] == []
    assert [case.head for case in bad if not case.said.startswith("better: ")] == []


LINES = [case for _, case in CORPUS if case.place in PLACES]


@pytest.mark.parametrize("case", LINES, ids=lambda case: case.head)
def test_one_mistake_is_one_message(case: Case) -> None:
    assert len(findings(case)) == 1


def test_messages_keep_their_form() -> None:
    for _, case in CORPUS:
        for found in findings(case):
            assert not found.title.endswith("."), case
            assert found.title[0] in "`(" or found.title[0].islower(), case
            assert len(found.title) < 240, case


def test_every_hint_is_in_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    spoke = set()

    def listen(trouble: hints.Trouble) -> hints.Advice | None:
        for hint in hints.HINTS:
            found = hint(trouble)
            if found is not None:
                spoke.add(hint.__name__)
                return found
        return None

    monkeypatch.setattr(messages, "advice", listen)
    for _, case in CORPUS:
        parse_text("x.campaign", case.source)
    assert {hint.__name__ for hint in hints.HINTS} - spoke == set()
