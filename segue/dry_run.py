"""`segue dry-run`: what would have happened, over the data at hand."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from segue.options import HERE, Folder, Json, fail, instant, known


def dry_run(
    since: Annotated[str, typer.Option("--from", metavar="INSTANT", help="Where it begins.")],
    until: Annotated[str, typer.Option("--until", metavar="INSTANT", help="Where it ends.")],
    campaigns: Annotated[
        list[str] | None, typer.Argument(help="Show only these campaigns.")
    ] = None,
    project: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Show what would have happened: entries, messages, drops, arms, leaves, costs, goals.

    Sends nothing and leaves no trace. All campaigns run, since they share caps; name some to see
    only those. What people did is what they did without these messages.
    """
    from runtime.report.model import to_json
    from runtime.report.summary import summary
    from runtime.running.run import rehearse
    from runtime.workspace.workspace import rehearsing
    from segue.shown.progress import ticking
    from segue.shown.screen import console
    from segue.shown.summary import render_summary

    with rehearsing(project) as workspace:
        zone = workspace.project.policy.timezone
        start, end = instant(since, zone, "--from"), instant(until, zone, "--until")
        if start >= end:
            fail(f"--until {until} is not after --from {since}")
        declared = workspace.project.campaigns
        chosen = [known("campaign", name, declared) for name in campaigns or []]
        with ticking(zone) as told:
            rehearse(workspace, start, end, told)
        found = summary(workspace.connection, workspace.project, chosen)
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    else:
        render_summary(found, console())
