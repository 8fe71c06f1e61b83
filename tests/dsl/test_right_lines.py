"""Every construct of the language is read without a word of complaint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from dsl import tree
from dsl.parse import parse_text
from tests.dsl.right_lines import RIGHT, UNBUILT, sources

WHOLE = Path(__file__).with_name("whole_example.campaign")


def unbuilt(node: Any) -> Iterator[tree.Unbuilt]:
    if isinstance(node, tree.Unbuilt):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from unbuilt(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from unbuilt(getattr(node, field.name))


@pytest.mark.parametrize("source", sources(RIGHT))
def test_what_is_built_is_read_in_full(source: str) -> None:
    parsed = parse_text("a.campaign", source)
    assert parsed.diagnostics == ()
    assert list(unbuilt(parsed.file)) == []


@pytest.mark.parametrize("source", sources(UNBUILT))
def test_what_is_not_built_is_recognised(source: str) -> None:
    parsed = parse_text("a.campaign", source)
    assert parsed.diagnostics == ()
    found = list(unbuilt(parsed.file))
    assert len(found) == 1
    assert found[0].span.end <= len(source)


def test_the_whole_example_is_read() -> None:
    parsed = parse_text("shop.campaign", WHOLE.read_text("utf-8"))
    assert parsed.diagnostics == ()
    assert len(parsed.file.declarations) == 25
    assert list(unbuilt(parsed.file)) == []
