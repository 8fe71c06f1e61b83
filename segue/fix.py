"""`segue fix`: what is found wrong and has one right way to be written, written so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder, asked_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dsl.source import Source
    from runtime.loading import Loaded


def fix(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the whole project where none.")
    ] = None,
    project: Folder = HERE,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; end with 1 where something would.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Change nothing; show what would change.")
    ] = False,
) -> None:
    """Put right what has one right way to be written.

    Only what can be meant in one way is changed: signs and spellings of other languages, pasted
    quotes and spaces, silences that silence nothing. A name that is misspelt is left to you.
    """
    from compiler.fixing import fixed
    from runtime.loading import load
    from segue.shown.fixes import difference, show_fixes, verdict
    from segue.shown.screen import console

    screen = console()
    loaded = load(project)
    chosen = asked_for(paths, project, loaded.sources)
    done = fixed(loaded.sources, loaded.texts, chosen)
    changed = {path: each for path, each in done.sources.items() if each != loaded.sources[path]}
    if diff:
        for path, source in changed.items():
            print(difference(loaded.sources[path], source), end="")
    else:
        show_fixes(screen, done.fixes)
    if not (check or diff):
        _write(loaded, changed)
    screen.print(verdict(len(done.fixes), len(changed), done.left, written=not (check or diff)))
    raise typer.Exit(FINDINGS if changed and (check or diff) else CLEAN)


def _write(loaded: Loaded, changed: Mapping[str, Source]) -> None:
    for path, source in changed.items():
        (loaded.root / path).write_bytes(source.text.encode())
