"""A journey to a drawing: stops below one another around an axis, ways beside one another.

Every part is laid out around an axis of its own at 0, from 0 downwards, and then moved to where it
belongs: journeys have no jumps, so that nothing ever crosses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from compiler.picture.boxes import CHIP_GAP, box, chip, rows
from compiler.picture.drawing import Box, Drawing, End, Frame, Link, Shape, moved
from compiler.picture.journey import Journey, Stop, Way, goes_on

DOWN, BESIDE, TURN, PAD, END = 26.0, 34.0, 18.0, 18.0, 26.0
"""Pixels: between two stops, between two ways, before lines turn, inside frames, and the end."""


@dataclass
class Part:
    """Shapes around the axis; `left` and `right` are how far they reach on either side of it,
    `bottom` where it ends. `open`: whether anybody goes on from there."""

    shapes: list[Shape] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    open: bool = True

    def put(self, part: Part, right: float, down: float) -> None:
        """Takes another part in, moved."""
        self.shapes += [moved(each, right, down) for each in part.shapes]
        self.left = max(self.left, part.left - right)
        self.right = max(self.right, part.right + right)
        self.bottom = max(self.bottom, part.bottom + down)

    def add(self, each: Box) -> None:
        self.shapes.append(each)
        self.left, self.right = max(self.left, each.width / 2), max(self.right, each.width / 2)
        self.bottom = each.y + each.height


def laid(journey: Journey) -> Drawing:
    """The whole journey; what is done for who leaves stands beside it."""
    columns = [_column((journey.entry, *journey.stops))]
    columns += [_column(parting) for parting in journey.partings]
    sheet, across = Part(), 0.0
    for column in columns:
        sheet.put(column, across + column.left, 0)
        across += column.left + column.right + 2 * BESIDE
    return Drawing(across - 2 * BESIDE, sheet.bottom, tuple(sheet.shapes))


def _column(stops: Sequence[Stop]) -> Part:
    part = _sequence(stops)
    if part.open:
        end = part.bottom + DOWN
        part.shapes += [Link(((0, part.bottom), (0, end))), End(0, end)]
        part.left, part.right = max(part.left, END / 2), max(part.right, END / 2)
        part.bottom = end + END
    return part


def _sequence(stops: Sequence[Stop]) -> Part:
    part = Part()
    for number, stop in enumerate(stops):
        down = part.bottom + DOWN if number else 0.0
        if number:
            part.shapes.append(Link(((0, part.bottom), (0, down))))
        part.put(_stop(stop), 0, down)
    part.open = goes_on(stops)
    return part


def _stop(stop: Stop) -> Part:
    part = Part()
    many = rows(stop)
    part.add(many or box(stop))
    if many:
        return part
    if stop.body:
        _framed(part, stop)
    if stop.ways:
        _fan(part, stop.ways)
    return part


def _framed(part: Part, stop: Stop) -> None:
    """The steps in a frame below the box that says why."""
    body = _sequence(stop.body)
    top = part.bottom + DOWN
    left, right = body.left + PAD, body.right + PAD
    frame = Frame(-left, top - PAD / 2, left + right, body.bottom + 1.5 * PAD)
    part.shapes.insert(0, frame)
    part.shapes.append(Link(((0, part.bottom), (0, top))))
    part.put(body, 0, top)
    part.left, part.right = max(part.left, left), max(part.right, right)
    part.bottom = top + body.bottom + PAD
    if body.open:
        part.shapes.append(Link(((0, top + body.bottom), (0, part.bottom)), arrow=False))


def _fan(part: Part, ways: Sequence[Way]) -> None:
    """The ways beside one another below the stop, and together again where any goes on."""
    top = part.bottom
    columns = [_way(way) for way in ways]
    at = _across(columns, ways)
    low = max(top + column.bottom for column in columns) + TURN
    for column, x in zip(columns, at, strict=True):
        shapes = column.shapes
        part.shapes += [_bent(each, x, top) for each in shapes]
        part.left = max(part.left, column.left - x)
        part.right = max(part.right, column.right + x)
        if column.open:
            part.shapes.append(Link(_joining(x, top + column.bottom, low), arrow=False))
    part.bottom = low if any(column.open for column in columns) else low - TURN


def _way(way: Way) -> Part:
    """One way from the stop that it begins at: a line, its words, its steps."""
    part = Part()
    steps = _sequence(way.stops)
    words = chip(way, TURN + CHIP_GAP)
    below = words.y + words.height + CHIP_GAP
    part.shapes.append(Link(((0, 0), (0, TURN)), arrow=False))
    if way.stops:
        part.shapes.append(Link(((0, TURN), (0, below + TURN))))
        part.put(steps, 0, below + TURN)
    else:
        part.shapes.append(Link(((0, TURN), (0, below)), arrow=False))
        part.bottom = below
    part.shapes.append(words)
    part.left, part.right = max(part.left, words.width / 2), max(part.right, words.width / 2)
    part.open = steps.open
    return part


def _across(columns: Sequence[Part], ways: Sequence[Way]) -> list[float]:
    """Where the axes of the ways lie. Of two, one without steps is a line beside the other, which
    goes straight on; of three the second does, and so on."""
    if len(ways) == 2 and bool(ways[0].stops) != bool(ways[1].stops):
        main = 0 if ways[0].stops else 1
        beside = columns[main].right + columns[1 - main].left + BESIDE
        return [0.0, beside] if main == 0 else [beside, 0.0]
    at, edge = [], 0.0
    for column in columns:
        at.append(edge + column.left)
        edge += column.left + column.right + BESIDE
    middle = at[len(at) // 2] if len(at) % 2 else (at[0] + at[-1]) / 2
    return [each - middle for each in at]


def _bent(shape: Shape, x: float, top: float) -> Shape:
    """The first line of a way comes from the stop's middle."""
    if isinstance(shape, Link) and shape.points == ((0, 0), (0, TURN)):
        turn = top + TURN / 2
        return Link(((0, top), (0, turn), (x, turn), (x, top + TURN)), arrow=False)
    return moved(shape, x, top)


def _joining(x: float, start: float, low: float) -> tuple[tuple[float, float], ...]:
    turn = low - TURN / 2
    return ((x, start), (x, turn), (0, turn), (0, low))
