"""`segue test`: the `test` declarations, on the interpreter and on the engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder, asked_for, fail
from segue.shown.outputs.choosing import HELP, chosen, printed, seen_from

if TYPE_CHECKING:
    from compiler.model.tests import Test
    from runtime.loading import Loaded
    from runtime.testing.coverage import Covered
    from runtime.testing.together import Proved


def test(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only the tests in these files or folders.")
    ] = None,
    project: Folder = HERE,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Say what of the campaigns no test goes through.")
    ] = False,
    threshold: Annotated[
        str,
        typer.Option(
            "--threshold", metavar="PERCENT", help="End with 1 where less is gone through."
        ),
    ] = "",
    output: Annotated[str, typer.Option(help=HELP)] = "human",
) -> None:
    """Prove the campaigns: run their tests, on a made-up clock.

    Each test runs twice: on the reference interpreter and on the engine that moves customers.
    Ends with 0 where all pass, with 1 where one does not.
    """
    from runtime.testing.together import run_tests
    from runtime.workspace.checked import checked
    from segue.shown.proved import show_one, show_sum
    from segue.shown.screen import console

    chosen(output)
    least = _least(threshold) if threshold else None
    loaded, model = checked(project)
    files = asked_for(paths, project, loaded.sources)
    tests = [each for each in model.tests if each.span.path in files]
    screen, done = console(), []
    for one, proved in zip(tests, run_tests(model, tests), strict=True):
        done.append(proved)
        if output == "human":
            show_one(screen, one, proved, loaded.sources)
    found = _covered(loaded, files, done) if coverage or least is not None else None
    if output == "human":
        show_sum(screen, done, found, least)
    else:
        _print(output, project, loaded, list(zip(tests, done, strict=True)), found, least)
    right = all(each.met for each in done) and _enough(found, least)
    raise typer.Exit(CLEAN if right else FINDINGS)


def _least(said: str) -> float:
    """`80` or `80%`, from 0 to 1."""
    try:
        percent = float(said.removesuffix("%"))
    except ValueError:
        percent = -1
    if not 0 <= percent <= 100:
        fail(f"`{said}` behind --threshold is no share; write a number from 0 to 100")
    return percent / 100


def _covered(loaded: Loaded, files: list[str], done: list[Proved]) -> list[Covered]:
    from runtime.testing.coverage import coverage

    return coverage(loaded, files, [each.results["interpreter"].rows for each in done])


def _enough(found: list[Covered] | None, least: float | None) -> bool:
    from runtime.testing.coverage import share

    return found is None or least is None or share(found) >= least


def _print(
    output: str, project: Path, loaded: Loaded, done: list[tuple[Test, Proved]],
    found: list[Covered] | None, least: float | None,
) -> None:  # fmt: skip
    if output == "json":
        from segue.shown.proved_json import as_json

        print(as_json(done, found, least, loaded.sources))
        return
    from segue.shown.outputs.proved import covered, tried

    seen = seen_from(project, output)
    cases = [*tried(done, loaded.sources, seen)]
    if found is not None:
        cases += covered(found, least, seen)
    print(printed(output, cases, "segue test"), end="")
