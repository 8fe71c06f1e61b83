"""The guide is short, whole and true: as it stands, and with every line that it offers instead."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from compiler.check import check, files_named
from compiler.model.project import Project
from dsl.engine import tables
from dsl.parse import parse, parse_text
from dsl.printer import format_source
from dsl.source import Source
from runtime.testing.executor import Executor, interpreter
from runtime.testing.on_engine import engine
from runtime.testing.play import run_test
from segue.main import app
from tests.cases.executing import shown
from tests.cases.sentences import all_sentences, listening
from tests.cases.test_coverage import NO_EXAMPLE
from tests.docs.guide import PAGE, blocks, places, projects, prose

PROJECTS = projects()
LINES = 300
FILES = {
    "coupons/freeship.csv": "A1",
    "templates/cart.html": "Hello! 수신거부",
    "templates/cart_de.txt": "(광고) Hallo! 수신거부",
    "templates/news.html": "Hello! 수신거부",
    "templates/notice.html": "Hello!",
}
"""What stands in the files that it names."""

NOT_IN_THE_GUIDE = NO_EXAMPLE | {
    ("event", "event_word"), ("subject", "event_word"), ("simple", "equals_yes_no"),
    ("tail", "negation"),
}  # fmt: skip
"""Also words used as names of the shop's events, and what the formatter writes otherwise."""


def test_it_fits_on_its_page() -> None:
    assert len(PAGE.read_text("utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("text", PROJECTS, ids=range(len(PROJECTS)))
def test_it_is_a_project_without_a_finding(text: str) -> None:
    assert findings(text)[1] == []


def findings(text: str) -> tuple[Project | None, list[str]]:
    source = Source("guide.campaign", text)
    parsed = parse(source)
    assert files_named([parsed.file]) <= set(FILES)
    checked = check([parsed.file], FILES, [each.span for each in parsed.diagnostics])
    every = (*parsed.diagnostics, *checked.diagnostics)
    return checked.project, [shown(source, each) for each in every]


@pytest.mark.parametrize("text", PROJECTS, ids=range(len(PROJECTS)))
def test_its_tests_pass(text: str) -> None:
    assert missed(text, interpreter) == []


def test_its_tests_pass_on_the_engine() -> None:
    assert missed(PROJECTS[0], engine) == []


def missed(text: str, execute: Executor) -> list[object]:
    project, _ = findings(text)
    assert project is not None and project.tests
    played = [run_test(project, test, execute) for test in project.tests]
    return [each for one in played for each in one.outcomes if not each.met]


def test_every_sentence_of_the_language_is_in_it() -> None:
    with listening() as used:
        for text in PROJECTS:
            parse_text("guide.campaign", text)
    missing = all_sentences() - used - NOT_IN_THE_GUIDE
    assert not missing, sorted(missing)


def test_it_is_laid_out_as_the_formatter_does() -> None:
    for text in blocks():
        assert format_source(Source("guide.campaign", text)) == text


def test_an_offer_stands_below_the_line_that_it_replaces() -> None:
    lines = ["wait 1 hour", "# or wait 2 hours; or wait 1 day", "# or wait until 10:00", "send"]
    (place,) = places(lines)
    assert (place.line, place.offers) == (0, ["wait 2 hours", "wait 1 day", "wait until 10:00"])


def test_its_sentences_name_nothing_that_is_not_there() -> None:
    """What stands in back-quotes is made of the language's words and of names of the blocks."""
    known = set(re.findall(r"[^\W\d]\w*", "\n".join(blocks()))) | set(tables().words)
    quoted = " ".join(re.findall(r"`([^`\n]+)`", re.sub(r'"[^"\n]*"', "", prose())))
    named = set(re.findall(r"[^\W\d]\w*", quoted))
    outside = {"segue", "toml", "check", "format", "test", "campaign", "allow", "unused", "because"}
    placeholders = {word for word in named if word.isupper()}
    assert named - known - outside - placeholders == set()


def test_the_command_shows_it() -> None:
    assert CliRunner().invoke(app, ["guide"]).stdout == PAGE.read_text("utf-8")
