"""What is said about wrong lines, word for word: tests/dsl/wrong_lines.txt is the list.

Where a message was changed on purpose, `python -m tests.dsl.test_wrong_lines` writes it anew; the
difference in the list is then what marketers will read, so read it before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl import hints, messages
from dsl.parse import parse_text
from tests.dsl.places import PLACES

LIST = Path(__file__).with_name("wrong_lines.txt")


def cases() -> list[tuple[str, str]]:
    """The blocks of the list: where the line stands and the line, and what is said of it."""
    return [
        (
            "\n".join(row for row in block.split("\n") if row.startswith(("[", "> "))),
            "\n".join(row for row in block.split("\n") if not row.startswith(("[", "> "))),
        )
        for block in LIST.read_text("utf-8").strip().split("\n\n")
    ]


def source_of(case: str) -> str:
    place, *lines = case.split("\n")
    line = "\n".join(row[2:] for row in lines).replace("<TAB>", "\t").replace("<NBSP>", "\u00a0")
    return PLACES[place.strip("[]")].replace("{}", line)


def said(source: str) -> str:
    """Every diagnostic: code, the underlined text, title and help."""
    rows = []
    for found in parse_text("x.campaign", source).diagnostics:
        under = source[found.span.start : found.span.end].replace("\n", "⏎")
        rows.append(f"{found.code} ‸{under}‸ {found.title}")
        if found.help:
            rows.append(f"help: {found.help}")
    return "\n".join(rows)


@pytest.mark.parametrize(("case", "expected"), cases())
def test_what_is_said(case: str, expected: str) -> None:
    assert said(source_of(case)) == expected


@pytest.mark.parametrize(("case", "expected"), cases())
def test_one_mistake_is_one_message(case: str, expected: str) -> None:
    assert len(parse_text("x.campaign", source_of(case)).diagnostics) == 1


def test_messages_keep_their_form() -> None:
    for case, _ in cases():
        for found in parse_text("x.campaign", source_of(case)).diagnostics:
            assert not found.title.endswith("."), case
            assert found.title[0] in "`(" or found.title[0].islower(), case
            assert len(found.title) < 240, case


def test_every_hint_is_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    spoke = set()

    def listen(trouble: hints.Trouble) -> hints.Advice | None:
        for hint in hints.HINTS:
            found = hint(trouble)
            if found is not None:
                spoke.add(hint.__name__)
                return found
        return None

    monkeypatch.setattr(messages, "advice", listen)
    for case, _ in cases():
        parse_text("x.campaign", source_of(case))
    assert {hint.__name__ for hint in hints.HINTS} - spoke == set()


def write() -> None:
    blocks = [f"{case}\n{said(source_of(case))}" for case, _ in cases()]
    LIST.write_text("\n\n".join(blocks) + "\n", "utf-8")


if __name__ == "__main__":
    write()
