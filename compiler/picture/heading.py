"""What stands above the picture: the campaign's title, and what holds for the whole of it."""

from __future__ import annotations

from html import escape

from compiler.picture.colours import GREY
from compiler.picture.journey import Journey
from compiler.picture.lettering import width, wrapped

TITLE, NAME, FACT = 24.0, 12.5, 12.5
LINE, GAP, ROOM, COLUMN = 19.0, 26.0, 620.0, 88.0
"""Pixels: a line, what is free below, how wide text may be, and the words before the facts."""


def heading(journey: Journey) -> tuple[float, list[str], float]:
    """How high it is, its elements, and how wide it is."""
    found: list[str] = []
    title = journey.title or journey.name
    wide, y = 0.0, 0.0
    for line in wrapped(title, TITLE, ROOM, bold=True):
        y += TITLE + 4
        found.append(_text(0, y - 6, line, TITLE, "#0f172a", bold=True))
        wide = max(wide, width(line, TITLE, bold=True))
    if journey.title:
        y += LINE
        found.append(_text(0, y - 5, journey.name, NAME, GREY))
    y += 6
    for word, rest in journey.facts:
        for number, line in enumerate(wrapped(rest, FACT, ROOM - COLUMN)):
            y += LINE
            if number == 0:
                found.append(_text(0, y - 5, word, FACT, GREY))
            found.append(_text(COLUMN, y - 5, line, FACT, "#334155"))
            wide = max(wide, COLUMN + width(line, FACT))
    return y + GAP, found, wide


def _text(x: float, y: float, said: str, size: float, ink: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{x:g}" y="{y:.1f}" font-size="{size:g}"'
    return f'<text {place} fill="{ink}"{weight}>{escape(said)}</text>'
