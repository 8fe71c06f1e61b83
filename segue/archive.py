"""`segue archive`: old rows of the journal go into files."""

from __future__ import annotations

from segue.options import HERE, Folder, fail


def archive(project: Folder = HERE) -> None:
    """Move the journal's rows that are older than segue.toml says into Parquet files.

    One file for each month that is over, in the folder that `[archive]` names. `report`, `explain`
    and `journal` read them as before. It can be called again and again, as from cron.
    """
    from compiler.zones import to_civil
    from runtime.archive.archiving import archive as moved
    from runtime.looking.look import looked
    from segue.shown.figures import counted
    from segue.shown.screen import console, say

    with looked(project) as look:
        settings = look.settings.archive
        if settings is None:
            fail(
                "segue.toml does not say how long the journal stays in the store: write\n"
                '[archive]\nafter = "400 days"'
            )
        found = moved(look.connection, settings.after)
        day = f"{to_civil(found.before, 'UTC'):%Y-%m-%d}"
    if found.rows:
        rows, files = counted(found.rows, "row"), counted(len(found.files), "file")
        say(console(), f"{rows} from before {day} moved into {files} in {settings.folder}")
    else:
        say(console(), f"no row of the journal is from before {day}: there is nothing to do")
