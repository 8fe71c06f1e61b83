"""How to: the campaigns of the playbook and the club, each on a page with its tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.building.places import PROJECTS, Places, relinked

_CELL = re.compile(r"(?<=\| )`(\w+)`(?= \|)")
_LEFT_OUT = re.compile(
    r"^\| \d+ \| (?P<what>.+?) \| `(?P<file>\w+)` \| (?P<left>.+) \|$", re.MULTILINE
)
_TITLE = re.compile(r'^campaign \w+ "([^"]+)"', re.MULTILINE)
_TESTS = re.compile(r'^test "', re.MULTILINE)


def recipe_pages(root: Path, known: Places) -> Iterator[tuple[str, str]]:
    """A page for each file of the projects, and for each project its list."""
    left_out = (root / "docs" / "playbook.md").read_text("utf-8")
    for project in PROJECTS:
        folder = root / "campaigns" / project
        readme, index = folder / "README.md", f"recipes/{project}/index.md"
        text = linked(readme.read_text("utf-8"), folder, "")
        yield index, relinked(text, f"campaigns/{project}/README.md", index, known)
        for file in sorted(folder.glob("*.campaign")):
            yield f"recipes/{project}/{file.stem}.md", recipe(file, left_out)


def linked(text: str, folder: Path, to: str) -> str:
    """A page in whose tables the names of files lead to them."""
    files = {file.stem for file in folder.glob("*.campaign")}

    def put(match: re.Match[str]) -> str:
        name = match[1]
        return f"[`{name}`]({to}{name}.campaign)" if name in files else match[0]

    return _CELL.sub(put, text)


def recipe(file: Path, left_out: str) -> str:
    """What a file is for, what it leaves out, the file itself, and its tests."""
    text = file.read_text("utf-8")
    at = _TESTS.search(text)
    campaigns, tests = (text[: at.start()], text[at.start() :]) if at else (text, "")
    parts = [f"# {title(file, text)}", *_said(file.stem, left_out)]
    parts += [f"`{file.name}`", _block(campaigns)]
    if tests:
        parts += ["## Its tests", _block(tests)]
    return "\n\n".join(parts) + "\n"


def title(file: Path, text: str) -> str:
    """That of its first campaign; else the name of the file."""
    found = _TITLE.search(text)
    return found[1] if found else file.stem.replace("_", " ").capitalize()


def _said(name: str, left_out: str) -> Iterator[str]:
    for row in _LEFT_OUT.finditer(left_out):
        if row["file"] == name:
            whole = row["left"] == "whole"
            yield f"*{row['what'].capitalize()}.*" + ("" if whole else f" Left out: {row['left']}.")


def _block(text: str) -> str:
    return f"```campaign\n{text.strip()}\n```"
