"""`segue count`: how many customers are in a segment, and who."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, fail, instant, known


def count(
    name: Annotated[str, typer.Argument(help="A segment, or groups.")],
    project: Folder = HERE,
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of this instant; else now.")] = "",
    show: Annotated[int, typer.Option(metavar="N", help="Also show so many.")] = 0,
) -> None:
    """Count the customers in a segment, or in each of the groups, on your data."""
    if show < 0:
        fail(f"`{show}` behind --show is no number of customers; write 0 or more")
    from runtime.counting import counted, members, untold
    from runtime.workspace import now, opened
    from segue.shown.screen import console, say

    with opened(project, scratch=True) as workspace:
        declared = {**workspace.project.segments, **workspace.project.groups}
        known("segment", name, declared)
        moment = instant(at, workspace.project.policy.timezone, "--at") if at else now()
        screen = console()
        for group, customers in counted(workspace, name, moment):
            screen.print(f"{customers:>12,}  {group}", markup=False)
        for prediction, reason in untold(workspace, name, moment):
            say(console(stderr=True), f"`{prediction}` is unknown for everybody: {reason}")
        for key, group in members(workspace, name, moment, show) if show else ():
            screen.print(f"{key}  {group}".rstrip(), markup=False)
