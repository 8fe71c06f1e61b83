"""`segue test`: the `test` declarations, on the interpreter and on the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder, asked_for

if TYPE_CHECKING:
    from rich.console import Console

    from dsl.source import Source
    from runtime.testing import Outcome, Result


def test(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only the tests in these files or folders.")
    ] = None,
    project: Folder = HERE,
) -> None:
    """Prove the campaigns: run their tests, on a made-up clock.

    Each test runs twice: on the reference interpreter and on the engine that moves customers.
    Ends with 0 where all pass, with 1 where one does not.
    """
    from runtime.testing.together import run_tests
    from runtime.workspace.checked import checked
    from segue.shown.screen import console

    screen = console()
    loaded, model = checked(project)
    files = asked_for(paths, project, loaded.sources)
    chosen = [each for each in model.tests if each.span.path in files]
    failed = 0
    for one, results in zip(chosen, run_tests(model, chosen), strict=True):
        failed += not all(result.met for result in results.values())
        _show(screen, one.name, results, loaded.sources)
    screen.print(f"{len(chosen) - failed} passed, {failed} failed")
    raise typer.Exit(FINDINGS if failed else CLEAN)


def _show(
    screen: Console, name: str, results: Mapping[str, Result], sources: Mapping[str, Source]
) -> None:
    """One line for a test; for one that failed, each unmet expectation and what happened."""
    if all(result.met for result in results.values()):
        screen.print(f"[green]passed[/]  {name}")
        return
    screen.print(f"[red]failed[/]  {name}")
    unmet = {
        executor: [outcome for outcome in result.outcomes if not outcome.met]
        for executor, result in results.items()
    }
    if unmet["interpreter"] == unmet["engine"]:
        _show_unmet(screen, unmet["interpreter"], "instead", sources)
        return
    for executor, outcomes in unmet.items():
        _show_unmet(screen, outcomes, f"instead, on the {executor} alone", sources)


def _show_unmet(
    screen: Console, outcomes: Sequence[Outcome], instead: str, sources: Mapping[str, Source]
) -> None:
    for outcome in outcomes:
        span = outcome.expectation.span
        source = sources[span.path]
        line, _ = source.place(span.start)
        screen.print(f"  {span.path}:{line}: {source.line(line).strip()}", markup=False)
        screen.print(f"    {instead}:")
        for said in outcome.instead:
            screen.print(f"    {said}", markup=False)
