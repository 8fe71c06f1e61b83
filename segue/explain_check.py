"""`segue explain-check`: why a check is there, and what to do about what it finds."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import fail


def explain_check(
    check: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE|NAME",
            help="A check by its code (`W0103`) or name (`unreachable-step`); all where none.",
        ),
    ] = None,
) -> None:
    """Say why a check is there, with a wrong and a right example, and what to do about it.

    Needs no project.
    """
    from compiler.codes import ALL
    from compiler.explaining import looked_up, near
    from segue.shown.checks import show_all, show_check
    from segue.shown.screen import console

    if check is None:
        show_all(console(), ALL.values())
        return
    entry = looked_up(check)
    if entry is None:
        meant = near(check)
        way_out = f"did you mean `{meant}`?" if meant else "`segue explain-check` shows all"
        fail(f"there is no check `{check}`; {way_out}")
    show_check(console(), entry)
