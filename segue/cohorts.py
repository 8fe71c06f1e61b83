"""`segue cohorts`: of those who did something first in one month, how many came back when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from segue.options import HERE, Folder, Json, fail, instant, known

UNITS = ("month", "week")


def cohorts(
    event: Annotated[str, typer.Argument(help="An event, such as `purchase`.")],
    project: Folder = HERE,
    by: Annotated[str, typer.Option(metavar="UNIT", help="month or week.")] = "month",
    at: Annotated[
        str, typer.Option(metavar="INSTANT", help="What lies before this instant; else now.")
    ] = "",
    picture: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Also draw it as a heat map.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show, by month of the first event, which share did it again in each later month.

    Months and weeks are those of the policy's clock. A share behind which `*` stands is of a month
    that is not over.
    """
    if by not in UNITS:
        fail(f"`{by}` behind --by is no unit; write month or week")
    if picture is not None and picture.suffix != ".svg":
        fail(f"`{picture}` behind --picture is no name of an SVG file; write {picture.stem}.svg")
    from runtime.asking.cohorts import cohorts as found_in
    from runtime.asking.cohorts import to_json
    from runtime.asking.data import asked
    from runtime.clock import now
    from segue.shown.cohorts import render_cohorts
    from segue.shown.heat import heat_map
    from segue.shown.screen import console

    with asked(project) as data:
        known("event", event, data.project.events)
        zone = data.project.policy.timezone
        moment = instant(at, zone, "--at") if at else now()
        found = found_in(data, event, by, moment)
    if picture is not None:
        picture.write_text(heat_map(found, zone), encoding="utf-8")
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    else:
        render_cohorts(found, console(), zone)
