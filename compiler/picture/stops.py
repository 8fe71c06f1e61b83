"""Stops, and the words on ways, as elements of SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from compiler.picture.boxes import EDGE, ICON, LARGE, LINE, ROW, SMALL, SMALL_LINE, is_bold
from compiler.picture.colours import GREY, INK, LOOKS, PALE_LINE, Look
from compiler.picture.drawing import Box, Chip, Row
from compiler.picture.journey import Kind, Sign
from compiler.picture.lettering import width
from compiler.picture.signs import PATHS


def drawn_chip(chip: Chip) -> Iterator[str]:
    """The words on a way."""
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


def drawn_box(box: Box, count: int) -> Iterator[str]:
    """A stop with its sign, its text, and how many stand there; none where that is 0."""
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
