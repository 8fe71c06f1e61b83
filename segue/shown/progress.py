"""How far long work has come, shown only where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from compiler.zones import to_civil
from segue.shown.screen import console


@contextmanager
def ticking(zone: str) -> Iterator[Callable[[datetime], None]]:
    """Gives a function to tell each tick's end to; a line in the terminal follows it, on the clock
    of `zone`, and is gone at the end. Nothing is printed into a pipe."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda at: None
        return
    with screen.status("reading the data …") as line:
        yield lambda at: line.update(f"run up to {to_civil(at, zone):%Y-%m-%d %H:%M}")
