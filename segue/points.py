"""`segue points`: the points that customers were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder

if TYPE_CHECKING:
    from runtime.looking.points import Entry


def points(
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER]", help="Only theirs, one by one.")]
    = "",
    project: Folder = HERE,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line for each gift of points.")
    ] = False,
) -> None:
    """Show what customers were given of points, and what of it is still valid.

    With --json, the whole ledger, one JSON object a line: name, customer, campaign, step, offer,
    at, points, ends. The name tells gifts apart, so that no points are credited twice.
    """
    import json

    from runtime.forgetting.suppression import Suppression
    from runtime.looking.look import looked
    from runtime.looking.points import balances, entries
    from runtime.report.making import ran_until
    from segue.shown.points import render_balances, render_entries
    from segue.shown.screen import console, say

    with looked(project) as look:
        found = entries(look.connection, customer)
        if customer and not found:
            Suppression(look.connection, look.settings.secret).refuse(customer)
        until, zone = ran_until(look.connection), look.project.policy.timezone
        everybody = balances(look.connection, until)
    for note in look.notes:
        say(console(stderr=True), note)
    if as_json:
        for entry in found:
            print(json.dumps(plain(entry), ensure_ascii=False))
    elif not found:
        whom = f"to {customer}" if customer else "yet"
        say(console(), f"no points were given {whom}")
    elif customer:
        render_entries(found, zone, console())
    else:
        render_balances(everybody, until, zone, console())


def plain(entry: Entry) -> dict[str, str | int | None]:
    """An entry as the JSON lines show it; instants are in UTC."""
    return {
        "name": entry.name, "customer": entry.customer, "campaign": entry.campaign,
        "step": entry.step, "offer": entry.offer,
        "at": entry.at.isoformat().replace("+00:00", "Z"),
        "points": int(entry.points),
        "ends": entry.ends.isoformat().replace("+00:00", "Z") if entry.ends else None,
    }  # fmt: skip
