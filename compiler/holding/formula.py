"""What a condition says, as facts about values that all hold, or of which one does.

A formula may say less than the condition that it stands for, and never more: where no customer can
fulfil the formula, none can fulfil the condition.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from compiler.holding.domain import Domain


@dataclass(frozen=True, slots=True)
class Fact:
    """The subject, a value or whatever else equals itself, is in the domain."""

    subject: Hashable
    domain: Domain


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Formula, ...]


Formula = Fact | Every | Either

TRUE, FALSE = Every(()), Either(())


def every(parts: Iterable[Formula]) -> Formula:
    """All of them; nested ones are made flat."""
    flat: list[Formula] = []
    for part in parts:
        if isinstance(part, Every):
            flat += part.parts
        elif part == FALSE:
            return FALSE
        else:
            flat.append(part)
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def either(parts: Iterable[Formula]) -> Formula:
    """One of them; nested ones are made flat."""
    flat: list[Formula] = []
    for part in parts:
        if isinstance(part, Either):
            flat += part.parts
        elif part == TRUE:
            return TRUE
        else:
            flat.append(part)
    return flat[0] if len(flat) == 1 else Either(tuple(flat))
