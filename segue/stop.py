"""`segue stop`: everybody in a campaign leaves it, and nothing that it planned goes out."""

from __future__ import annotations

from segue.options import HERE, Folder
from segue.shown.acts import By, Campaign, acting, who


def stop(campaign: Campaign, project: Folder = HERE, by: By = "") -> None:
    """Stop a campaign: everybody in it leaves, and what is planned is withdrawn.

    It holds from the instant up to which the project has run. What has gone out has gone out, and
    goals count. `segue resume` lets customers in again; who was in stays out of what they left.
    """
    from runtime.acting import act as doing
    from runtime.telling.aloud import minute
    from segue.shown.figures import counted
    from segue.shown.screen import console, say

    name = who(by)
    with acting(project, campaign) as look:
        done = doing.stop(look.connection, campaign, name)
        at = minute(look.project, done.at)
    ended = counted(done.enrolments, "enrolment")
    gone = counted(done.messages, "message")
    say(console(), f"{campaign} is stopped from {at} on: {ended} ended, {gone} withdrawn")
