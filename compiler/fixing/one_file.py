"""One file, edited as far as that lets the parser come further."""

from __future__ import annotations

from compiler.fixing.making import ROUNDS, Made, edit_of, edited, is_safe, make, place_of
from dsl.diagnostics import Diagnostic
from dsl.parse import Parsed, parse
from dsl.source import Source


def read_well(source: Source, made: list[Made]) -> Source:
    """The file with every edit made that lets the parser come further."""
    for _ in range(ROUNDS):
        before = len(made)
        source = _from_top_to_bottom(source, made)
        if len(made) == before:
            break
    return source


def _from_top_to_bottom(source: Source, made: list[Made]) -> Source:
    parsed, at = parse(source), 0
    while (found := _next(parsed, at)) is not None:
        edit = edit_of(found)
        after = Source(source.path, edited(source.text, edit))
        again = parse(after)
        if _comes_further(parsed, again, found, source.text):
            source, parsed = make(found, source, made), again
            at = edit.span.start + len(edit.text)
        else:
            at = edit.span.start + 1
    return source


def _next(parsed: Parsed, at: int) -> Diagnostic | None:
    """The first finding from there on whose edit may be made."""
    safe = (each for each in parsed.diagnostics if is_safe(each))
    return min((each for each in safe if place_of(each).start >= at), key=place_of, default=None)


def _comes_further(before: Parsed, after: Parsed, found: Diagnostic, text: str) -> bool:
    """Whether with the edit of `found` no more is found than before, and up to the end of what was
    written nothing new, nor the same, but what can be fixed in turn."""
    start = place_of(found).start
    row = text.rfind("\n", 0, start) + 1
    end = max(start + len(edit_of(found).text), row + 1)
    known = {_said(each) for each in before.diagnostics} - {_said(found)}
    return len(after.diagnostics) <= len(before.diagnostics) and all(
        _said(each) in known or (each.span.start < start and is_safe(each))
        for each in after.diagnostics if row <= each.span.start < end
    )  # fmt: skip


def _said(found: Diagnostic) -> tuple[str, str]:
    return found.code, found.title
