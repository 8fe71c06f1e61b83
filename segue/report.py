"""`segue report`: what the campaigns brought."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from segue.options import HERE, Folder, Json, instant, known


def report(
    campaigns: Annotated[
        list[str] | None, typer.Argument(help="Report only these campaigns.")
    ] = None,
    project: Folder = HERE,
    since: Annotated[
        str, typer.Option("--from", metavar="INSTANT", help="Only who entered since then.")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="INSTANT", help="Only who entered before then.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show what the campaigns brought: goals against targets, the held-out and each arm.

    It says `not yet` rather than guess. One may look whenever and however often one likes.
    """
    from runtime.applying.applied import live
    from runtime.report.making import report as made
    from runtime.report.model import to_json
    from runtime.report.scope import Period
    from segue.shown.report import render_report
    from segue.shown.screen import console

    with live(project, begun=True) as workspace:
        zone = workspace.project.policy.timezone
        period = Period(
            instant(since, zone, "--from") if since else None,
            instant(until, zone, "--until") if until else None,
        )
        declared = workspace.project.campaigns
        chosen = [known("campaign", name, declared) for name in campaigns or []]
        found = made(workspace.connection, workspace.project, chosen, period)
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    else:
        render_report(found, console(), zone)
