"""How the edits look that `segue fix` makes."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import unified_diff

from rich.console import Console
from rich.text import Text

from compiler.fixing import Fix
from dsl.source import Source

LONGEST = 40
"""How much of a text is shown."""


def show_fixes(screen: Console, fixes: Iterable[Fix]) -> None:
    """One line for each edit: where, of which check, what stood there and what stands there now."""
    for fix in sorted(fixes, key=lambda each: (each.found.span.path, each.line)):
        text = Text(f"{fix.found.span.path}:{fix.line}", "blue")
        text.append(f"  {fix.found.code} {fix.found.name}: ", "default not bold")
        screen.print(text.append(_done(fix)))


def _done(fix: Fix) -> str:
    before, after = _shown(fix.before), _shown(fix.after)
    if fix.before.split() == fix.after.split():
        return "plain spaces"
    return f"{before} is now {after}" if fix.after.strip() else f"took out {before}"


def _shown(text: str) -> str:
    """The text in back-quotes, in one line and not too long of it."""
    line = " ".join(text.split())
    short = line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
    return f"'{short}'" if "`" in short else f"`{short}`"


def difference(before: Source, after: Source) -> str:
    """What changes in a file, as a patch."""
    lines = unified_diff(
        before.text.splitlines(keepends=True), after.text.splitlines(keepends=True),
        before.path, f"{after.path} (fixed)",
    )  # fmt: skip
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def verdict(fixes: int, files: int, left: int, *, written: bool) -> str:
    """What was done, and what is left to somebody."""
    done = f"{_many(fixes, 'fix', 'es')} in {_many(files, 'file')}" if fixes else "nothing to fix"
    if fixes and not written:
        done += " to make"
    if not left:
        return done
    are = "is" if left == 1 else "are"
    return f"{done}; {_many(left, 'finding')} {are} left to you: see `segue check`"


def _many(number: int, what: str, ending: str = "s") -> str:
    return f"{number} {what}{'' if number == 1 else ending}"
