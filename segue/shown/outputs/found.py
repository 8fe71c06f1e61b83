"""What the compiler and the look at the data found, as notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dsl.diagnostics import Diagnostic
from dsl.source import Source, Span
from segue.shown.outputs.note import Case, Fix, Note, Place, Rule

if TYPE_CHECKING:
    from runtime.sources import Finding

SETTINGS = "segue.toml"
"""What is wrong with tables is said of the file that names them."""

From = Callable[[str], str]
"""A path of the project as the reader sees it."""


def checked(
    found: Sequence[Diagnostic], data: Sequence[Finding], sources: Mapping[str, Source],
    files: Iterable[str], seen: From,
) -> list[Case]:  # fmt: skip
    """A case for each finding, and for each of the files without any."""
    wrong = {each.span.path for each in found}
    cases = [Case(seen(path), "nothing found") for path in files if path not in wrong]
    cases += [_case(of_diagnostic(each, sources, seen)) for each in found]
    return [*cases, *(_case(_of_data(each, seen)) for each in data)]


def _case(note: Note) -> Case:
    line = f", line {note.place.line}" if note.place.line else ""
    name = f"{note.rule.code} {note.rule.name}{line}"
    return Case(note.place.path, name, note.place.line, notes=(note,))


def of_diagnostic(each: Diagnostic, sources: Mapping[str, Source], seen: From) -> Note:
    """A finding of the compiler."""
    from compiler.codes import ALL

    entry = ALL[each.code]
    rule = Rule(each.code, each.name, entry.why, entry.bad, entry.good)
    fix = None
    if each.edit is not None and entry.safe:
        fix = Fix(place(each.edit.span, sources, seen), each.edit.text)
    also = tuple((place(label.span, sources, seen), label.text) for label in each.labels)
    return Note(str(each.severity), rule, each.title, place(each.span, sources, seen),
                tuple(_more(each)), also, fix)  # fmt: skip


def _more(each: Diagnostic) -> Iterator[str]:
    yield from each.explanation.splitlines()
    if each.help:
        first, *rest = each.help.splitlines()
        yield f"help: {first}"
        yield from rest


def _of_data(each: Finding, seen: From) -> Note:
    more = [f"for example: {each.example}"] if each.example else []
    more += [f"help: {each.help}"] if each.help else []
    title = f"{each.what}: {each.title}"
    return Note("error", Rule("data", "does-not-fit"), title, Place(seen(SETTINGS)), tuple(more))


def place(span: Span, sources: Mapping[str, Source], seen: From) -> Place:
    """Where a span stands; what belongs to no file is said of the settings."""
    source = sources.get(span.path)
    if source is None:
        return Place(seen(span.path or SETTINGS))
    return Place(seen(span.path), *source.place(span.start), *source.place(span.end))
