"""`segue apply`: from here on, the store runs what the files say."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder
from segue.shown.acts import By


def apply(
    project: Folder = HERE,
    by: By = "",
    commit: Annotated[
        str,
        typer.Option(
            "--commit", metavar="REV", help="Where the files come from.",
            show_default="what git says of the folder",
        ),
    ] = "",
) -> None:
    """Bring the campaigns in as the files say: runs execute what was applied last.

    It holds from the instant up to which the project has run. Who is inside a campaign goes on by
    the text of their entry; wording, channels, the policy and stocks are the new ones for
    everybody. Nothing is brought in where somebody could not go on.
    """
    from segue.shown.applied import applied

    applied(project, by, commit)
