"""The one type of finding that every stage reports and every output is rendered from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from dsl.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Label:
    """Another place that belongs to a finding, with a word on it."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, in the marketer's words.

    `code` is stable (`E0201`), `name` reads as "allow NAME" (`unknown-name`). `title` says what
    is wrong: lower-case start, no full stop, what was typed in back-quotes. `help` says what to
    type. `explanation` is one paragraph where the title is not enough. `taken`: the word of the
    language without which, were it a name, this would not be wrong (`dsl.taken`).
    """

    code: str
    name: str
    severity: Severity
    title: str
    span: Span
    help: str = ""
    explanation: str = ""
    labels: tuple[Label, ...] = field(default=())
    edit: Edit | None = None
    taken: str = ""


TAKEN = "E0109"
"""What is said where a word of the language is declared as a name."""
CONFLICT, TWICE = "E0004", "E0202"
"""What is said of a conflict of git, and of what is declared twice."""


def once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of a whole project, without those that would not be there if a name that was
    refused were one, or if git had not left two versions of a file in it."""
    every = list(found)
    refused = {each.taken for each in every if each.code == TAKEN}
    left = [each for each in every if each.code == TAKEN or each.taken not in refused]
    torn = {each.span.path for each in every if each.code == CONFLICT}
    return [each for each in left if each.code != TWICE or each.span.path not in torn]
