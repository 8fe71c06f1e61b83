"""`segue resume`: a campaign that was paused or stopped runs again."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, fail
from segue.shown.acts import By, Campaign, acting, who


def resume(
    campaign: Campaign,
    project: Folder = HERE,
    keep_dates: Annotated[
        bool, typer.Option("--keep-dates", help="Who waits does so until when they did before.")
    ] = False,
    restart_waits: Annotated[
        bool, typer.Option("--restart-waits", help="Who waits begins to wait anew.")
    ] = False,
    skip_overdue: Annotated[
        bool,
        typer.Option(
            "--skip-overdue", help="As --keep-dates, without the messages of who goes on late."
        ),
    ] = False,
    by: By = "",
) -> None:
    """Let a campaign run again, from the instant up to which the project has run.

    After a pause, say what becomes of those who wait in it: with --keep-dates and --skip-overdue,
    those whose wait was over in the pause go on at once; with --restart-waits, all waits begin
    anew. After a stop nobody is in it.
    """
    from runtime.acting import act as doing
    from runtime.acts import Dates
    from runtime.telling.aloud import minute
    from segue.shown.screen import console, say

    said = {Dates.KEEP: keep_dates, Dates.RESTART: restart_waits, Dates.SKIP: skip_overdue}
    chosen = [dates for dates, so in said.items() if so]
    if len(chosen) > 1:
        fail("--keep-dates, --restart-waits and --skip-overdue are three ways: choose one of them")
    name = who(by)
    with acting(project, campaign) as look:
        dates = chosen[0] if chosen else None
        at = minute(look.project, doing.resume(look.connection, campaign, name, dates))
    say(console(), f"{campaign} runs again, from {at} on")
