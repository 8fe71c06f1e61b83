"""`segue explain`: why this customer got, and did not get, what."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, known


def explain(
    customer: Annotated[str, typer.Argument(help="The customer's key.")],
    project: Folder = HERE,
    campaign: Annotated[str, typer.Option(metavar="NAME", help="Only this campaign.")] = "",
) -> None:
    """Read a customer's journal aloud: what they got, what they did not get, and why.

    Each line ends with the rule that decided. Entries that `only if` kept out are worked out anew
    from what Segue has recorded, since the journal does not hold them.
    """
    from runtime.applying.applied import live
    from runtime.telling.explaining import explained
    from segue.shown.screen import console, say

    screen = console()
    with live(project, begun=True) as workspace:
        if campaign:
            known("campaign", campaign, workspace.project.campaigns)
        for line in explained(workspace, customer, campaign):
            say(screen, line)
