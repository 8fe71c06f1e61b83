"""What leads where: the contents of the site, read from the lists of its index pages.

The first index has a part for each of its headings, with the pages that the list below it names.
The index of a folder leads to the pages of that folder in the order in which it names them, and
then to those that it does not name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from posixpath import dirname, join, normpath

INDEX = "index.md"


def with_contents(page: str, text: str, pages: Collection[str]) -> str:
    """An index page with its contents, which are not shown on it but beside every page; any
    other page as it is."""
    if not page.endswith(INDEX):
        return text
    parts = _parts(text) if page == INDEX else [("", text)]
    lists = [(caption, _named(page, part, pages)) for caption, part in parts]
    if page != INDEX:
        own = lists[0][1]
        lists = [("", [*own, *sorted(_beside(page, pages) - set(own))])]
    made = "".join(_toctree(page, caption, found) for caption, found in lists if found)
    return f"{text}\n{made}"


def _parts(text: str) -> list[tuple[str, str]]:
    pieces = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def _named(page: str, text: str, pages: Collection[str]) -> list[str]:
    """The pages that a text links to, each once; of a folder's index, those below its folder."""
    folder = dirname(page)
    found = (normpath(join(folder, target)) for target in _targets(text))
    below = (each for each in found if each.startswith(f"{folder}/" if folder else ""))
    return [each for each in dict.fromkeys(below) if each in pages and each != page]


def _targets(text: str) -> list[str]:
    return re.findall(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)", text)


def _beside(page: str, pages: Iterable[str]) -> set[str]:
    return {each for each in pages if dirname(each) == dirname(page) and each != page}


def _toctree(page: str, caption: str, entries: Iterable[str]) -> str:
    shown = f":caption: {caption}\n" if caption else ""
    lines = "".join(f"/{entry.removesuffix('.md')}\n" for entry in entries)
    return f"```{{toctree}}\n:hidden:\n{shown}\n{lines}```\n\n"
