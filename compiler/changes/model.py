"""What a change of a project is: how far it goes, what it means for customers, and the sentences
of the files that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from compiler.meaning.lists import field_of as field_of_list


class Level(StrEnum):
    """How far a change goes; each level is above those before it.

    `wording`: customers read something else, or nothing is another for them. `audience`: others get
    something, or go another way. `timing`: at other instants. `structure`: other steps. `legal`:
    what holds whatever a campaign says, caps, quiet hours, consent, hold-outs, labels, the way to
    opt out, and what others are told of customers.
    """

    WORDING = "wording"
    AUDIENCE = "audience"
    TIMING = "timing"
    STRUCTURE = "structure"
    LEGAL = "legal"

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return list(Level).index(self)


def highest(levels: Iterable[Level]) -> Level | None:
    """The one that goes farthest; None: there is none."""
    return max(levels, key=lambda level: level.rank, default=None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Lines of a file, word for word, without their common indentation. `line` counts from 1."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a change is about: its kind (`campaign`, `segment`, `message`, `policy` …) and name,
    empty where there is only one."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".rstrip()


def of_field(name: str) -> Subject:
    """A field of the customer; what a list in a file says of them is one, too, whose name no file
    can say (`compiler.meaning.lists`)."""
    listed = name.removesuffix(_LIST)
    return Subject("field", name) if listed == name else Subject("list", listed)


_LIST = field_of_list("")
"""What stands behind a list's name in that of its field."""


@dataclass(frozen=True, slots=True)
class Change:
    """`what` is other for customers, in words. `before`, `after`: the sentences that say so; None
    where there is none, or where the words of that side were not kept. `campaigns`: those of which
    customers it concerns, by name, each with the names through which it looks at the subject; none
    where it looks at that itself."""

    level: Level
    subject: Subject
    what: str
    before: Sentence | None = None
    after: Sentence | None = None
    campaigns: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def concerned(self) -> tuple[str, ...]:
        """The names of the campaigns."""
        return tuple(name for name, _ in self.campaigns)
