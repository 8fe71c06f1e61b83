"""`segue run`: execute the campaigns, once up to an instant, or on and on."""

from __future__ import annotations

import re
import signal
import threading
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder, fail, instant

if TYPE_CHECKING:
    from runtime.dispatch.state import Step
    from runtime.workspace import Workspace


def run(
    project: Folder = HERE,
    since: Annotated[
        str, typer.Option("--from", metavar="INSTANT", help="Where an empty store begins.")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="INSTANT", help="Run up to here, by a given clock.")
    ] = "",
    every: Annotated[
        str, typer.Option("--every", metavar="DURATION", help="Run on and on, as in 5s or 1m.")
    ] = "",
) -> None:
    """Execute the campaigns: move customers, plan messages, hand them over.

    With --until, every message is handed over at its own instant, as if Segue had run all the
    time. With --every, Segue follows the clock until it is stopped; a stop at any moment is clean.
    With neither, it runs once up to now.
    """
    from runtime.workspace import now, opened

    if until and every:
        fail("--until runs by a given clock, and --every by the real one: choose one of them")
    with opened(project) as workspace:
        zone = workspace.project.policy.timezone
        start = instant(since, zone, "--from") if since else None
        if every:
            _follow(workspace, start, _seconds(every))
        else:
            _once(workspace, start, instant(until, zone, "--until") if until else now())


def _once(workspace: Workspace, start: datetime | None, until: datetime) -> None:
    from runtime.running import advance, limit
    from runtime.workspace import now
    from segue.shown.progress import ticking
    from segue.shown.screen import console

    end, why = limit(workspace, min(until, now()))
    if why:
        console(stderr=True).print(why, markup=False)
    with ticking() as told:
        counts = advance(workspace, end, start, told)
    console().print(f"has run up to {end:%Y-%m-%d %H:%M} UTC; {_told(counts)}")


def _follow(workspace: Workspace, start: datetime | None, seconds: float) -> None:
    """One tick, one hand-over, one pause, until a signal says stop; what is under way is finished
    first, and what a harder stop cuts off is rolled back."""
    from runtime.running import Following
    from runtime.workspace import now
    from segue.shown.screen import console

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    screen = console()
    following = Following(workspace, start or now())
    screen.print("running; stop with Ctrl-C")
    while not stop.is_set():
        for line in following.step(now()):
            screen.print(line, markup=False)
        stop.wait(seconds)
    screen.print("stopped")


def _seconds(every: str) -> float:
    match = re.fullmatch(r"(\d+)\s*(s|m|h)", every)
    if match is None or not int(match[1]):
        fail(f"`{every}` behind --every is no duration; write 5s, 1m or 1h")
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2]]


def _told(counts: Counter[Step]) -> str:
    if not counts:
        return "no message came due"
    return ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(counts.items()))
