"""The guide as texts of campaigns: what its blocks hold, and what its comments offer instead.

All blocks of the guide are one project. A comment `# or LINE; or LINE` offers lines that may stand
in the place of the line above it, so there are further projects: in the first of them every such
line is replaced by the first that is offered for it, in the second by the second, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parents[2] / "segue" / "guide.md"
_BLOCK = re.compile(r"^```campaign\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OFFER = re.compile(r" *# or (.*)")


@dataclass
class Place:
    """A line by its number from 0, and what may stand there instead."""

    line: int
    offers: list[str] = field(default_factory=list)


def blocks() -> list[str]:
    """The fenced blocks of the guide, in their order."""
    return _BLOCK.findall(PAGE.read_text("utf-8"))


def prose() -> str:
    return _BLOCK.sub("", PAGE.read_text("utf-8"))


def projects() -> list[str]:
    """The guide's project as it stands, and one for each further offer."""
    lines = "\n".join(blocks()).splitlines()
    found = places(lines)
    further = max(len(place.offers) for place in found)
    return [_text(lines), *(_text(_instead(lines, found, turn)) for turn in range(further))]


def places(lines: Sequence[str]) -> list[Place]:
    """Where something is offered; several such comments below a line belong to it together."""
    found: list[Place] = []
    for number, line in enumerate(lines):
        offered = _OFFER.fullmatch(line)
        if offered is None:
            continue
        if not _OFFER.fullmatch(lines[number - 1]):
            found.append(Place(number - 1))
        found[-1].offers += offered[1].split("; or ")
    return found


def _instead(lines: Sequence[str], found: Sequence[Place], turn: int) -> Iterator[str]:
    put = {place.line: place.offers[turn] for place in found if turn < len(place.offers)}
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        yield indent + put[number] if number in put else line


def _text(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
