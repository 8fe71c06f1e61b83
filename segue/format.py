"""`segue format`: one layout for one meaning, comments kept."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder, fail


def format(
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
    """Lay the campaign files out in the one way there is.

    A declaration with mistakes stays as it is, letter by letter.
    """
    from segue.shown.screen import console

    screen = console()
    changed = 0
    files = _files(paths, project)
    for path in files:
        before, after = _formatted(path)
        if before == after:
            continue
        changed += 1
        if diff:
            print("".join(_difference(path, before, after)), end="")
        elif not check:
            path.write_text(after, encoding="utf-8", newline="\n")
        if not diff:
            screen.print(f"{'would change' if check else 'changed'} {path}")
    said = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    screen.print(f"{said}, {changed} {'to change' if check or diff else 'changed'}")
    raise typer.Exit(FINDINGS if changed and (check or diff) else CLEAN)


def _files(paths: list[Path] | None, project: Path) -> list[Path]:
    from runtime.folder import campaign_files

    found: list[Path] = []
    for path in paths or [project]:
        if path.is_file() and path.suffix != ".campaign":
            fail(f"{path} is no campaign file; their names end in .campaign")
        found += campaign_files(path) if path.is_dir() else [path]
    return found


def _formatted(path: Path) -> tuple[str, str]:
    from dsl.printer import Unsafe, format_source
    from dsl.source import Source
    from runtime.errors import Trouble
    from runtime.folder import read_text

    before = read_text(path)
    try:
        return before, format_source(Source(str(path), before))
    except Unsafe:
        raise Trouble(
            f"{path} stays as it is: its new layout would have changed what it means, "
            "which is a mistake of `segue format`; please report it with the file"
        ) from None


def _difference(path: Path, before: str, after: str) -> list[str]:
    return list(
        unified_diff(
            before.splitlines(keepends=True),
            after.splitlines(keepends=True),
            str(path),
            f"{path} (formatted)",
        )
    )
