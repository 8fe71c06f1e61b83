"""What the pages name is there: links, rules, modules, commands, settings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.dispatch.state import Step
from runtime.journal import Kind
from runtime.settings import (
    ArchiveSettings,
    ChannelSettings,
    EngineSettings,
    ForgettingSettings,
    HookSettings,
    ProjectSettings,
    TableSettings,
)
from segue.main import app
from tests.docs.transcript import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
OWN = [page for page in PAGES if page.parent in (ROOT, ROOT / "docs")]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def unfenced(text: str) -> str:
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken(page)) == []


def broken(page: Path) -> Iterator[str]:
    """Links of a page to files or headings that do not exist."""
    text = unfenced(page.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, heading = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (heading and heading not in headings(target)):
            yield link


def headings(page: Path) -> set[str]:
    """The anchors that a page's headings have."""
    found = re.findall(r"^#+ (.+)$", unfenced(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


RULES = set(re.findall(r"^\*\*(S\d+) ", text_of("docs/semantics.md"), re.MULTILINE))


def test_the_rules_are_all_there() -> None:
    assert {f"S{number}" for number in range(1, 39)} == RULES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_rule_that_is_cited_exists(page: Path) -> None:
    """Where links lead is looked at by itself."""
    text = re.sub(r"\]\([^)\s]+\)", "]", page.read_text(encoding="utf-8"))
    cited = set(re.findall(r"\bS\d+\b", text))
    assert cited - RULES == set()


def test_every_rule_that_the_code_names_exists() -> None:
    """The journal names them, and readers look them up."""
    named = {
        rule
        for folder in ("compiler", "runtime")
        for path in (ROOT / folder).rglob("*.py")
        for rule in re.findall(r"\bS\d{1,2}\b", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named - RULES == set()


def test_every_module_that_the_architecture_names_exists() -> None:
    named = set(re.findall(r"`((?:segue|runtime|compiler|dsl|tests|docs)/[\w./]*)`",
                           text_of("docs/architecture.md")))  # fmt: skip
    assert len(named) > 40
    missing = [name for name in sorted(named)
               if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()]  # fmt: skip
    assert missing == []


def test_every_table_of_the_store_is_explained() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / "runtime/store/migrations").glob("*.sql"))
    made = set(re.findall(r'^CREATE (?:TABLE|VIEW) "(\w+)"', text, re.MULTILINE))
    made -= set(re.findall(r'^ALTER TABLE "(\w+)" RENAME TO', text, re.MULTILINE))
    explained = set(re.findall(r"`(\w+)`", text_of("docs/architecture.md")))
    assert made
    assert made - explained == set()


LAYERS = ("dsl", "compiler", "runtime", "segue")


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_downwards(layer: str) -> None:
    above = set(LAYERS[LAYERS.index(layer) + 1 :])
    for path in (ROOT / layer).rglob("*.py"):
        assert imported(path) & (above | {"campaigns", "tests"}) == set(), path


def imported(path: Path) -> set[str]:
    """The first parts of the names of all that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_readme_names_every_command_in_its_order() -> None:
    commands = [command.name for command in app.registered_commands]
    table = re.findall(r"^\| `segue ([\w-]+)", text_of("README.md"), re.MULTILINE)
    assert table == commands


def test_every_key_of_the_settings_is_explained() -> None:
    text = text_of("docs/operating.md")
    section = text[text.index("\n## segue.toml") + 1 :].partition("\n## ")[0]
    explained = set(re.findall(r"`(\w+)`", section))
    for settings in (ProjectSettings, EngineSettings, TableSettings, ChannelSettings,
                     HookSettings, ForgettingSettings, ArchiveSettings):  # fmt: skip
        assert set(settings.model_fields) - explained == set()


def test_every_outcome_and_every_kind_of_decision_is_explained() -> None:
    rows = set(re.findall(r"^\| `(\w+)`", text_of("docs/operating.md"), re.MULTILINE))
    assert {str(step) for step in Step} | {str(kind) for kind in Kind} <= rows


def test_every_word_of_names_is_used() -> None:
    words = re.findall(r"\*\*([\w ]+)\*\*", text_of("docs/names.md"))
    pages = " ".join(p.read_text(encoding="utf-8") for p in OWN if p.name != "names.md").lower()
    assert len(words) > 30
    assert [word for word in words if word not in pages] == []
