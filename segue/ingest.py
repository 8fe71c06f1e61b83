"""`segue ingest`: rows for the events that Segue keeps itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from segue.options import HERE, Folder


def ingest(
    event: Annotated[str, typer.Argument(help="An event without `from`, or clicked, opened, …")],
    file: Annotated[Path, typer.Argument(help="A CSV, JSON lines or Parquet file.")],
    project: Folder = HERE,
) -> None:
    """Bring in rows for an event that Segue keeps itself.

    Receipts and answers of messages (delivered, failed, opened, clicked, seen, unsubscribed) are
    such rows: their column `send` is the message's name in the outbox. All rows come in, or none.
    """
    from runtime.clock import now
    from runtime.ingesting.ingest import ingest as brought
    from runtime.workspace.workspace import opened
    from segue.shown.figures import counted
    from segue.shown.screen import console, say

    with opened(project) as workspace:
        result = brought(
            workspace.connection, workspace.project, event, file,
            workspace.sources.customers, now(), workspace.settings.secret,
        )  # fmt: skip
    new = counted(result.new, "new row", "new rows")
    passed = ""
    if result.passed:
        passed = f"; {counted(result.passed, 'row')} of customers who were forgotten passed over"
    say(console(), f"{new} of {event}; {result.known:,} known already{passed}")
