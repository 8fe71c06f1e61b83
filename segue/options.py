"""What the commands have in common: options, the project's folder, instants, exit codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.text import Text

from segue.shown.screen import console, say

CLEAN, FINDINGS, TROUBLE = 0, 1, 2
"""Exit codes: nothing found, something found, wrong usage or a project that cannot be read."""

HERE = Path()


def _before_the_verb(context: typer.Context, value: Path) -> Path:
    """What stands before the verb (`segue -C shop check`) holds where nothing stands behind it."""
    named: Path | None = context.obj
    return named if value == HERE and named is not None else value


Folder = Annotated[
    Path,
    typer.Option(
        "--project", "-C", metavar="DIR", help="The project's folder.", show_default="here",
        callback=_before_the_verb,
    ),
]  # fmt: skip

Json = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with the exit code for trouble."""
    complain(message)
    raise typer.Exit(TROUBLE)


def complain(message: str) -> None:
    """Say on the error stream what is wrong."""
    first, *rest = message.splitlines()
    screen = console(stderr=True)
    say(screen, Text("error", "bold red").append(f": {first}", "default not bold"))
    for line in rest:
        say(screen, line, indent=2)


def known(what: str, name: str, declared: Iterable[str]) -> str:
    """The name, where it is declared; fails with the nearest one where it is not."""
    from compiler.suggest import listed, nearest

    names = list(declared)
    if name in names:
        return name
    near = nearest(name, names)
    are = "is" if len(names) == 1 else "are"
    there = f"; there {are} {listed(names)}" if names else ""
    fail(f"there is no {what} `{name}`" + (f"; did you mean `{near}`?" if near else there))


def asked_for(paths: list[Path] | None, project: Path, files: Iterable[str]) -> list[str]:
    """Those of the project's campaign files that lie in the paths; all where there are none. A
    path counts from here, else from the project. Fails where one leads to no campaign file: a slip
    would find nothing."""
    known = {name: (project / name).resolve() for name in files}
    if not paths:
        return list(known)
    found: set[str] = set()
    for path in paths:
        places = [place.resolve() for place in (path, project / path) if place.exists()]
        inside = {
            name for name, file in known.items() for place in places if file.is_relative_to(place)
        }
        if not inside:
            fail(_no_campaign_file(path, places, project.resolve()))
        found |= inside
    return [name for name in known if name in found]


def _no_campaign_file(path: Path, places: list[Path], project: Path) -> str:
    if not places:
        return f"there is no file or folder {path}"
    if not any(place.is_relative_to(project) for place in places):
        return f"{path} is not in the project; name its project with --project DIR"
    if places[0].is_dir():
        return f"there is no campaign file in {path}"
    return f"{path} is no campaign file; their names end in .campaign"


def instant(text: str, zone: str, option: str) -> datetime:
    """An instant as people type it, on the policy's clock: `2026-12-01`, `2026-12-01 09:00`,
    or with an offset behind it (`2026-12-01T09:00:00Z`)."""
    from compiler.zones import to_instant

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"`{text}` behind {option} is no instant; write 2026-12-01 or '2026-12-01 09:00'")
    return moment.astimezone(UTC) if moment.tzinfo else to_instant(moment, zone)
