"""`segue check`: what is wrong with the campaign files, and with the data behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder, asked_for
from segue.shown.outputs.choosing import HELP, printed, seen_from
from segue.shown.outputs.choosing import chosen as chosen_output

if TYPE_CHECKING:
    from runtime.sources import Finding

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Show only findings in these files or folders.")
]


def check(
    paths: Paths = None,
    project: Folder = HERE,
    data: Annotated[
        bool, typer.Option("--data", help="Look at the tables, too: columns, types, values.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Check also what has not changed since the last time.")
    ] = False,
    output: Annotated[str, typer.Option(help=HELP)] = "human",
) -> None:
    """Check every word of the campaign files.

    Ends with 0 where nothing is found, 1 where something is, 2 where there is no project.
    """
    from runtime.verdict import verdict
    from segue.shown.diagnostics import as_json, show, show_data
    from segue.shown.screen import console

    chosen_output(output)
    said = verdict(project, anew=anew)
    chosen = asked_for(paths, project, said.sources)
    found = [d for d in said.found if not paths or d.span.path in chosen]
    wrong = _data(project) if data and not said.wrong else []
    if output == "json":
        print(as_json(found, said.sources, wrong))
    elif output == "human":
        screen = console()
        show(screen, found, said.sources)
        show_data(screen, wrong)
        silent = sum(each.span.path in chosen for each in said.silent)
        screen.print(_verdict(len(found) + len(wrong), silent, len(chosen)))
    else:
        from segue.shown.outputs.found import checked

        cases = checked(found, wrong, said.sources, chosen, seen_from(project, output))
        print(printed(output, cases, "segue check"), end="")
    raise typer.Exit(FINDINGS if found or wrong else CLEAN)


def _data(project: Path) -> list[Finding]:
    """What is wrong with the tables and with what segue.toml names; nothing is kept."""
    from runtime.asking.arms import small_arms
    from runtime.asking.data import asked
    from runtime.channels.making import of_nothing, without_provider
    from runtime.clock import now
    from runtime.sources.check import check_data

    with asked(project) as data:
        found = check_data(data.reader, data.project, data.settings, data.files)
        if not any(each.stops for each in found):
            found += small_arms(data, now())
        found += without_provider(data.project, data.settings)
        return found + of_nothing(data.project, data.settings)


def _verdict(found: int, silent: int, files: int) -> str:
    read = f"{files} file{'s' if files != 1 else ''} checked"
    said = f"{found} finding{'s' if found != 1 else ''}" if found else "nothing found"
    return f"{read}: {said}" + (f", {silent} silenced" if silent else "")
