"""`segue check`: what is wrong with the campaign files, and with the data behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder, fail

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Show only findings in these files or folders.")
]


def check(
    paths: Paths = None,
    project: Folder = HERE,
    data: Annotated[
        bool, typer.Option("--data", help="Look at the tables, too: columns, types, values.")
    ] = False,
    output: Annotated[str, typer.Option(help="human or json.")] = "human",
) -> None:
    """Check every word of the campaign files.

    Ends with 0 where nothing is found, 1 where something is, 2 where there is no project.
    """
    from runtime.loading import load
    from segue.screen import as_json, console, show

    if output not in ("human", "json"):
        fail(f"`{output}` is no output; choose human or json")
    loaded = load(project)
    found = [d for d in loaded.diagnostics if within(d.span.path, paths, project)]
    if data and loaded.checked.project is not None:
        from segue.data import findings

        found += findings(loaded)
    if output == "json":
        print(as_json(found, loaded.sources))
    else:
        screen = console()
        show(screen, found, loaded.sources)
        screen.print(_verdict(len(found), len(loaded.sources)))
    raise typer.Exit(FINDINGS if found else CLEAN)


def within(path: str, paths: list[Path] | None, project: Path) -> bool:
    """Whether a finding's file is one of those asked for; a path counts from here or the root."""
    if not paths:
        return True
    place = (project / path).resolve()
    wanted = [candidate for p in paths for candidate in (p.resolve(), (project / p).resolve())]
    return any(place == want or place.is_relative_to(want) for want in wanted)


def _verdict(found: int, files: int) -> str:
    read = f"{files} file{'s' if files != 1 else ''}"
    if not found:
        return f"{read} checked: nothing found"
    return f"{read} checked: {found} finding{'s' if found != 1 else ''}"
