"""Where in the site the files of the repository stand, and what becomes of links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

Places = Mapping[str, str]
"""Paths of the repository, and of each the page of the site that has it, or a label of the site
(`#s04-now-included`)."""

CONFORMANCE = "tests/conformance"
PROJECTS = ("playbook", "club")

_CODE_OR_LINK = re.compile(
    r"(?P<code>^(?P<fence>`{3,}).*?^(?P=fence)$|`[^`\n]+`)|\]\((?P<target>[^)\s]+)\)",
    re.MULTILINE | re.DOTALL,
)
_WHOLE_LINK = re.compile(r"\[([^\]]*)\]\(missing:\)")


def places(root: Path) -> dict[str, str]:
    """All files of the repository that have a place in the site."""
    return dict(_places(root))


def _places(root: Path) -> Iterator[tuple[str, str]]:
    yield "README.md", "index.md"
    yield "segue/guide.md", "guide.md"
    for page in (root / "docs").rglob("*.md"):
        yield f"docs/{_below(page, root / 'docs')}", _below(page, root / "docs")
    for file in (root / "docs").rglob("*.campaign"):
        yield f"docs/{_below(file, root / 'docs')}", _page_of(_below(file, root / "docs"))
    for project in PROJECTS:
        folder = root / "campaigns" / project
        yield f"campaigns/{project}/README.md", f"recipes/{project}/index.md"
        for file in folder.glob("*.campaign"):
            yield f"campaigns/{project}/{file.name}", _page_of(f"recipes/{project}/{file.name}")
    yield from _of_rules(root / CONFORMANCE)


def _of_rules(folder: Path) -> Iterator[tuple[str, str]]:
    yield f"{CONFORMANCE}/README.md", "rules/index.md"
    yield f"{CONFORMANCE}/shop", "rules/shop.md"
    for readme in folder.glob("S*/README.md"):
        rule = readme.parent.name
        yield f"{CONFORMANCE}/{rule}/README.md", f"rules/{rule}.md"
        for why in readme.parent.glob("*/why.md"):
            yield f"{CONFORMANCE}/{rule}/{why.parent.name}/why.md", f"#{label(rule, why.parent)}"


def label(rule: str, case: Path) -> str:
    """The label of a case, which no other case of the site has."""
    return f"{rule.partition('-')[0]}-{case.name}".lower()


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _page_of(path: str) -> str:
    return path.removesuffix(".campaign") + ".md"


def relinked(text: str, source: str, page: str, known: Places) -> str:
    """The text of the file `source` with its links as they are on `page`. What has no place in the
    site is no link there, but its words stay. Code stays as it is."""

    def put(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        return f"]({_target(match['target'], source, page, known)})"

    return _WHOLE_LINK.sub(r"\1", _CODE_OR_LINK.sub(put, text))


def _target(target: str, source: str, page: str, known: Places) -> str:
    path, _, heading = target.partition("#")
    if not path or re.match(r"[a-z]+:", target):
        return target
    place = known.get(normpath(join(dirname(source), path)))
    if place is None:
        return "missing:"
    if place.startswith("#"):
        return place
    return relpath(place, dirname(page) or ".") + (f"#{heading}" if heading else "")
