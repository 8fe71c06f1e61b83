"""`segue preview`: a message as one customer would get it."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, instant


def preview(
    message: Annotated[str, typer.Argument(help="The message.")],
    customer: Annotated[str, typer.Option(metavar="KEY", help="The customer's key.")],
    project: Folder = HERE,
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of this instant; else now.")] = "",
) -> None:
    """Show a message as this customer would get it, on every channel that it has."""
    from runtime.clock import now
    from runtime.dispatch.preview import preview as previewed
    from runtime.workspace.workspace import rehearsing
    from segue.shown.screen import console

    screen = console()
    with rehearsing(project) as workspace:
        moment = instant(at, workspace.project.policy.timezone, "--at") if at else now()
        for shown in previewed(
            workspace.project, workspace.connection, workspace.sources, message, customer, moment
        ):
            to = f" to {shown.to}" if shown.to else ""
            screen.print(f"{shown.channel}{to}", style="bold", markup=False)
            if shown.why_not:
                screen.print(f"  would not reach: {shown.why_not}", style="yellow", markup=False)
            if shown.content is not None:
                for name in ("template", "subject"):
                    if value := getattr(shown.content, name):
                        screen.print(f"  {name}: {value}", markup=False)
                for line in shown.content.text.splitlines():
                    screen.print(f"  {line}".rstrip(), markup=False)
