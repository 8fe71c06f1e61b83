"""`segue snapshots`: the values across customers as they were last taken."""

from __future__ import annotations

from segue.options import HERE, Folder, Json


def snapshots(project: Folder = HERE, as_json: Json = False) -> None:
    """Show the values across customers that the latest snapshots hold, and when they were taken.

    These are averages and the like `across` a segment, the parameters of predictions, and in which
    hours customers do what they do, as the campaigns see them until 00:00 of the policy's clock.
    """
    import json

    from compiler.zones import to_civil
    from runtime.looking.look import looked
    from runtime.looking.taken import latest, shown, to_json
    from segue.shown.figures import table
    from segue.shown.screen import console, say

    with looked(project) as look:
        found = latest(look.connection)
        zone = look.project.policy.timezone
    for note in look.notes:
        say(console(stderr=True), note)
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    elif not found:
        say(console(), "no snapshot holds anything: nothing in the files looks at all customers")
    else:
        screen = console()
        for at in sorted({each.at for each in found}, reverse=True):
            rows = [(each.name, shown(each.value) or "unknown") for each in found if each.at == at]
            say(screen, f"as of {to_civil(at, zone):%Y-%m-%d %H:%M}")
            table(screen, ("value", "<"), rows, indent=2)
