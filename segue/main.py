"""The front door: `segue`, and its commands in the order in which one meets them."""

from __future__ import annotations

import sys

import typer

from segue import (
    apply,
    archive,
    check,
    cohorts,
    compile,
    count,
    dry_run,
    explain,
    explain_check,
    fix,
    forget,
    format,
    graph,
    guide,
    ingest,
    init,
    journal,
    lsp,
    models,
    pause,
    plan,
    points,
    preview,
    report,
    resume,
    run,
    snapshots,
    status,
    stop,
    test,
)
from segue.options import HERE, Folder
from segue.typed import typed

WRITE = "Write (no data needed)"
TRY = "Try on your data (nothing is sent)"
RUN = "Run"
LOOK = "Look at what happened"

app = typer.Typer(
    help="Campaigns as code: customer journeys in text files, checked, tested, executed, measured."
    "\n\nBegin with `segue init shop`, then go down this page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


@app.callback()
def front(context: typer.Context, project: Folder = HERE) -> None:
    context.obj = project


app.command("init", rich_help_panel=WRITE)(init.init)
app.command("guide", rich_help_panel=WRITE)(guide.guide)
app.command("check", rich_help_panel=WRITE)(check.check)
app.command("explain-check", rich_help_panel=WRITE)(explain_check.explain_check)
app.command("fix", rich_help_panel=WRITE)(fix.fix)
app.command("format", rich_help_panel=WRITE)(format.format)
app.command("test", rich_help_panel=WRITE)(test.test)
app.command("lsp", rich_help_panel=WRITE)(lsp.lsp)
app.command("graph", rich_help_panel=WRITE)(graph.graph)
app.command("compile", rich_help_panel=WRITE)(compile.compile)
app.command("count", rich_help_panel=TRY)(count.count)
app.command("cohorts", rich_help_panel=TRY)(cohorts.cohorts)
app.command("preview", rich_help_panel=TRY)(preview.preview)
app.command("dry-run", rich_help_panel=TRY)(dry_run.dry_run)
app.command("plan", rich_help_panel=TRY)(plan.plan)
app.command("apply", rich_help_panel=RUN)(apply.apply)
app.command("run", rich_help_panel=RUN)(run.run)
app.command("ingest", rich_help_panel=RUN)(ingest.ingest)
app.command("status", rich_help_panel=RUN)(status.status)
app.command("pause", rich_help_panel=RUN)(pause.pause)
app.command("resume", rich_help_panel=RUN)(resume.resume)
app.command("stop", rich_help_panel=RUN)(stop.stop)
app.command("forget", rich_help_panel=RUN)(forget.forget)
app.command("archive", rich_help_panel=RUN)(archive.archive)
app.command("report", rich_help_panel=LOOK)(report.report)
app.command("explain", rich_help_panel=LOOK)(explain.explain)
app.command("journal", rich_help_panel=LOOK)(journal.journal)
app.command("snapshots", rich_help_panel=LOOK)(snapshots.snapshots)
app.command("points", rich_help_panel=LOOK)(points.points)
app.command("models", rich_help_panel=LOOK)(models.models)


def main() -> None:
    """Run the command line. Where another process has the store open, it is asked."""
    raise SystemExit(typed(app, sys.argv[1:], asking=True))
