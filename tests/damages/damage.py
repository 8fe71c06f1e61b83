"""Damages of one token, as slips of the hand make them: left out, typed twice, swapped with the
next one, misspelt."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dsl.layout import Line, layout
from dsl.lexer import Token
from dsl.source import Source

QUOTES = '"""'


class How(StrEnum):
    DELETED = "deleted"
    DOUBLED = "doubled"
    SWAPPED = "swapped"
    MISSPELT = "misspelt"


@dataclass(frozen=True)
class Damage:
    """`text` is the whole file afterwards, `row` the line of it that was damaged (from 1)."""

    path: str
    how: How
    token: str
    row: int
    text: str

    @property
    def rows(self) -> list[int]:
        """The damaged line; where nothing is left of it, which cannot be pointed at, those that are
        nearest above and below it."""
        lines = self.text.split("\n")
        if lines[self.row - 1].strip():
            return [self.row]
        said = [number for number, line in enumerate(lines, 1) if line.strip()]
        above = [number for number in said if number < self.row]
        return above[-1:] + [number for number in said if number > self.row][:1]


def damages(source: Source) -> list[Damage]:
    """Every damage of every token of a file. The words of a message's text are no tokens of the
    language; the quotes around it are."""
    return [
        Damage(source.path, how, found[at].text, source.place(found[at].start)[0], text)
        for found in rows(source)
        for at in range(len(found))
        for how in How
        if (text := damaged(source.text, found, at, how)) is not None
    ]


def rows(source: Source) -> list[list[Token]]:
    """The tokens of each line of the file."""
    found: dict[int, list[Token]] = {}
    for token in _tokens(source, layout(source).lines):
        found.setdefault(source.place(token.start)[0], []).append(token)
    return list(found.values())


def _tokens(source: Source, lines: Iterable[Line]) -> Iterator[Token]:
    for line in lines:
        yield from line.tokens
        if line.text is not None:
            last = source.text.rindex(QUOTES, line.start, line.end)
            for at in (line.start, last):
                yield Token("BLOCK", QUOTES, at, at + len(QUOTES))
        yield from _tokens(source, line.children)


def damaged(text: str, found: list[Token], at: int, how: How) -> str | None:
    """The text with the token `found[at]` of one line damaged; None where it cannot be."""
    token = found[at]
    before, behind = text[: token.start], text[token.end :]
    if how is How.DELETED:
        return before + behind.lstrip(" ")
    if how is How.DOUBLED:
        return f"{before}{token.text} {token.text}{behind}"
    if how is How.SWAPPED:
        return _swapped(text, token, found[at + 1]) if at + 1 < len(found) else None
    wrong = misspelt(token)
    return None if wrong is None else before + wrong + behind


def _swapped(text: str, token: Token, other: Token) -> str | None:
    if token.text == other.text:
        return None
    between = text[token.end : other.start] or " "
    return text[: token.start] + other.text + between + token.text + text[other.end :]


def misspelt(token: Token) -> str | None:
    """Two letters of a word swapped, or one typed for another; a text without its closing quote;
    a letter for a digit. None for a sign, which is not spelled."""
    typed = token.text
    if token.kind == "STRING":
        return typed[:-1]
    if token.kind in ("NUMBER", "PERCENT", "TIME", "DATE", "INSTANT"):
        last = max(place for place, letter in enumerate(typed) if letter.isdigit())
        return typed[:last] + "o" + typed[last + 1 :]
    letters = [place for place, letter in enumerate(typed) if letter.isalpha()]
    if not letters:
        return None
    for first in letters[len(letters) // 2 :] + letters[: len(letters) // 2]:
        if typed[first + 1 : first + 2].isalpha() and typed[first] != typed[first + 1]:
            return typed[:first] + typed[first + 1] + typed[first] + typed[first + 2 :]
    return typed + "x"


@cache
def _rows(text: str) -> list[list[Token]]:
    return rows(Source("a.campaign", text))


def some_damage(text: str, generator: random.Random) -> str:
    """The text with one of its tokens damaged, any of them in any way."""
    every = _rows(text)
    while True:
        found = generator.choice(every)
        at, how = generator.randrange(len(found)), generator.choice(list(How))
        wrong = damaged(text, found, at, how)
        if wrong is not None:
            return wrong
