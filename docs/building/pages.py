"""All pages of the site, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.building.contents import with_contents
from docs.building.places import CONFORMANCE, PROJECTS, Places, places, relinked
from docs.building.recipes import linked, recipe_pages
from docs.building.rules import rule_pages, with_cases

LANGUAGES = {
    "campaign": "campaign", "data": "campaign", "formatted": "campaign", "journal": "text",
    "values": "text", "diagnostics": "text",
}  # fmt: skip
"""How a block of the pages is coloured, by the first word behind its fence."""

_FENCE = re.compile(r"^```([a-z]+).*$", re.MULTILINE)


def pages(root: Path) -> dict[str, str]:
    """The text of every page by its path in the site; `root` is the repository."""
    known = places(root)
    made = dict(_pages(root, known))
    return {page: _fenced(with_contents(page, text, made)) for page, text in made.items()}


def _pages(root: Path, known: Places) -> Iterator[tuple[str, str]]:
    for source, page in known.items():
        if source == "segue/guide.md" or (source.startswith("docs/") and source.endswith(".md")):
            yield page, relinked(_prepared(source, root), source, page, known)
        elif source.startswith("docs/"):
            yield page, _file(root / source)
    rules = f"{CONFORMANCE}/README.md"
    index = known[rules]
    yield index, relinked((root / rules).read_text("utf-8"), rules, index, known)
    yield from rule_pages(root, known)
    yield from recipe_pages(root, known)


def _prepared(source: str, root: Path) -> str:
    text = (root / source).read_text("utf-8")
    if source == "docs/semantics.md":
        return with_cases(text, root)
    if source == "docs/playbook.md":
        for project in PROJECTS:
            text = linked(text, root / "campaigns" / project, f"../campaigns/{project}/")
    return text


def _file(path: Path) -> str:
    return f"# {path.name}\n\n```campaign\n{path.read_text('utf-8').strip()}\n```\n"


def _fenced(text: str) -> str:
    """Blocks of languages that only these pages have, as ones that can be coloured."""
    return _FENCE.sub(lambda match: f"```{LANGUAGES.get(match[1], match[1])}", text)
