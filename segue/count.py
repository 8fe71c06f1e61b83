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
    from runtime.aloud import minute
    from runtime.asking import asked
    from runtime.counting import Counting
    from runtime.workspace import now
    from segue.shown.screen import console, say

    with asked(project) as data:
        known("segment", name, {**data.project.segments, **data.project.groups})
        zone = data.project.policy.timezone
        moment = instant(at, zone, "--at") if at else now()
        counting = Counting(data, name, moment)
        screen = console()
        for group, customers in counting.counted():
            screen.print(f"{customers:>12,}  {group}", markup=False)
        for prediction, reason in counting.untold():
            say(console(stderr=True), f"`{prediction}` is unknown for everybody: {reason}")
        for movement, until in counting.unwatched():
            since = "from the first `segue run` on"
            told = f"up to {minute(data.project, until)}" if until else since
            say(console(stderr=True), f"{movement} are kept {told}")
        for key, group in counting.members(show) if show else ():
            screen.print(f"{key}  {group}".rstrip(), markup=False)
