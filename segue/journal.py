"""`segue journal`: all decisions, one row each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder

if TYPE_CHECKING:
    from runtime.journal import Row

SHOWN = (
    "customer", "campaign", "version", "kind", "step", "message", "channel", "arm", "reason",
    "rule",
)  # fmt: skip


def journal(
    project: Folder = HERE,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, for programs.")
    ] = False,
    customer: Annotated[str, typer.Option(metavar="KEY", help="Only this customer.")] = "",
    campaign: Annotated[str, typer.Option(metavar="NAME", help="Only this campaign.")] = "",
) -> None:
    """Print the journal: every decision, by customer and in order.

    With --json, one JSON object a line: at, customer, campaign, version, kind, step, message,
    channel, arm, reason, rule.
    """
    from runtime.forgetting.suppression import Suppression
    from runtime.looking.look import journal_of, looked
    from runtime.report.definitions import with_versions
    from runtime.telling.aloud import aloud
    from segue.shown.screen import console, say

    with looked(project) as look:
        rows = [
            row
            for row in journal_of(look)
            if customer in ("", row.customer) and campaign in ("", row.campaign)
        ]
        if customer and not rows:
            Suppression(look.connection, look.settings.secret).refuse(customer)
        spoken = with_versions(look.connection, look.project, {row.campaign for row in rows})
    for note in look.notes:
        say(console(stderr=True), note)
    screen = console()
    for row in rows:
        if as_json:
            print(json.dumps(plain(row), ensure_ascii=False))
        else:
            say(screen, f"{row.customer}  {aloud(spoken, row)}")
    if not rows:
        say(console(stderr=True), "the journal has no such row" if customer or campaign else
            "the journal is empty: nobody has entered yet")  # fmt: skip


def plain(row: Row) -> dict[str, str]:
    """A row as the JSON lines show it; instants are in UTC."""
    at = row.at.isoformat().replace("+00:00", "Z")
    return {"at": at} | {name: str(getattr(row, name)) for name in SHOWN}
