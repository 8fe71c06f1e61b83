"""A journey as SVG: nothing but shapes and text, so that it looks the same in a browser, in a
presentation and as PNG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from compiler.picture.colours import INK, PALE_LINE
from compiler.picture.drawing import Box, Chip, Drawing, End, Frame, Link, Shape
from compiler.picture.heading import heading
from compiler.picture.journey import Journey
from compiler.picture.laying import END, laid
from compiler.picture.stops import drawn_box, drawn_chip

FONT = (
    "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'Apple SD Gothic Neo', "
    "'Noto Sans CJK KR', sans-serif"
)
MARGIN, BEND = 36.0, 9.0
"""Pixels around the picture, and the radius with which lines turn."""

Counts = Mapping[str, int]
"""How many customers stand at a step, by its id."""


def svg(journey: Journey, counts: Counts | None = None) -> str:
    """The picture as a document of its own. `counts`: a number is drawn at each stop where
    somebody stands. Each stop has its `data-line` and `data-step`, for who draws it beside the
    text."""
    drawing = laid(journey)
    top, head, head_width = heading(journey)
    wide = max(drawing.width, head_width) + 2 * MARGIN
    high = top + drawing.height + 2 * MARGIN
    across = MARGIN + max(0.0, (wide - 2 * MARGIN - drawing.width) / 2)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
        f'viewBox="0 0 {wide:.0f} {high:.0f}" font-family="{FONT}" fill="{INK}">',
        f"<title>{escape(journey.title or journey.name)}</title>",
        f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>',
        f'<g transform="translate({MARGIN:g} {MARGIN:g})">', *head, "</g>",
        f'<g transform="translate({across:.1f} {top + MARGIN:.1f})">',
        *_shapes(drawing, counts or {}),
        "</g>", "</svg>", "",
    ])  # fmt: skip


def _shapes(drawing: Drawing, counts: Counts) -> Iterator[str]:
    """Frames lie below lines, and these below boxes and words."""
    for kinds in ((Frame,), (Link,), (Chip, Box, End)):
        for shape in drawing.shapes:
            if isinstance(shape, kinds):
                yield from _shape(shape, counts)


def _shape(shape: Shape, counts: Counts) -> Iterator[str]:
    match shape:
        case Frame():
            yield (
                f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" '
                f'height="{shape.height:.1f}" rx="14" fill="#f8fafc" stroke="{PALE_LINE}" '
                'stroke-width="1.5" stroke-dasharray="5 4"/>'
            )
        case Link():
            yield from _link(shape)
        case Chip():
            yield from drawn_chip(shape)
        case End():
            at = f'cx="{shape.x:.1f}" cy="{shape.y + END / 2:.1f}"'
            yield f'<circle {at} r="8" fill="#fff" stroke="{INK}" stroke-width="2"/>'
            yield f'<circle {at} r="4" fill="{INK}"/>'
        case Box():
            yield from drawn_box(shape, sum(counts.get(id, 0) for id in shape.stop.ids))


def _link(link: Link) -> Iterator[str]:
    points = [p for n, p in enumerate(link.points) if n == 0 or p != link.points[n - 1]]
    yield f'<path d="{_path(points)}" fill="none" stroke="{PALE_LINE}" stroke-width="1.8"/>'
    if link.arrow:
        x, y = points[-1]
        yield f'<path d="M{x - 5:.1f} {y - 7.5:.1f}h10l-5 7z" fill="{PALE_LINE}"/>'


def _path(points: list[tuple[float, float]]) -> str:
    """Straight lines with round corners."""
    found = [f"M{_point(points[0])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        one, two = _towards(here, before), _towards(here, after)
        found.append(f"L{_point(one)}Q{_point(here)} {_point(two)}")
    return "".join([*found, f"L{_point(points[-1])}"])


def _point(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _towards(point: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The point that lies a bend's radius from `point` on the way to `other`."""
    (x, y), (to_x, to_y) = point, other
    far = abs(to_x - x) + abs(to_y - y)
    part = min(BEND, far / 2) / far if far else 0
    return x + (to_x - x) * part, y + (to_y - y) * part
