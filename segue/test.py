"""`segue test`: the `test` declarations, on the interpreter and on the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from segue.options import CLEAN, FINDINGS, HERE, Folder


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
    from runtime.testing import interpreter, run_test
    from runtime.testing.on_engine import engine
    from runtime.workspace import checked
    from segue.check import within
    from segue.shown.screen import console

    screen = console()
    loaded, model = checked(project)
    failed = 0
    chosen = [t for t in model.tests if within(t.span.path, paths, project)]
    for one in chosen:
        results = {"interpreter": run_test(model, one), "engine": run_test(model, one, engine)}
        bad = {name: result for name, result in results.items() if not result.met}
        failed += bool(bad)
        screen.print(f"{'[red]failed[/]' if bad else '[green]passed[/]'}  {one.name}")
        for name, result in bad.items():
            for outcome in result.outcomes:
                if not outcome.met:
                    span = outcome.expectation.span
                    source = loaded.sources[span.path]
                    line = source.text[span.start : span.end].strip()
                    screen.print(f"  {span.path}:{source.place(span.start)[0]}: {line}", markup=False)
                    screen.print(f"    on the {name}, instead:")
                    for said in outcome.instead:
                        screen.print(f"    {said}", markup=False)
    passed = len(chosen) - failed
    screen.print(f"{passed} passed, {failed} failed")
    raise typer.Exit(FINDINGS if failed else CLEAN)
