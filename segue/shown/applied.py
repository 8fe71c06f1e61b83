"""How applying a project reads in the terminal, for `segue apply` and `segue run --apply`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from segue.shown.acts import who
from segue.shown.figures import counted

if TYPE_CHECKING:
    from runtime.applying.along import Said
    from runtime.applying.applied import Application
    from runtime.applying.steps import Change, Moved, Step
    from runtime.workspace.workspace import Workspace


def applied(project: Path, by: str, commit: str = "", moving: Said | None = None) -> None:
    """Applies what the files in the folder say, and says what that changes. `moving`: who is inside
    is moved along, and what steps are called now; None: they are not."""
    from runtime.applying.apply import apply
    from runtime.clock import now
    from runtime.revisions import commit_of
    from runtime.workspace.checked import checked
    from runtime.workspace.workspace import opened
    from segue.shown.screen import console, say

    name, source = who(by), commit or commit_of(project)
    screen = console()
    loaded, model = checked(project)
    texts = {path: each.text for path, each in loaded.sources.items()}
    with opened(project) as workspace:
        done = apply(workspace.connection, model, name, source, now(), moving, texts)
        zone = workspace.project.policy.timezone
    if done.application is None:
        nobody = "" if moving is None else ", and nobody is inside an earlier text"
        say(screen, f"nothing to apply: the files say what runs{nobody}")
        return
    say(screen, f"applied {said(done.application, zone)}")
    for step in done.steps:
        say(screen, told(step), indent=2)


def said(application: Application, zone: str) -> str:
    """`by anna, from commit 1a2b3c4, as of 2026-06-15 00:00`."""
    from compiler.zones import to_civil

    at = application.at
    since = f", as of {to_civil(at, zone):%Y-%m-%d %H:%M}" if at else ""
    source = f", from commit {application.commit}" if application.commit else ""
    return f"by {application.by}{source}{since}"


def warn(workspace: Workspace) -> None:
    """Says on the error stream where the files say something else than what runs."""
    from runtime.applying.applied import unapplied
    from segue.shown.screen import console, say

    note = unapplied(workspace.root, workspace.connection)
    if note:
        say(console(stderr=True), note)


def told(step: Step) -> str:
    """A step of an application, in words; `segue plan` says the same beforehand."""
    from runtime.applying.steps import Change, Moved

    if isinstance(step, Change):
        return _changed(step)
    return _moved(step) if isinstance(step, Moved) else TODAYS


TODAYS = (
    "all campaigns do what they did: only wording, channels, the policy or offers are others"
)


def _changed(change: Change) -> str:
    if not change.inside:
        return f"{change.campaign}: {change.what}"
    go = "goes" if change.inside == 1 else "go"
    inside = counted(change.inside, "customer")
    return f"{change.campaign}: {change.what}; {inside} inside {go} on by the text of their entry"


def _moved(moved: Moved) -> str:
    onto = "" if moved.onto == moved.step else f", which is step {moved.onto} now"
    many = counted(moved.customers, "customer")
    return f"{moved.campaign}: {many} moved along at step {moved.step}{onto}"
