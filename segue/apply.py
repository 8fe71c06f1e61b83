"""`segue apply`: from here on, the store runs what the files say."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, fail
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
    move: Annotated[
        bool, typer.Option("--move", help="Who is inside goes on by the new text, too.")
    ] = False,
    steps: Annotated[
        list[str] | None,
        typer.Option(
            "--step", metavar="CAMPAIGN:STEP=NOW",
            help="With --move: what a step is called now. As often as needed.",
        ),
    ] = None,
) -> None:
    """Bring the campaigns in as the files say: runs execute what was applied last.

    It holds from the instant up to which the project has run. Who is inside a campaign goes on by
    the text of their entry; wording, channels, the policy and stocks are the new ones for
    everybody. Nothing is brought in where somebody could not go on.

    With --move, who is inside goes on by the new text, from the step of the same name, as long as
    they would have stood there. Where for some it cannot be told how, it is said of whom, and
    nothing is brought in.
    """
    from segue.shown.applied import applied

    if steps and not move:
        fail("--step says where those go on who are moved along: say --move, too")
    applied(project, by, commit, dict(map(called, steps or [])) if move else None)


def called(text: str) -> tuple[tuple[str, str], str]:
    """What somebody says that a step is called now."""
    campaign, colon, rest = text.partition(":")
    step, sign, now = rest.partition("=")
    if not (campaign and colon and step and sign and now):
        fail(f"--step takes CAMPAIGN:STEP=NOW, as in `cart:2=reminder`, and not `{text}`")
    return (campaign, step), now
