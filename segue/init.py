"""`segue init`: a small working project to begin with."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shlex import quote
from shutil import copytree, ignore_patterns
from typing import Annotated

import typer

from segue.options import fail
from segue.shown.screen import console

KEPT = ignore_patterns(".segue")
"""What Segue keeps of a project for itself: in the template, where somebody checked it."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")],
) -> None:
    """Make a small working project: campaigns, tests, and data of its own."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fail(f"{folder} is not empty; name a new folder")
    with as_file(files("segue") / "template") as template:
        copytree(template, folder, dirs_exist_ok=True, ignore=KEPT)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        console().print(f"  {path}", markup=False)
    then = f"`cd {quote(str(folder))}` and `segue check`"
    console().print(f"made {folder}; go on with {then}", markup=False)
