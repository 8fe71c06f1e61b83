"""`file:line:column: CODE name: title`, one a line: for grep, and for editors that jump there."""

from __future__ import annotations

from collections.abc import Iterable

from segue.shown.outputs.note import Note, Place


def concise(notes: Iterable[Note]) -> str:
    """A line for each; nothing where there is none."""
    return "".join(f"{line(each)}\n" for each in notes)


def line(note: Note) -> str:
    """The one line of a note."""
    return f"{where(note.place)}: {note.rule.code} {note.rule.name}: {note.title}"


def where(place: Place) -> str:
    """`cart.campaign:12:3`."""
    return f"{place.path}:{place.line}:{place.column}" if place.line else place.path
