"""The file of a pool: its codes, one a line."""

from __future__ import annotations

from collections.abc import Iterator


def codes(text: str) -> Iterator[tuple[int, str]]:
    """The codes of a pool's file with the numbers of their lines: one a line; blank lines and the
    space around a code do not count."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            yield number, line.strip()
