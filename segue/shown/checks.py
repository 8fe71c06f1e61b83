"""How a check looks that is explained, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from compiler.codes import Code as CompilerCode
from compiler.explaining import EXAMPLE, IN_WORDS, fixing, found, kind, silencing
from dsl.codes import Code
from dsl.source import Source
from segue.shown.diagnostics import show
from segue.shown.screen import say


def show_all(screen: Console, entries: Iterable[Code]) -> None:
    """Every check with its name, in the order of codes."""
    for entry in sorted(entries, key=lambda each: each.code):
        screen.print(Text(entry.code, "bold").append(f"  {entry.name}", "default not bold"))


def show_check(screen: Console, entry: Code) -> None:
    """Why it is there, the wrong example and what is said of it, the right one, what to do."""
    screen.print(Text(f"{entry.code} {entry.name}", "bold").append(f", {kind(entry)}"))
    screen.print()
    say(screen, entry.why)
    screen.print()
    if entry.code in IN_WORDS:
        say(screen, f"Wrong: {entry.bad}.")
        say(screen, f"Right: {entry.good}.")
        screen.print()
    else:
        _examples(screen, entry)
    say(screen, fixing(entry))
    say(screen, silencing(entry))


def _examples(screen: Console, entry: Code) -> None:
    if isinstance(entry, CompilerCode):
        for path, text in entry.files.items():
            _example(screen, f"{path} is", text)
    _example(screen, "Wrong is", entry.bad)
    source = Source(EXAMPLE, entry.bad.strip("\n"))
    show(screen, found(entry, source.text), {EXAMPLE: source})
    _example(screen, "Right is", entry.good)


def _example(screen: Console, title: str, text: str) -> None:
    screen.print(Text(f"{title}:", "bold cyan"))
    for line in text.strip("\n").split("\n"):
        screen.print(Text(f"    {line}" if line else ""))
    screen.print()
