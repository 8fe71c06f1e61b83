"""Annotations of GitHub: commands on the output of a step, which it shows beside the lines of a
pull request.

It shows ten errors, ten warnings and ten notices of one step, and passes over the rest without a
word. So the rest is printed as plain lines of the log, and the last annotation says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from segue.shown.outputs.concise import line
from segue.shown.outputs.note import Note, Place

MOST = 10
"""Annotations of one kind that GitHub shows of one step."""

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""By level, the worst first."""


def github(notes: Iterable[Note]) -> str:
    """Errors first; nothing where there is nothing to say."""
    every = list(notes)
    lines: list[str] = []
    over: list[Note] = []
    for level, command in _COMMANDS.items():
        found = [note for note in every if note.level == level]
        most = MOST - 1 if command == "notice" else MOST  # the last notice may be ours
        lines += [_annotation(command, note) for note in found[:most]]
        over += found[most:]
    if over:
        lines.append(f"::notice title=More than GitHub shows::{_text(_left_out(over))}")
        lines += [line(note) for note in over]
    return "".join(f"{each}\n" for each in lines)


def _left_out(over: list[Note]) -> str:
    counts = [(level, sum(note.level == level for note in over)) for level in _COMMANDS]
    listed = " and ".join(
        f"{count} more {level}{'s' if count != 1 else ''}" for level, count in counts if count
    )
    verb = "is" if len(over) == 1 else "are"
    return f"{listed} {verb} in the log of this step"


def _annotation(command: str, note: Note) -> str:
    properties = [
        *_at(note.place), ("title", f"{note.rule.code} {note.rule.name}".strip())
    ]  # fmt: skip
    said = ",".join(f"{name}={_property(value)}" for name, value in properties)
    message = "\n".join([note.title, *note.more])
    return f"::{command} {said}::{_text(message)}"


def _at(place: Place) -> Iterator[tuple[str, str]]:
    """Columns are shown only where it begins and ends in one line; GitHub includes the end."""
    yield "file", place.path
    if place.line:
        yield "line", str(place.line)
        yield "endLine", str(place.end_line)
    if place.line and place.line == place.end_line:
        yield "col", str(place.column)
        yield "endColumn", str(max(place.column, place.end_column - 1))


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
