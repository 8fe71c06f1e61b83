"""Findings of a moment ago, at the places that they have now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dsl.diagnostics import Diagnostic, Edit, Label
from dsl.source import Source, Span


def carried(found: Iterable[Diagnostic], before: Source, now: Source) -> list[Diagnostic]:
    """What was found in the file `before`, where it stands in the same file `now`; without what
    was changed itself."""
    change = _change(before, now)
    moved = (_moved(each, change) for each in found)
    return [each for each in moved if each is not None]


@dataclass(frozen=True, slots=True)
class _Change:
    """Between `start` and `end` something else stands now, `longer` by so much."""

    path: str
    start: int
    end: int
    longer: int

    def moved(self, span: Span) -> Span | None:
        """The span now; None where it was changed. What is in another file stays."""
        if span.path != self.path or span.end < self.start:
            return span
        if span.start > self.end:
            return Span(span.path, span.start + self.longer, span.end + self.longer)
        return None


def _change(before: Source, now: Source) -> _Change:
    """The stretch that two texts differ in."""
    one, other = before.text, now.text
    least = min(len(one), len(other))
    start = 0
    while start < least and one[start] == other[start]:
        start += 1
    same = 0
    while same < least - start and one[-same - 1] == other[-same - 1]:
        same += 1
    return _Change(before.path, start, len(one) - same, len(other) - len(one))


def _moved(found: Diagnostic, change: _Change) -> Diagnostic | None:
    span = change.moved(found.span)
    if span is None:
        return None
    labels = tuple(
        Label(place, each.text)
        for each in found.labels
        if (place := change.moved(each.span)) is not None
    )
    place = change.moved(found.edit.span) if found.edit else None
    edit = Edit(place, found.edit.text) if place is not None and found.edit else None
    return replace(found, span=span, labels=labels, edit=edit)
