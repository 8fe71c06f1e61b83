"""A line that cannot go on, and what can be said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dsl import amounts
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

    def begins(self, *typed: str) -> bool:
        """Whether the line begins with these words."""
        return tuple(token.text for token in self.line[: len(typed)]) == typed

    def takes(self, word: str) -> bool:
        """Whether this word could come here."""
        return any(words().get(terminal) == word for terminal in self.could)

    def joined(self, steps: int) -> bool:
        """Whether no space stands between a token near the trouble and the one behind it."""
        at = self.position + steps
        return 0 <= at < len(self.line) - 1 and self.line[at].end == self.line[at + 1].start

    def length(self, otherwise: str = "") -> str:
        """The first length of time that is typed from here on, in its right spelling."""
        return next(self._lengths(), otherwise)

    def _lengths(self) -> Iterator[str]:
        for amount, unit in zip(
            self.line[self.position :], self.line[self.position + 1 :], strict=False
        ):
            is_number = amount.kind == "NUMBER"
            digits = amount.text if is_number else amounts.count(amount.text)
            known = amounts.near_unit(unit.text) if unit.kind == "NAME" else ""
            if digits and known:
                yield amounts.length(digits, known)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to type; a `title` replaces the list of what could come, a `code` the general one.
    `around`: how many tokens before and behind the trouble are wrong with it; `right`: what to
    write in the place of them, where that is all there is to do, "" to leave them out."""

    help: str
    title: str = ""
    code: str = "E0101"
    around: tuple[int, int] = (0, 0)
    right: str | None = None


Hint = Callable[[Trouble], Advice | None]
