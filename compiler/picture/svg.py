"""A journey as SVG: nothing but shapes and text, so that it looks the same in a browser, in a
presentation and as PNG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from compiler.picture.boxes import EDGE, ICON, LARGE, LINE, ROW, SMALL, SMALL_LINE, is_bold
from compiler.picture.colours import GREY, INK, LOOKS, PALE_LINE, Look
from compiler.picture.drawing import Box, Chip, Drawing, End, Frame, Link, Row, Shape
from compiler.picture.heading import heading
from compiler.picture.journey import Journey, Kind, Sign
from compiler.picture.laying import END, laid
from compiler.picture.lettering import width
from compiler.picture.signs import PATHS

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
            yield from _chip(shape)
        case End():
            at = f'cx="{shape.x:.1f}" cy="{shape.y + END / 2:.1f}"'
            yield f'<circle {at} r="8" fill="#fff" stroke="{INK}" stroke-width="2"/>'
            yield f'<circle {at} r="4" fill="{INK}"/>'
        case Box():
            yield from _box(shape, sum(counts.get(id, 0) for id in shape.stop.ids))


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


def _chip(chip: Chip) -> Iterator[str]:
    left = chip.x - chip.width / 2
    yield (
        f'<rect x="{left:.1f}" y="{chip.y:.1f}" width="{chip.width:.1f}" '
        f'height="{chip.height:.1f}" rx="{min(11.0, chip.height / 2):.1f}" fill="#fff" '
        f'stroke="{PALE_LINE}"/>'
    )
    share = width(chip.share, SMALL, bold=True) + 7 if chip.share else 0
    for number, line in enumerate(chip.lines):
        y = chip.y + 3 + number * SMALL_LINE + 12
        yield _text(chip.x - share / 2, y, line, SMALL, "middle", "#475569")
    if chip.share:
        y = chip.y + chip.height / 2 + 4
        yield _text(left + chip.width - 10, y, chip.share, SMALL, "end", LOOKS[Kind.SPLIT].accent,
                    bold=True)  # fmt: skip


def _box(box: Box, count: int) -> Iterator[str]:
    look, left = LOOKS[box.stop.kind], box.x - box.width / 2
    step = box.stop.ids[0] if box.stop.ids else box.stop.kind
    yield f'<g data-line="{box.stop.line}" data-step="{escape(step)}">'
    yield f"<title>{escape(box.stop.sentence)}</title>"
    radius = box.height / 2 if look.pill and box.height <= 38 else 11
    yield (
        f'<rect x="{left:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{radius:.1f}" fill="{look.fill}" stroke="{look.border}" stroke-width="1.5"/>'
    )
    high = box.height - (len(box.rows) * ROW + 8 if box.rows else 0)
    yield _sign(box.stop.sign, left + EDGE, box.y + high / 2 - 12, look)
    yield from _words(box, left + EDGE + ICON, high, look)
    for number, row in enumerate(box.rows):
        yield from _row(row, left, box.y + high + number * ROW, box.width)
    yield "</g>"
    if count:
        yield from _badge(box.x + box.width / 2, box.y, count)


def _sign(sign: Sign, x: float, y: float, look: Look) -> str:
    return (
        f'<circle cx="{x + 12:.1f}" cy="{y + 12:.1f}" r="12" fill="{look.accent}"/>'
        f'<path transform="translate({x + 5.2:.1f} {y + 5.2:.1f}) scale(.85)" d="{PATHS[sign]}" '
        f'fill="none" stroke="{look.on_accent}" stroke-width="1.6" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    )


def _words(box: Box, x: float, high: float, look: Look) -> Iterator[str]:
    text = len(box.words) * LINE + (len(box.lead) + len(box.notes)) * SMALL_LINE
    y = box.y + (high - text) / 2
    for lines, size, step, bold, ink in (
        (box.lead, SMALL, SMALL_LINE, False, look.quiet),
        (box.words, LARGE, LINE, is_bold(box.stop), look.ink),
        (box.notes, SMALL, SMALL_LINE, False, look.quiet),
    ):
        for line in lines:
            yield _text(x, y + step * 0.74, line, size, "start", ink, bold=bold)
            y += step


def _row(row: Row, left: float, y: float, wide: float) -> Iterator[str]:
    split, stop = LOOKS[Kind.SPLIT], row.stop
    yield f'<g data-line="{stop.line}"><title>{escape(stop.sentence)}</title>'
    yield (
        f'<rect x="{left + 8:.1f}" y="{y + 1:.1f}" width="{wide - 16:.1f}" '
        f'height="{ROW - 3:.1f}" rx="6" fill="#fff"/>'
    )
    middle = y + ROW / 2 + 3.5
    yield _text(left + 56, middle, row.share, SMALL, "end", split.accent, bold=True)
    yield _text(left + 66, middle, stop.words, LARGE - 1, "start", INK, bold=True)
    yield _text(left + wide - EDGE, middle, stop.lead, SMALL, "end", GREY)
    yield "</g>"


def _badge(right: float, top: float, count: int) -> Iterator[str]:
    said = f"{count:,}"
    wide = width(said, SMALL + 0.5, bold=True) + 18
    yield (
        f'<rect x="{right - wide + 12:.1f}" y="{top - 11:.1f}" width="{wide:.1f}" height="22" '
        'rx="11" fill="#0f172a" stroke="#fff" stroke-width="2"/>'
    )
    yield _text(right + 12 - wide / 2, top + 4, said, SMALL + 0.5, "middle", "#fff", bold=True)


def _text(
    x: float, y: float, said: str, size: float, anchor: str, ink: str, *, bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="{ink}"{weight}>{escape(said)}</text>'
    )
