"""The one type of finding that every stage reports and every output is rendered from."""

from __future__ import annotations

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
    type. `explanation` is one paragraph where the title is not enough.
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
