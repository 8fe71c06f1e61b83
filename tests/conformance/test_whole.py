"""The suite as a whole: every rule has its cases, all are listed and said in words, and the hard
ones are among them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dsl.printer import format_source
from dsl.source import Source
from runtime.journal import Kind
from tests.conformance.aligned import aligned, tables
from tests.conformance.reading import HERE, case, cases, folders, rules

ROOT = HERE.parent.parent
RULES = 38
FEWEST = 3
EXPECTED = (
    "journal.csv", "values.csv", "arms.csv", "findings.csv", "limits.csv", "handovers.csv",
    "report.csv",
)  # fmt: skip
"""The files that say what must come of a case; it has at least one of them."""

HARD = {
    "February 29",
    "answer before its wait",
    "cap shared by three campaigns",
    "clock changes: again after",
    "clock changes: caps",
    "clock changes: quiet hours",
    "clock changes: schedules",
    "clock changes: waits",
    "empty pool",
    "goal and leave by one event",
    "held until 08:00",
    "moved booking",
    "re-entry while inside",
    "rotation of shares",
    "schedule applied again",
    "takes out and lets in",
    "version under people's feet",
}
"""What engines get wrong; cases have these as `tags`."""

ALL = [folder for rule in rules() for folder in folders(rule)]


def test_every_rule_has_a_folder() -> None:
    assert [rule.name[:3] for rule in rules()] == [f"S{n:02}" for n in range(1, RULES + 1)]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_is_said_and_has_cases_which_are_listed(rule: Path) -> None:
    said = (rule / "README.md").read_text("utf-8")
    assert re.match(rf"# S{int(rule.name[1:3])} \w", said)
    listed = re.findall(r"\]\(([a-z0-9-]+)/why\.md\)", said)
    assert sorted(listed) == [folder.name for folder in folders(rule)]
    assert len(listed) >= FEWEST


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_the_rules_lead_to_their_cases(rule: Path) -> None:
    for page in (HERE / "README.md", ROOT / "docs" / "semantics.md"):
        leads = re.findall(rf"\]\(([^)]*\b{rule.name}/README\.md)\)", page.read_text("utf-8"))
        assert {(page.parent / lead).resolve() for lead in leads} == {rule / "README.md"}


def test_every_link_leads_somewhere() -> None:
    pages = {page: page.read_text("utf-8") for page in HERE.rglob("*.md")}
    links = [
        (page, link) for page, text in pages.items()
        for link in re.findall(r"\]\(([^)\s#]+)(?:#[a-z-]+)?\)", text)
    ]  # fmt: skip
    assert not [f"{page}: {link}" for page, link in links if not (page.parent / link).exists()]


def test_every_kind_of_row_is_explained() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", (HERE / "README.md").read_text("utf-8"), re.M)
    assert {str(kind) for kind in Kind} <= set(re.findall(r"\w+", " ".join(rows)))


def test_every_folder_of_a_rule_is_a_case() -> None:
    found = [each for rule in rules() for each in rule.iterdir() if each.is_dir()]
    assert sorted(found) == sorted(ALL)


@pytest.mark.parametrize("folder", ALL, ids=lambda folder: folder.relative_to(HERE).as_posix())
def test_every_case_says_what_is_to_be_seen_and_what_must_come_of_it(folder: Path) -> None:
    title, empty, *text = (folder / "why.md").read_text("utf-8").splitlines()
    assert title.startswith("# ") and not empty and text
    assert any(case(folder).has(name) for name in EXPECTED)


def test_the_hard_cases_are_there() -> None:
    assert {tag for folder in ALL for tag in case(folder).tags} == HARD


def test_tables_are_laid_out() -> None:
    texts = {path: path.read_text("utf-8") for path in tables()}
    wrong = [path for path, text in texts.items() if aligned(text) != text]
    assert not wrong, "run python -m tests.conformance.aligned"


@pytest.mark.parametrize(
    "path", sorted(HERE.rglob("*.campaign")), ids=lambda path: path.relative_to(HERE).as_posix()
)
def test_campaigns_are_laid_out_in_the_one_way_there_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_source(Source(path.name, text)) == text


def test_no_journal_holds_an_address() -> None:
    """It holds keys (S38); every address of these customers has an `@`."""
    assert not [each.name for each in cases(having="journal.csv")
                if "@" in (each.folder / "journal.csv").read_text("utf-8")]  # fmt: skip
