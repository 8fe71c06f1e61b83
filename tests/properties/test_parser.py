"""No text breaks the parser, every span lies in the file, and one mistake is one message."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.engine import tables
from dsl.parse import Parsed, parse_bytes, parse_text
from dsl.source import Span
from tests.damages.damage import some_damage

WHOLE = (
    Path(__file__).parents[1].joinpath("dsl", "whole_example.campaign").read_text("utf-8")
)
WORDS = (
    *tables().words, '"a"', "5", "5%", "09:00", "2026-12-01", "2026-12-01 09:00", "name", "名前",
    "नाम", "(", ")", ",", ".", ":", "=", ">=", "-", "/", "in last", '"', '"""', "“x”", "≥", "\t",
    "\u00a0", "#", "`c`", "9pm", "1,000", "\u0301", "\u200d", "\ud7ff", "\x00", "\r",
)  # fmt: skip
LINES = st.lists(
    st.tuples(st.integers(0, 6), st.lists(st.sampled_from(WORDS), max_size=9)), max_size=12
)


def spans(node: Any) -> Iterator[Span]:
    if isinstance(node, Span):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from spans(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from spans(getattr(node, field.name))


def check(parsed: Parsed, length: int) -> None:
    for span in (*spans(parsed.file), *spans(parsed.diagnostics)):
        assert 0 <= span.start <= span.end <= length
    for found in parsed.diagnostics:
        assert found.title
        assert found.span.end > found.span.start or length == 0 or found.code == "E0001"


@given(st.text())
def test_any_text_can_be_parsed(text: str) -> None:
    check(parse_text("a.campaign", text), len(text))


@given(st.binary())
def test_any_bytes_can_be_parsed(data: bytes) -> None:
    check(parse_bytes("a.campaign", data), len(data))


@given(LINES)
@settings(max_examples=300)
def test_any_words_in_any_order_can_be_parsed(lines: list[tuple[int, list[str]]]) -> None:
    text = "\n".join(" " * indent + " ".join(words) for indent, words in lines)
    check(parse_text("a.campaign", text), len(text))


@given(st.integers(0, len(WHOLE)))
def test_a_cut_off_file_can_be_parsed(end: int) -> None:
    text = WHOLE[:end]
    parsed = parse_text("a.campaign", text)
    check(parsed, len(text))
    assert len(parsed.diagnostics) <= 2


def test_deep_and_long_lines_are_refused_or_read() -> None:
    for line in (
        "(" * 50_000, "not " * 50_000, "a + " * 50_000 + "a", "-" * 50_000 + "a",
        "city in (" + "1, " * 20_000 + "1)", "a and " * 20_000 + "a", "a“" * 20_000,
        "x." * 5_000 + "x",
    ):  # fmt: skip
        parsed = parse_text("a", "segment s\n  " + line)
        check_flat(parsed)


def check_flat(parsed: Parsed) -> None:
    assert len(parsed.diagnostics) <= 1


def test_deep_indentation_can_be_parsed() -> None:
    text = "campaign c\n" + "".join(" " * depth + "if a\n" for depth in range(1, 1500))
    titles = [found.title for found in parse_text("a", text).diagnostics]
    assert sum("more than 60 blocks" in title for title in titles) == 1
    assert len(titles) == 1


# One mistake, one message -------------------------------------------------------------------------


def test_one_damaged_token_is_about_one_message() -> None:
    generator = random.Random(20261122)
    counts = [
        len(parse_text("a", some_damage(WHOLE, generator)).diagnostics) for _ in range(600)
    ]
    assert sum(count > 1 for count in counts) <= len(counts) * 0.01
    assert sum(count >= 1 for count in counts) >= len(counts) * 0.6
