"""The site has all pages, and every link on them leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from pygments.token import Keyword, Literal, String

from docs.building.contents import with_contents
from docs.building.lexer import CampaignLexer
from docs.building.pages import pages
from docs.building.places import places, relinked
from dsl.engine import tables
from tests.docs.test_pages import unfenced
from tests.docs.transcript import ROOT

SITE = pages(ROOT)
LABELS = {f"#{label}" for text in SITE.values() for label in re.findall(r"^\((.+)\)=$", text, re.M)}


def test_every_link_leads_to_a_page_of_the_site() -> None:
    assert [(page, link) for page in SITE for link in broken(page)] == []


def broken(page: str) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)\s]+)\)", unfenced(SITE[page])):
        place = link.partition("#")[0]
        if re.match(r"[a-z]+://", link) or link in LABELS:
            continue
        if place and normpath(join(dirname(page), place)) not in SITE:
            yield link


def test_every_page_of_the_folder_is_in_the_site() -> None:
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert written - set(SITE) == set()


def test_every_page_is_led_to() -> None:
    led = {f"{entry}.md" for text in SITE.values() for entry in re.findall(r"^/(.+)$", text, re.M)}
    assert set(SITE) - led == {"index.md"}


def test_nothing_is_led_to_twice() -> None:
    led = [entry for text in SITE.values() for entry in re.findall(r"^/(.+)$", text, re.M)]
    assert sorted(led) == sorted(set(led))


def test_every_rule_has_all_its_cases_beside_it() -> None:
    cases = [why.parent for why in (ROOT / "tests/conformance").glob("S*/*/why.md")]
    assert len(cases) > 200
    for case in cases:
        page = SITE[f"rules/{case.parent.name}.md"]
        assert f"`{(case / 'journal.csv').name}`" in page or not (case / "journal.csv").exists()
        label = f"{case.parent.name[:3]}-{case.name}".lower()
        assert f"({label})=" in page
        assert f"[{case.name}](#{label})" in SITE["semantics.md"]


def test_the_campaign_of_the_first_page_is_that_of_the_tutorial() -> None:
    shown = (ROOT / "docs/index.md").read_text("utf-8").partition("```campaign\n")[2]
    cart = (ROOT / "segue/template/cart.campaign").read_text("utf-8")
    assert shown.partition("```")[0] in cart


def test_every_recipe_stands_on_its_page_with_its_tests() -> None:
    for file in (ROOT / "campaigns/playbook").glob("*.campaign"):
        page = SITE[f"recipes/playbook/{file.stem}.md"]
        text = file.read_text(encoding="utf-8")
        assert [line for line in text.splitlines() if line not in page] == []
        assert ("## Its tests" in page) == ("\ntest " in text)


def test_the_playbook_leads_to_the_recipes() -> None:
    assert "[`first_cart`](recipes/playbook/first_cart.md)" in SITE["playbook.md"]


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("[a](tutorial.md#head)", "[a](tutorial.md#head)"),
        ("[a](../segue/guide.md)", "[a](guide.md)"),
        ("[a](../tests/conformance/S04-civil-times/now-included/why.md)", "[a](#s04-now-included)"),
        ("[the file](../pyproject.toml)", "the file"),
        ("[a](https://shop.example)", "[a](https://shop.example)"),
        ("`[a](../segue/guide.md)`", "`[a](../segue/guide.md)`"),
    ],
)
def test_links_lead_into_the_site(link: str, becomes: str) -> None:
    assert relinked(link, "docs/x.md", "x.md", places(ROOT)) == becomes


def test_contents_are_those_of_the_lists() -> None:
    known = {"index.md", "a.md", "b.md", "part/index.md", "part/x.md", "part/y.md"}
    first = with_contents("index.md", "# T\n\n## One\n\n[a](a.md), [p](part/index.md)\n", known)
    assert ":caption: One\n\n/a\n/part/index\n" in first
    below = with_contents("part/index.md", "[y](y.md), [a](../a.md)", known)
    assert "\n/part/y\n/part/x\n" in below and "/a\n" not in below
    assert with_contents("part/x.md", "[y](y.md)", known) == "[y](y.md)"


def test_campaigns_are_coloured() -> None:
    text = 'campaign c "T"\n  send m by email\n    """\n    in last 3 days\n    """\n  at 09:00\n'
    found = [(kind, value) for kind, value in CampaignLexer().get_tokens(text) if value.strip()]
    assert found[0] == (Keyword.Declaration, "campaign")
    assert (Keyword, "send") in found and (Literal.Date, "09:00") in found
    assert (String.Heredoc, '    """\n    in last 3 days\n    """') in found


def test_every_word_of_the_language_is_coloured() -> None:
    for word in tables().words:
        if word[0].isalpha():
            assert list(CampaignLexer().get_tokens(f"  {word} "))[1] == (Keyword, word)


@pytest.mark.long
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    from docs.building.__main__ import main

    assert main(tmp_path) == 0
    assert (tmp_path / "site" / "index.html").exists()
