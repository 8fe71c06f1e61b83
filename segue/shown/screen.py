"""The terminal."""

from __future__ import annotations

from rich.console import Console


def console(*, stderr: bool = False) -> Console:
    """The console that every command prints to: no guessing, no wrapping of piped output."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)
