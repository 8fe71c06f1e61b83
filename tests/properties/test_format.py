"""Whatever is formatted: once is enough, nothing is lost, and what is wrong is left alone."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.layout import Comment, Line, layout
from dsl.parse import parse
from dsl.printer import format_source, meaning
from dsl.source import Source
from tests.damages.damage import some_damage
from tests.differential.projects import project
from tests.properties.test_parser import LINES, WHOLE

ROOT = Path(__file__).parents[2]
FILES = [
    path.read_text("utf-8")
    for folder in ("campaigns", "segue/template", "tests")
    for path in sorted(ROOT.joinpath(folder).rglob("*.campaign"))
]
NOTES = ("# why", "#", "#why", "# 왜", "#  two  spaces")


def formatted(text: str) -> str:
    return format_source(Source("a.campaign", text))


def comments(text: str) -> list[str]:
    """Every comment in the order in which they stand in the file."""
    found = layout(Source("a.campaign", text))
    marks = [*found.tail, *(mark for line in found.lines for mark in _hung(line))]
    return [mark.text.rstrip() for mark in sorted(marks, key=lambda mark: mark.span.start)]


def _hung(line: Line) -> list[Comment]:
    own = [*line.leading, *line.after, *([line.trailing] if line.trailing else [])]
    return own + [mark for child in line.children for mark in _hung(child)]


def check(text: str) -> str:
    once = formatted(text)
    assert formatted(once) == once
    before, after = (parse(Source("a.campaign", each)) for each in (text, once))
    assert meaning(before.file) == meaning(after.file)
    assert [d.code for d in before.diagnostics] == [d.code for d in after.diagnostics]
    return once


def shaken(text: str, generator: random.Random) -> str:
    """The same file laid out at random: blank lines, wide spaces, deeper blocks, comments."""
    rows = []
    inside = False
    for row in text.split("\n"):
        if generator.random() < 0.08 and not inside:
            rows.append(" " * generator.randrange(7) + generator.choice(NOTES))
        if generator.random() < 0.1 and not inside:
            rows += [""] * generator.randint(1, 3)
        inside ^= row.strip() == '"""'
        indent = (len(row) - len(row.lstrip())) * 3
        tail = "  " * generator.randint(0, 1)
        if row and not inside and row.strip() != '"""' and generator.random() < 0.1:
            tail += generator.choice(NOTES)
        rows.append(" " * indent + row.lstrip() + tail if row else row)
    return "\n".join(rows)


def test_files_of_the_repository() -> None:
    for text in FILES:
        assert comments(check(text)) == comments(text)


def test_random_projects_laid_out_at_random() -> None:
    for seed in range(25):
        generator = random.Random(seed)
        text = shaken(project(generator), generator)
        assert comments(check(text)) == comments(text)


def test_the_whole_example_laid_out_at_random_is_one_text() -> None:
    for seed in range(25):
        generator = random.Random(seed)
        text = shaken(WHOLE, generator)
        once = check(text)
        assert comments(once) == comments(text)
        bare = [row.partition(" #")[0].rstrip() for row in once.split("\n")]
        code = [row for row in bare if row and not row.lstrip().startswith("#")]
        wanted = [row for row in formatted(WHOLE).split("\n") if row and row[0] != "#"]
        assert code == wanted


def test_declarations_with_mistakes_stay_to_the_letter() -> None:
    for seed in range(120):
        generator = random.Random(seed)
        text = some_damage(shaken(WHOLE, generator), generator)
        once = check(text)
        assert comments(once) == comments(text)
        for found in parse(Source("a.campaign", text)).diagnostics:
            row = text[text.rfind("\n", 0, found.span.start) + 1 :].split("\n")[0]
            assert row in once.split("\n")


@given(st.text())
@settings(deadline=None)
def test_any_text_can_be_formatted(text: str) -> None:
    check(text)


@given(LINES)
@settings(max_examples=200, deadline=None)
def test_any_words_in_any_order_can_be_formatted(lines: list[tuple[int, list[str]]]) -> None:
    text = "\n".join(" " * indent + " ".join(words) for indent, words in lines)
    assert comments(check(text)) == comments(text)


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
@settings(max_examples=60, deadline=None)
def test_pieces_of_a_file_can_be_formatted(one: int, other: int) -> None:
    check(WHOLE[one:] + "\n" + WHOLE[:other])
