"""`segue models`: how predictions were fitted, and how they held against what happened; and when
customers do what they do."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from segue.options import HERE, Folder, Json, instant


def models(
    project: Folder = HERE,
    at: Annotated[
        str, typer.Option(metavar="INSTANT", help="As of the snapshot then; else the latest.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show each `predict`: its parameters, and, by tenths of the customers, what it said and what
    happened. Where campaigns wait for the best hour, show what customers do in which.

    What happened is known once the time of the prediction is over: say `--at` a day that is so long
    ago.
    """
    from compiler.hours import wanted
    from runtime.applying.applied import live
    from runtime.looking import best_hours
    from runtime.looking.models import models as found_in
    from runtime.looking.models import to_json
    from segue.shown.hours import render_hours
    from segue.shown.models import render_models
    from segue.shown.screen import console

    with live(project, begun=True) as workspace:
        zone = workspace.project.policy.timezone
        moment = instant(at, zone, "--at") if at else None
        found = found_in(workspace.connection, workspace.project, moment)
        declared = list(workspace.project.predictions)
        waited = wanted(workspace.project.campaigns.values())
        hours = best_hours.best_hours(workspace.connection, workspace.project, moment)
    if as_json:
        also = [best_hours.to_json(hours)] if waited and hours is not None else []
        print(json.dumps([*to_json(found), *also], ensure_ascii=False, indent=2))
        return
    if declared or not waited:
        render_models(found, declared, console(), zone)
    if waited:
        render_hours(hours, console(), zone)
