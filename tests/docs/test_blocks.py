"""What stands in blocks outside the reference is right, too: campaigns and settings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsl.parse import parse_text
from runtime.settings import load
from tests.docs.test_pages import OWN
from tests.docs.transcript import ROOT

SECRETS = {
    "SEGUE_FORGETTING": "a" * 64,
    "SEGUE_DATABASE": "postgresql://segue@localhost/shop",
    "CRM_SECRET": "whsec_" + "a" * 40,
}


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Each block of a language, with the page that it stands on."""
    for page in OWN:
        text = page.read_text(encoding="utf-8")
        for body in re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            yield page.name, body


def named(found: Iterator[tuple[str, str]]) -> list[object]:
    return [pytest.param(body, id=f"{page}-{number}") for number, (page, body) in enumerate(found)]


@pytest.mark.parametrize("text", named(blocks("campaign")))
def test_a_campaign_is_one_of_the_first_project(text: str) -> None:
    """That project is checked and its tests are played elsewhere."""
    files = (ROOT / "segue/template").glob("*.campaign")
    known = {each for file in files for each in declarations(file.read_text("utf-8"))}
    assert set(declarations(text)) - known == set()


def declarations(text: str) -> list[str]:
    parsed = parse_text("example.campaign", text)
    assert parsed.diagnostics == ()
    starts = [node.span.start for node in parsed.file.declarations]
    ends = [*starts[1:], len(text)]
    return [
        re.sub(r"\n+(#.*\n+)*$", "\n", text[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]


@pytest.mark.parametrize("text", named(blocks("toml")))
def test_settings_are_read(text: str, tmp_path: Path) -> None:
    sections = tomllib.loads(text)
    if "language-server" in sections:
        return
    (tmp_path / "segue.toml").write_text(f'{text}\n[project]\nname = "shop"\n', encoding="utf-8")
    assert load(tmp_path, SECRETS)
