"""The committed tables are those of the grammar, and our loop reads them as lark does."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import tables
from dsl.builders import BUILDERS
from dsl.engine import parse_line
from dsl.layout import Line, layout
from dsl.reserved import FROM_GRAMMAR, RESERVED, RESERVED_BEHIND
from dsl.source import Source
from tests.dsl.right_lines import RIGHT, sources

WHOLE = Path(__file__).with_name("whole_example.campaign").read_text("utf-8")


@cache
def made() -> dict[str, Any]:
    return tables.make()


def test_the_grammar_has_no_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    from lark import logger

    problems: list[str] = []
    monkeypatch.setattr(logger, "debug", lambda text, *rest: problems.append(str(text)))
    tables.lark_parser(debug=True)
    assert problems == []


def test_the_committed_tables_are_those_of_the_grammar() -> None:
    assert tables.TABLES.read_text("utf-8") == tables.text(), "run `python -m dsl.tables`"


def test_every_rule_has_its_builder_and_no_other_is_kept() -> None:
    assert {rule[2] for rule in made()["rules"]} - {""} == set(BUILDERS)


def test_no_further_word_is_taken_from_the_marketers() -> None:
    everywhere, behind = tables.reserved(made())
    assert everywhere == FROM_GRAMMAR
    assert behind == RESERVED_BEHIND
    assert len(RESERVED) <= 27


def test_running_needs_no_lark() -> None:
    code = (
        "import sys; from dsl.parse import parse_text; parse_text('a', 'segment s\\n  x =\\n');"
        "print([m for m in ('lark', 'sqlglot', 'duckdb', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def starts_of(lines: tuple[Line, ...]) -> list[tuple[str, Line]]:
    """Each line of a file and the kind of line that it is, found by trying."""
    found: list[tuple[str, Line]] = []
    waiting = list(lines)
    while waiting:
        line = waiting.pop()
        waiting.extend(line.children)
        kinds = tables.STARTS if line.tokens else ()
        found.extend((start, line) for start in kinds if reads(start, line))
    return found


def reads(start: str, line: Line) -> bool:
    try:
        parse_line("a", start, line.tokens)
    except Exception:
        return False
    return True


@cache
def oracle() -> Any:
    return tables.lark_parser()


@pytest.mark.parametrize("text", [WHOLE, *sources(RIGHT)])
def test_lark_reads_what_we_read(text: str) -> None:
    from lark.exceptions import UnexpectedInput

    for start, line in starts_of(layout(Source("a", text)).lines):
        typed = text[line.start : line.end]
        if "#" in typed or not typed.isascii():
            continue
        try:
            oracle().parse(typed, start=start)
        except UnexpectedInput as wrong:
            pytest.fail(f"{start}: {typed}: {wrong}")
