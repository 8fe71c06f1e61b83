"""What is proposed to somebody who types, and what is known of the project meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from compiler.editing.about import in_a_line
from compiler.editing.index import Index
from compiler.editing.symbols import Mention

MOST = 100
"""So many names of one kind are proposed at once; with the next letter there are others."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`text` may be typed; `sort` is what it is: a word of the language, an example of a value, or
    what was declared (`segment`). `line` is about it."""

    text: str
    sort: str
    line: str


@dataclass(frozen=True, slots=True)
class Context:
    """The names of the project, and the texts of its files by path. `path`: the file in which one
    is, whose names come first. `typed`: what the names must hold, in small or capital letters."""

    index: Index
    texts: Mapping[str, str]
    path: str = ""
    typed: str = ""

    def proposed(self, mentions: Iterable[Mention]) -> list[Proposal]:
        """Declared names, each once, at most MOST."""
        found: dict[str, Mention] = {}
        typed = self.typed.strip('"').casefold()
        for each in sorted(mentions, key=lambda each: each.span.path != self.path):
            if typed in each.symbol.name.casefold():
                found.setdefault(each.symbol.name, each)
        return [
            Proposal(name, each.sort, in_a_line(each, self.texts))
            for name, each in islice(found.items(), MOST)
        ]
