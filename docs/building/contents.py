"""What leads where: the contents of the site, read from the lists of its index pages.

The first index has a part for each of its headings, with the pages that the list below it names.
The index of a folder leads to the pages of that folder in the order in which it names them, and
then to those that it does not name; that of the rules, which names them in a table, by number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from posixpath import dirname, join, normpath

INDEX = "index.md"
BY_NUMBER = "rules/index.md"


def with_contents(page: str, text: str, pages: Collection[str]) -> str:
    """An index page with its contents, which are not shown on it but beside every page; any
    other page as it is."""
    if not page.endswith(INDEX):
        return text
    lists = _of_parts(text, pages) if page == INDEX else [("", _of_folder(page, text, pages))]
    made = "".join(_toctree(caption, found) for caption, found in lists if found)
    return f"{text}\n{made}"


def _of_parts(text: str, pages: Collection[str]) -> list[tuple[str, list[str]]]:
    pieces = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    parts = zip(pieces[1::2], pieces[2::2], strict=True)
    return [(caption, _named(INDEX, part, pages)) for caption, part in parts]


def _of_folder(page: str, text: str, pages: Collection[str]) -> list[str]:
    named = _named(page, text, pages)
    found = [*named, *sorted(_beside(page, pages) - set(named))]
    return sorted(found) if page == BY_NUMBER else found


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


def _toctree(caption: str, entries: Iterable[str]) -> str:
    shown = f":caption: {caption}\n" if caption else ""
    lines = "".join(f"/{entry.removesuffix('.md')}\n" for entry in entries)
    return f"```{{toctree}}\n:hidden:\n{shown}\n{lines}```\n\n"
