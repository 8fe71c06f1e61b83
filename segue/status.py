"""`segue status`: how far the project has run, and who stands where."""

from __future__ import annotations

from segue.options import HERE, Folder, Json


def status(project: Folder = HERE, as_json: Json = False) -> None:
    """Show how far the project has run, who stands where, and which tables are stale."""
    import json

    from runtime.clock import now
    from runtime.looking.look import looked
    from runtime.looking.standing import standing, to_json
    from segue.shown.screen import console, say
    from segue.shown.standing import render_standing

    with looked(project) as look:
        found = standing(look, now())
        zone = look.project.policy.timezone
    for note in look.notes:
        say(console(stderr=True), note)
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=2))
    else:
        render_standing(found, zone, console())
