"""What the commands have in common: options, the project's folder, instants, exit codes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from segue.shown.screen import console

CLEAN, FINDINGS, TROUBLE = 0, 1, 2
"""Exit codes: nothing found, something found, wrong usage or a project that cannot be read."""

Folder = Annotated[
    Path,
    typer.Option(
        "--project", "-C", metavar="DIR", help="The project's folder.", show_default="here"
    ),
]
HERE = Path()

Json = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with the exit code for trouble."""
    console(stderr=True).print(f"[bold red]error[/]: {message}", markup=True)
    raise typer.Exit(TROUBLE)


def instant(text: str, zone: str, option: str) -> datetime:
    """An instant as people type it, on the policy's clock: `2026-12-01`, `2026-12-01 09:00`,
    or with an offset behind it (`2026-12-01T09:00:00Z`)."""
    from compiler.zones import to_instant

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"`{text}` behind {option} is no instant; write 2026-12-01 or '2026-12-01 09:00'")
    return moment.astimezone(UTC) if moment.tzinfo else to_instant(moment, zone)
