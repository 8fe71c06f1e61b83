"""What every part of the tree has, and what stands everywhere in it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Node:
    """Equal are nodes of one class that say the same, wherever they stand.

    Comparing and showing are written once, here: made by `dataclass` for each of the 70 classes
    they would take a third of the time in which the whole front is imported.
    """

    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __eq__(self, other: object) -> bool:
        if self.__class__ is not other.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._said())

    def __hash__(self) -> int:
        return hash((self.__class__, *(getattr(self, name) for name in self._said())))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._said())
        return f"{self.__class__.__name__}({shown})"

    def _said(self) -> list[str]:
        return [part.name for part in fields(self) if part.compare]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Name(Node):
    """A declared or column name as it was written (NFC; back-quotes removed)."""

    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Word(Node):
    """A word of the language that stands there or does not: `kept`."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Unbuilt(Node):
    """A construct of the design that this version refuses: `what` names it (`recommend`, `guard`).
    `name` is what a declaration would have declared, so that its uses are not reported too."""

    what: str
    name: Name | None = None
