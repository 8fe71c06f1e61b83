"""What a command has to say of a project, whatever the command: notes, in cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a file: lines and columns count from 1, in characters, and the end is
    excluded. `line` 0: the file as a whole. `path` is from where the reader stands."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """What found it: `why` is a paragraph, `good` and `bad` are examples."""

    code: str
    name: str
    why: str = ""
    bad: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace what stands at `place` by `text`: only where nothing else can be meant."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is to be seen. `level`: error, warning or note. `more`: what else is said of
    it, a line each; `also`: other places, each with a word on it."""

    level: str
    rule: Rule
    title: str
    place: Place
    more: tuple[str, ...] = ()
    also: tuple[tuple[Place, str], ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was looked at: a file, a test. Without notes it is as it should be."""

    path: str
    name: str
    line: int = 0
    seconds: float = 0.0
    notes: tuple[Note, ...] = ()


def notes(cases: Iterable[Case]) -> Iterator[Note]:
    """What is said of all of them, in their order."""
    for case in cases:
        yield from case.notes
