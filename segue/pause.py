"""`segue pause`: nobody enters a campaign, and nobody in it goes on."""

from __future__ import annotations

from segue.options import HERE, Folder
from segue.shown.acts import By, Campaign, acting, who


def pause(campaign: Campaign, project: Folder = HERE, by: By = "") -> None:
    """Pause a campaign: nobody enters, nobody in it goes on, no message of it goes out.

    It holds from the instant up to which the project has run. What takes customers out still does,
    and goals count. `segue resume` ends it.
    """
    from runtime.acting import act as doing
    from runtime.telling.aloud import minute
    from segue.shown.acts import inside
    from segue.shown.figures import counted
    from segue.shown.screen import console, say

    name = who(by)
    with acting(project, campaign) as look:
        at = minute(look.project, doing.pause(look.connection, campaign, name))
        held = counted(inside(look.connection, campaign), "enrolment")
    say(console(), f"{campaign} is paused from {at} on: nobody enters, and {held} stand still")
