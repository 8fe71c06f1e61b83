"""A line that cannot go on, and what can be said about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dsl.expected import Stack, words
from dsl.lexer import Token


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that cannot go on at `position`: `could` holds the terminals that can come there, and
    `offered` those of them that do not lead to what is not built yet."""

    start: str
    line: tuple[Token, ...]
    position: int
    could: Mapping[str, Stack]
    offered: Mapping[str, Stack]

    @property
    def found(self) -> Token | None:
        """The token that cannot stand here; None at the end of the line."""
        return self.line[self.position] if self.position < len(self.line) else None

    @property
    def typed(self) -> str:
        return self.found.text if self.found else ""

    def word(self, steps: int) -> str:
        """The text of a token near the trouble: -1 is the one before it."""
        at = self.position + steps
        return self.line[at].text if 0 <= at < len(self.line) else ""

    def kind(self, steps: int = 0) -> str:
        at = self.position + steps
        return self.line[at].kind if 0 <= at < len(self.line) else ""

    def takes(self, word: str) -> bool:
        """Whether this word could come here."""
        return any(words().get(terminal) == word for terminal in self.could)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to type; a `title` replaces the list of what could come, a `code` the general one."""

    help: str
    title: str = ""
    code: str = "E0101"


Hint = Callable[[Trouble], Advice | None]
