"""`segue journal`: all decisions, one row each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder, Json

if TYPE_CHECKING:
    from runtime.journal import Row


def journal(
    project: Folder = HERE,
    as_json: Json = False,
    customer: Annotated[str, typer.Option(metavar="KEY", help="Only this customer.")] = "",
    campaign: Annotated[str, typer.Option(metavar="NAME", help="Only this campaign.")] = "",
) -> None:
    """Print the journal: every decision, by customer and in order.

    With --json, one JSON object a line: at, customer, campaign, kind, step, message, channel, arm,
    reason, rule.
    """
    from runtime.aloud import aloud
    from runtime.running import journal_rows
    from runtime.workspace import opened
    from segue.shown.screen import console

    screen = console()
    with opened(project) as workspace:
        for row in journal_rows(workspace):
            if customer not in ("", row.customer) or campaign not in ("", row.campaign):
                continue
            if as_json:
                print(json.dumps(plain(row), ensure_ascii=False))
            else:
                screen.print(f"{row.customer}  {aloud(workspace.project, row)}", markup=False)


def plain(row: Row) -> dict[str, str]:
    """A row as the JSON lines show it; instants are in UTC."""
    shown = ("customer", "campaign", "kind", "step", "message", "channel", "arm", "reason", "rule")
    at = row.at.isoformat().replace("+00:00", "Z")
    return {"at": at} | {name: str(getattr(row, name)) for name in shown}
