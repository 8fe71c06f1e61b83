"""What is said of a declared name: in a line, and at length."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from compiler.editing.symbols import Mention, Space
from compiler.meaning.names import ROLES
from dsl.source import Span

Texts = Mapping[str, str]
"""The texts of the files, by path."""

LONGEST = 80
SHOWN = 14
_TITLE = re.compile(r'"((?:[^"\\\n]|\\[^\n])*)"')


@dataclass(frozen=True, slots=True)
class About:
    """`called`: what it is and its name. `title` in quotes behind it; `comment` above it;
    `sentence`: the lines that declare it, as they stand."""

    called: str
    title: str
    comment: str
    sentence: str


def about(mention: Mention, texts: Texts) -> About:
    """What a mention that declares says."""
    said = _said(mention, texts)
    owner = mention.symbol.owner
    called = f"{mention.sort} `{mention.symbol.name}`"
    if owner and mention.symbol.space is not Space.WHO:
        called += f" of `{owner}`"
    return About(called, _title(mention, said), _comment(mention, texts), _shortened(said))


def in_a_line(mention: Mention, texts: Texts) -> str:
    """The same in a line: its title, or how its sentence goes on behind its name."""
    said = _said(mention, texts)
    title = _title(mention, said)
    if title:
        return f"{mention.sort}: {title}"
    if mention.sort in _LISTED:
        behind = ", ".join(_first_words(said))
    else:
        name = said.find(mention.symbol.name)
        behind = " ".join(said[name + len(mention.symbol.name) :].split()).lstrip("= ")
    if not behind:
        return mention.sort
    short = behind if len(behind) <= LONGEST else behind[: LONGEST - 2] + " …"
    return f"{mention.sort}: {short}"


_LISTED = frozenset({"event", "record", "message", "groups", "score"})
"""Declarations of which one wants to know what they have: fields, channels, groups, parts."""


def _first_words(said: str) -> list[str]:
    """Of each line directly below the first, what it is about."""
    lines = said.split("\n")[1:]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    words = [line.split()[0] for line in lines if line[indent : indent + 1].strip(' "#')]
    return [word for word in dict.fromkeys(words) if word not in ROLES]


def _said(mention: Mention, texts: Texts) -> str:
    """The lines that declare it, moved to column 1."""
    whole = mention.whole or mention.span
    text = texts.get(whole.path, "")
    begins = text.rfind("\n", 0, whole.start) + 1
    indent = whole.start - begins
    lines = text[whole.start : whole.end].split("\n")
    return "\n".join([lines[0], *(_moved(line, indent) for line in lines[1:])])


def _moved(line: str, indent: int) -> str:
    return line[indent:] if not line[:indent].strip() else line


def _title(mention: Mention, said: str) -> str:
    """The title in quotes on the first line of a declaration."""
    if mention.symbol.owner:
        return ""
    first = said.split("\n", 1)[0]
    behind = first[first.find(mention.symbol.name) + len(mention.symbol.name) :].lstrip()
    found = _TITLE.match(behind)
    return found[1] if found else ""


def _comment(mention: Mention, texts: Texts) -> str:
    """The comment lines directly above."""
    whole: Span = mention.whole or mention.span
    above = texts.get(whole.path, "")[: whole.start].split("\n")[:-1]
    found: list[str] = []
    while above and above[-1].lstrip().startswith("#"):
        found.insert(0, above.pop().strip().lstrip("#").strip())
    return "\n".join(found)


def _shortened(said: str) -> str:
    lines = said.rstrip().split("\n")
    if len(lines) <= SHOWN:
        return "\n".join(lines)
    return "\n".join([*lines[:SHOWN], "…"])
