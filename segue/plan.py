"""`segue plan`: what a change of the files does to customers, before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, TROUBLE, Folder, fail, instant
from segue.shown.outputs.choosing import OUTPUTS, chosen, listed, printed, seen_from

if TYPE_CHECKING:
    from pathlib import Path

    from compiler.changes import Level
    from runtime.reviewing.plan import Plan

CHANGES = 3
"""The exit code where something changes, and nothing of it is to fail."""

PLAN_OUTPUTS = (*OUTPUTS, "markdown")


def plan(
    project: Folder = HERE,
    against: Annotated[
        str,
        typer.Option(
            "--against", metavar="REV|store",
            help="A revision of git, or `store` for what runs.",
            show_default="what runs, else where this branch left main",
        ),
    ] = "",
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of this instant; else now.")] = "",
    weeks: Annotated[
        int,
        typer.Option(metavar="N", help="Dry run of so many weeks, before and after; 0: none."),
    ] = 4,
    data: Annotated[
        bool, typer.Option("--data/--no-data", help="Count customers and messages on your data.")
    ] = True,
    move: Annotated[
        bool, typer.Option("--move", help="Who is inside would be moved along, as by apply.")
    ] = False,
    steps: Annotated[
        list[str] | None,
        typer.Option("--step", metavar="CAMPAIGN:STEP=NOW", help="With --move: as of apply."),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="LEVEL",
            help="End with 1 from this level on: wording, audience, timing, structure or legal.",
        ),
    ] = "",
    output: Annotated[str, typer.Option(help=listed(PLAN_OUTPUTS))] = "human",
) -> None:
    """Say what a change of the files does to customers: who gets what, and who is inside.

    Compares the files with what runs, or with a revision of git, and counts on your data who is
    meant by the one and by the other, and what would have gone out in the last weeks. Sends
    nothing and applies nothing.

    Ends with 0 where nothing changes, 3 where something does, 1 where that goes as far as
    --fail-on says, 2 where there is nothing to compare or `segue apply` would refuse.
    """
    chosen(output, PLAN_OUTPUTS)
    if weeks < 0:
        fail(f"`{weeks}` behind --weeks is no number of weeks; write 0 or more")
    if steps and not move:
        fail("--step says where those go on who are moved along: say --move, too")
    bound = _level(fail_on) if fail_on else None
    from runtime.clock import now
    from runtime.reviewing.plan import Asked
    from runtime.reviewing.plan import plan as planned
    from runtime.workspace.checked import checked
    from segue.apply import called
    from segue.shown.progress import ticking

    loaded, model = checked(project)
    zone = model.policy.timezone
    moment = instant(at, zone, "--at") if at else now()
    moving = dict(map(called, steps or [])) if move else None
    with ticking(zone) as told:
        found = planned(loaded, Asked(against, weeks, data, moving), moment, told)
    _show(found, output, bound, project)
    raise typer.Exit(_code(found, bound))


def _level(said: str) -> Level:
    from compiler.changes import Level

    if said not in list(Level):
        fail(f"`{said}` is no level; choose {', '.join(list(Level)[:-1])} or {list(Level)[-1]}")
    return Level(said)


def _show(found: Plan, output: str, bound: Level | None, project: Path) -> None:
    if output == "json":
        from segue.shown.plan_json import as_json

        print(as_json(found))
    elif output == "markdown":
        from segue.shown.plan_markdown import as_markdown

        print(as_markdown(found), end="")
    elif output == "human":
        from segue.shown.plan import render_plan
        from segue.shown.screen import console

        render_plan(found, console())
    else:
        from segue.shown.outputs.reviewed import reviewed

        cases = reviewed(found, bound, seen_from(project, output))
        print(printed(output, cases, "segue plan"), end="")


def _code(found: Plan, bound: Level | None) -> int:
    if found.applying is not None and found.applying.refused:
        return TROUBLE
    if found.level is None:
        return CLEAN
    return FINDINGS if bound is not None and found.level.rank >= bound.rank else CHANGES
