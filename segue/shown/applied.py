"""How applying a project reads in the terminal, for `segue apply` and `segue run --apply`."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from segue.shown.acts import who
from segue.shown.figures import counted

if TYPE_CHECKING:
    from runtime.applying.along import Moved, Said
    from runtime.applying.applied import Application
    from runtime.applying.apply import Change
    from runtime.workspace.workspace import Workspace


def applied(project: Path, by: str, commit: str = "", moving: Said | None = None) -> None:
    """Applies what the files in the folder say, and says what that changes. `moving`: who is inside
    is moved along, and what steps are called now; None: they are not."""
    from runtime.applying.apply import apply
    from runtime.clock import now
    from runtime.workspace.workspace import opened
    from segue.shown.screen import console, say

    name, source = who(by), commit or _commit(project)
    screen = console()
    with opened(project) as workspace:
        done = apply(workspace.connection, workspace.project, name, source, now(), moving)
        zone = workspace.project.policy.timezone
    if done.application is None:
        nobody = "" if moving is None else ", and nobody is inside an earlier text"
        say(screen, f"nothing to apply: the files say what runs{nobody}")
        return
    say(screen, f"applied {said(done.application, zone)}")
    for change in done.changes:
        say(screen, _changed(change), indent=2)
    for moved in done.moved:
        say(screen, _moved(moved), indent=2)
    if not done.changes and not done.moved:
        say(screen, "all campaigns do what they did: only wording, channels, the policy or offers "
            "are others", indent=2)  # fmt: skip


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


def _commit(project: Path) -> str | None:
    """The commit of the folder, and whether its files were changed since; None without git."""
    commit = _git(project, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return None
    return f"{commit}, with changes" if _git(project, "status", "--porcelain", ".") else commit


def _git(project: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(project), *words], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
