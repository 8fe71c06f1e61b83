"""`segue forget`: nothing in the store says any more who a customer was."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, fail


def forget(
    customer: Annotated[str, typer.Argument(help="The customer's key.")],
    project: Folder = HERE,
) -> None:
    """Forget a customer: their key and fields go from the store, for good.

    They leave every campaign, what is planned for them is withdrawn, and nothing of them is
    recorded again. What was decided stays under a name that says nothing of them, so that reports
    of the past do not change. Segue must not run meanwhile.
    """
    from runtime.forgetting.forget import forget as forgotten
    from runtime.looking.look import looked
    from runtime.store.hands import others
    from runtime.store.leading import Led, lead
    from runtime.telling.aloud import minute
    from segue.shown.figures import counted
    from segue.shown.screen import console, say

    with looked(project) as look:
        try:
            lead(look.connection)
        except Led as led:
            fail(f"this store is run by {led.who}: stop it, forget, and start it again")
        if others(look.connection):
            fail("another run stands by over this store: stop it, forget, and start it again")
        done = forgotten(look.connection, customer, look.settings.secret)
        at = minute(look.project, done.at)
    if done.before:
        say(console(), f"{customer} was forgotten before: there is nothing to do")
    elif not done.seen:
        say(console(), f"Segue had recorded nothing of {customer}, and never will")
    else:
        ended = counted(done.enrolments, "enrolment")
        gone = counted(done.messages, "message")
        say(console(), f"{customer} is forgotten from {at} on: {ended} ended, {gone} withdrawn")
    say(console(stderr=True), "what lies outside the store is yours to clean: the shop's tables, "
        "files to which messages and calls are written, backups")  # fmt: skip
