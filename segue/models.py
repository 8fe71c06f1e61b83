"""`segue models`: how predictions were fitted, and how they held against what happened."""

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
    happened.

    What happened is known once the time of the prediction is over: say `--at` a day that is so long
    ago.
    """
    from runtime.models import models as found_in
    from runtime.models import to_json
    from runtime.workspace import opened
    from segue.shown.models import render_models
    from segue.shown.screen import console

    with opened(project, begun=True) as workspace:
        zone = workspace.project.policy.timezone
        moment = instant(at, zone, "--at") if at else None
        found = found_in(workspace.connection, workspace.project, moment)
        declared = list(workspace.project.predictions)
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    else:
        render_models(found, declared, console(), zone)
