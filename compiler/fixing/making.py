"""What all edits have in common: which may be made, and the making of one."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.codes import ALL
from dsl.diagnostics import Diagnostic, Edit
from dsl.source import Source, Span

ROUNDS = 50
"""After so many rounds the rest is left: each one makes something better, so this is never met but
by a mistake in a check."""


@dataclass(slots=True)
class Made:
    """An edit that was made, and where what it wrote stands by now."""

    found: Diagnostic
    before: str
    after: str
    at: int


def is_safe(found: Diagnostic) -> bool:
    return found.edit is not None and ALL[found.code].safe


def edit_of(found: Diagnostic) -> Edit:
    """The edit of what is safe, which has one."""
    assert found.edit is not None
    return found.edit


def place_of(found: Diagnostic) -> Span:
    return edit_of(found).span


def key_of(found: Diagnostic) -> tuple[str, Edit]:
    return found.code, edit_of(found)


def make(found: Diagnostic, source: Source, made: list[Made]) -> Source:
    """Makes the edit; what was written behind it before moves with it."""
    edit = edit_of(found)
    start, before = edit.span.start, source.text[edit.span.start : edit.span.end]
    for each in made:
        if each.found.span.path == source.path and each.at > start:
            each.at = max(start, each.at + len(edit.text) - len(before))
    made.append(Made(found, before, edit.text, start))
    return Source(source.path, edited(source.text, edit))


def edited(text: str, edit: Edit) -> str:
    """The text with the edit made."""
    return text[: edit.span.start] + edit.text + text[edit.span.end :]
