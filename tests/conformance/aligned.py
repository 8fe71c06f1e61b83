"""Lays out the tables of all cases: `python -m tests.conformance.aligned`."""

from __future__ import annotations

import csv
from itertools import zip_longest
from pathlib import Path

from tests.conformance.reading import HERE


def aligned(text: str) -> str:
    """A table whose cells stand below each other; remarks stay as they are."""
    lines = text.splitlines()
    rows = {
        number: [_quoted(cell.strip()) for cell in next(csv.reader([line], skipinitialspace=True))]
        for number, line in enumerate(lines) if line and line[0] != "#"
    }  # fmt: skip
    widths = [max(map(len, column)) for column in zip_longest(*rows.values(), fillvalue="")]
    return "".join(
        (_row(rows[number], widths) if number in rows else line) + "\n"
        for number, line in enumerate(lines)
    )


def _row(cells: list[str], widths: list[int]) -> str:
    *first, last = cells
    wide = (f"{cell},".ljust(width + 2) for cell, width in zip(first, widths, strict=False))
    return f"{''.join(wide)}{last}".rstrip()


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & {",", '"'} else cell


def tables() -> list[Path]:
    """All tables of all cases."""
    return sorted(HERE.glob("S*/*/*.csv"))


if __name__ == "__main__":
    for path in tables():
        path.write_text(aligned(path.read_text("utf-8")), encoding="utf-8")
