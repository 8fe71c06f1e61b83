"""`segue count`: how many customers are in a segment, and who."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segue.options import HERE, Folder, Json, fail, instant, known

if TYPE_CHECKING:
    from runtime.asking.costs import Cost


def count(
    name: Annotated[str, typer.Argument(help="A segment, or groups.")],
    project: Folder = HERE,
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of this instant; else now.")] = "",
    show: Annotated[int, typer.Option(metavar="N", help="Also show so many.")] = 0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Do not count: say what it would read.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Count the customers in a segment, or in each of the groups, on your data.

    With --explain, say beforehand which tables are read, how often and how much of them, and which
    conditions look at the whole history of an event.
    """
    if show < 0:
        fail(f"`{show}` behind --show is no number of customers; write 0 or more")
    from runtime.asking.costs import cost
    from runtime.asking.counting import Counting
    from runtime.asking.data import asked
    from runtime.clock import now
    from runtime.telling.aloud import minute
    from segue.shown.screen import console, say

    with asked(project) as data:
        known("segment", name, {**data.project.segments, **data.project.groups})
        moment = instant(at, data.project.policy.timezone, "--at") if at else now()
        if explain:
            _explain(cost(data, name, moment, project), data.project.policy.timezone, as_json)
            return
        counting = Counting(data, name, moment)
        counted, untold = counting.counted(), counting.untold()
        unwatched = counting.unwatched()
        members = counting.members(show) if show else []
    for prediction, reason in untold:
        say(console(stderr=True), f"`{prediction}` is unknown for everybody: {reason}")
    for movement, until in unwatched:
        told = f"up to {minute(data.project, until)}" if until else NOT_YET
        say(console(stderr=True), f"{movement} are kept {told}")
    if as_json:
        print(json.dumps(_to_json(counted, members), ensure_ascii=False, indent=2))
        return
    screen = console()
    for group, customers in counted:
        screen.print(f"{customers:>12,}  {group}", markup=False)
    for key, group in members:
        screen.print(f"{key}  {group}".rstrip(), markup=False)


NOT_YET = "from the first `segue run` on"


def _explain(found: Cost, zone: str, as_json: bool) -> None:
    from runtime.asking.costs import to_json
    from segue.shown.costs import render_cost
    from segue.shown.screen import console

    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    else:
        render_cost(found, console(), zone)


def _to_json(counted: list[tuple[str, int]], members: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "counted": [{"name": name, "customers": count} for name, count in counted],
        "members": [{"customer": key, "group": group or None} for key, group in members],
    }
