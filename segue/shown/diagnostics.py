"""How findings look: to people in the terminal, and to programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dsl.diagnostics import Diagnostic, Severity
from dsl.source import Source, Span
from segue.shown.screen import say

if TYPE_CHECKING:
    from runtime.sources import Finding

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def show(screen: Console, diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> None:
    """Print each finding with its line underlined, then what to do about it."""
    for diagnostic in diagnostics:
        screen.print(_place_of(diagnostic, sources))
        for line in _notes(diagnostic):
            say(screen, line, indent=2)
        screen.print()


def _place_of(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Text:
    """What is wrong, and where."""
    text = Text()
    text.append(f"{diagnostic.severity}[{diagnostic.code}]", STYLES[diagnostic.severity])
    text.append(f": {diagnostic.title}\n", "bold")
    _excerpt(text, diagnostic.span, sources, "", "^")
    for label in diagnostic.labels:
        _excerpt(text, label.span, sources, label.text, "-")
    text.rstrip()
    return text


def _notes(diagnostic: Diagnostic) -> Iterator[Text]:
    """Why, and what to do about it, line by line."""
    for note, word in ((diagnostic.explanation, ""), (diagnostic.help, "help: ")):
        for number, line in enumerate(note.splitlines()):
            yield Text(word if number == 0 else "", "bold cyan").append(line, "default not bold")


def _excerpt(text: Text, span: Span, sources: Mapping[str, Source], label: str, mark: str) -> None:
    """The place, its line, and a line that underlines the span as far as that line goes."""
    source = sources.get(span.path)
    if source is None:
        text.append(f"  --> {span.path or 'the project'}\n", "blue")
        return
    number, column = source.place(span.start)
    line = source.line(number)
    length = min(max(span.end - span.start, 1), max(len(line) - column + 1, 1))
    text.append(f"  --> {span.path}:{number}:{column}\n", "blue")
    text.append(f"  {number:>4} | ", "blue").append(line.replace("\t", " ") + "\n")
    before = cell_len(line[: column - 1].replace("\t", " "))
    width = max(cell_len(line[column - 1 : column - 1 + length]), 1)
    text.append("       | ", "blue").append(" " * before)
    text.append(f"{mark * width} {label}".rstrip() + "\n", "bold red" if mark == "^" else "cyan")


def show_data(screen: Console, findings: Iterable[Finding]) -> None:
    """Print what is wrong with the tables; they have no place in a file to underline."""
    for finding in findings:
        title = f": {finding.what}: {finding.title}"
        say(screen, Text("data", "bold red").append(title, "bold"))
        if finding.example:
            say(screen, f"for example: {finding.example}", indent=2)
        if finding.help:
            say(
                screen,
                Text("help: ", "bold cyan").append(finding.help, "default not bold"),
                indent=2,
            )
        screen.print()


def as_json(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    findings: Iterable[Finding] = (),
) -> str:
    """The findings as one JSON document: lines and columns count from 1, ends are excluded."""
    document = {
        "version": 1,
        "diagnostics": [_plain(diagnostic, sources) for diagnostic in diagnostics],
        "data": [asdict(finding) for finding in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _plain(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(diagnostic.severity),
        "title": diagnostic.title,
        **_place(diagnostic.span, sources),
        "help": diagnostic.help,
        "explanation": diagnostic.explanation,
        "labels": [
            {"text": label.text, **_place(label.span, sources)} for label in diagnostic.labels
        ],
        "edit": diagnostic.edit
        and {"text": diagnostic.edit.text, **_place(diagnostic.edit.span, sources)},
    }


def _place(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources.get(span.path)
    if source is None:
        return {"path": span.path or None, "start": None, "end": None}
    (line, column), (end_line, end_column) = source.place(span.start), source.place(span.end)
    return {
        "path": span.path,
        "start": {"line": line, "column": column},
        "end": {"line": end_line, "column": end_column},
    }
