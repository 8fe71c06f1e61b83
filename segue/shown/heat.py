"""Cohorts as a picture: a heat map in SVG, without anything but shapes and text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from runtime.asking.cohorts import Cell, Cohort, Cohorts
from segue.shown.cohorts import name, shown, title
from segue.shown.figures import count

CELL, ROW, LEFT, TOP, EDGE = 46, 26, 170, 92, 16
"""Sizes in pixels: a cell, what stands beside and above the cells, and the margin."""

PALE, DEEP = (232, 240, 250), (8, 64, 129)
"""The colours of no share and of the greatest."""

FONT = "font-family='system-ui, sans-serif' font-size='12'"


def heat_map(found: Cohorts, zone: str) -> str:
    """The picture as text. The colour grows with the share, up to the greatest of those that are
    complete; a dashed cell is not complete."""
    longest = max((len(cohort.cells) for cohort in found.rows), default=0)
    width = max(LEFT + longest * CELL, 620) + EDGE
    height = TOP + len(found.rows) * ROW + EDGE
    return "\n".join([
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' "
        f"viewBox='0 0 {width} {height}' {FONT} fill='#222'>",
        f"<rect width='{width}' height='{height}' fill='#fff'/>",
        *_heading(found, zone, longest),
        *(line for place, cohort in enumerate(found.rows) for line in _row(found, place, cohort)),
        "</svg>\n",
    ])  # fmt: skip


def _heading(found: Cohorts, zone: str, longest: int) -> Iterator[str]:
    sentence, *notes = (line.replace("`", "") for line in title(found, zone))
    first, _, second = sentence.partition(", how many")
    yield f"<text x='{EDGE}' y='24' font-size='14'>{escape(first)}</text>"
    if second:
        note = "".join(f" Dashed: {each.removeprefix('* ')}." for each in notes)
        yield f"<text x='{EDGE}' y='44' fill='#666'>{escape('how many' + second + note)}</text>"
        yield _text(LEFT - 8, TOP - 10, "customers", "end")
        yield f"<text x='{EDGE}' y='{TOP - 10}'>first {found.unit}</text>"
    for later in range(1, longest + 1):
        yield _text(LEFT + (later - 0.5) * CELL, TOP - 10, str(later))


def _row(found: Cohorts, place: int, cohort: Cohort) -> Iterator[str]:
    middle = TOP + place * ROW + 17
    yield f"<text x='{EDGE}' y='{middle}'>{name(found.unit, cohort.start)}</text>"
    yield _text(LEFT - 8, middle, count(cohort.customers), "end")
    greatest = _greatest(found)
    for cell in cohort.cells:
        yield from _cell(cohort, cell, TOP + place * ROW, cohort.share(cell) / greatest)


def _cell(cohort: Cohort, cell: Cell, top: int, heat: float) -> Iterator[str]:
    left, warm = LEFT + (cell.later - 1) * CELL, min(1.0, heat)
    border = "" if cell.complete else " stroke='#666' stroke-dasharray='3 2'"
    yield (
        f"<rect x='{left + 1}' y='{top + 1}' width='{CELL - 2}' height='{ROW - 2}' "
        f"fill='{_colour(warm)}'{border}/>"
    )
    ink = "#fff" if warm > 0.5 else "#222"
    yield _text(left + CELL / 2, top + 17, shown(cohort, cell).removesuffix("*"), ink=ink)


def _greatest(found: Cohorts) -> float:
    shares = [
        cohort.share(cell) for cohort in found.rows for cell in cohort.cells if cell.complete
    ]
    return max(shares, default=0.0) or 1.0


def _colour(warm: float) -> str:
    mixed = (round(pale + (deep - pale) * warm) for pale, deep in zip(PALE, DEEP, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _text(x: float, y: float, text: str, anchor: str = "middle", ink: str = "#222") -> str:
    return f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}' fill='{ink}'>{text}</text>"
