"""What is wrong with the data, as it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the data. `what` is the declaration (`event purchase`), `help` what to
    do. `count` and `example`: how many rows, and one of their values. `stops`: nothing can be
    read until it is mended; else the values concerned are unknown."""

    what: str
    title: str
    help: str = ""
    count: int = 0
    example: str = ""
    stops: bool = False

    def __str__(self) -> str:
        return f"{self.what}: {self.title}" + (f" ({self.help})" if self.help else "")
