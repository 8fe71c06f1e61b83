"""How large the boxes of stops and the words on ways are."""

from __future__ import annotations

from compiler.picture.drawing import Box, Chip, Row
from compiler.picture.journey import Kind, Stop, Way
from compiler.picture.lettering import balanced, width, wrapped

LARGE, SMALL = 14.0, 11.5
"""The sizes of letters."""

LINE, SMALL_LINE, ROW = 19.0, 16.0, 26.0
"""The heights of lines."""

ROOM, NARROWEST, EDGE, ICON = 230.0, 120.0, 14.0, 34.0
"""How wide text in a box may be, how wide a box is at least, what is left free at its edges, and
what its sign takes."""

CHIP_ROOM, CHIP_GAP = 170.0, 5.0

MANY = 5
"""More arms than this stand in one box, where each is a single step."""


def box(stop: Stop) -> Box:
    """The box of a stop at the top of its axis."""
    lead = wrapped(stop.lead, SMALL, ROOM)
    words = balanced(stop.words, LARGE, ROOM, bold=is_bold(stop))
    notes = tuple(line for note in stop.notes for line in balanced(note, SMALL, ROOM))
    small = [width(line, SMALL) for line in (*lead, *notes)]
    large = [width(line, LARGE, bold=is_bold(stop)) for line in words]
    wide = max([*small, *large, NARROWEST - ICON - 2 * EDGE]) + ICON + 2 * EDGE
    high = len(words) * LINE + (len(lead) + len(notes)) * SMALL_LINE + 2 * 9
    return Box(stop, 0, 0, wide, max(high, 36), lead, words, notes)


def is_bold(stop: Stop) -> bool:
    """What a customer gets, and where the journey divides, stands out."""
    return stop.kind in (Kind.SEND, Kind.GIVE, Kind.CALL, Kind.SPLIT, Kind.ENTRY)


def rows(stop: Stop) -> Box | None:
    """One box for all arms of a split that has many, each of a single step; else None."""
    if len(stop.ways) <= MANY or stop.kind is not Kind.SPLIT:
        return None
    if any(len(way.stops) != 1 or way.stops[0].ways or way.stops[0].body for way in stop.ways):
        return None
    head = box(stop)
    found = tuple(Row(way.label, way.share, way.stops[0]) for way in stop.ways)
    sizes = [
        66 + width(row.stop.words, LARGE, bold=True) + 24 + width(row.stop.lead, SMALL) + EDGE
        for row in found
    ]
    wide = max([head.width, *sizes])
    high = head.height + len(found) * ROW + 8
    return Box(stop, 0, 0, wide, high, head.lead, head.words, head.notes, found)


def chip(way: Way, y: float) -> Chip:
    """The words on a way, below `y`."""
    lines = balanced(way.label, SMALL, CHIP_ROOM)
    share = width(way.share, SMALL, bold=True) + 7 if way.share else 0
    wide = max([width(line, SMALL) for line in lines]) + share + 20
    return Chip(0, y, wide, len(lines) * SMALL_LINE + 6, lines, way.share)
