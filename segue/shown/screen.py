"""The terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

HANGING = 4
"""Lines that go on are indented by so much more than the first."""


def console(*, stderr: bool = False) -> Console:
    """The console that every command prints to: no guessing, no wrapping of piped output."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def say(screen: Console, line: str | Text, indent: int = 0) -> None:
    """One line of words: in a terminal wrapped between words, in a pipe as long as it is, so that
    a program finds one thing on one line."""
    text = line if isinstance(line, Text) else Text(line)
    width = screen.width - indent - HANGING
    parts = text.wrap(screen, width) if screen.is_terminal and width > HANGING else [text]
    for number, part in enumerate(parts):
        part.rstrip()
        screen.print(Text(" " * (indent + (HANGING if number else 0))) + part)
