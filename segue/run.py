"""`segue run`: execute the campaigns, once up to an instant, or on and on."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder, fail, instant
from segue.typed import typed

if TYPE_CHECKING:
    from runtime.running.serving import Server
    from runtime.workspace.workspace import Workspace
    from segue.served import Doing


def run(
    context: typer.Context,
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
    applying: Annotated[
        bool, typer.Option("--apply", help="First apply what the files say, as `segue apply` does.")
    ] = False,
) -> None:
    """Execute the campaigns as they are applied: move customers, plan messages, hand them over.

    With --until, every message is handed over at its own instant, as if Segue had run all the
    time. With --every, Segue follows the clock until it is stopped; a stop at any moment is clean.
    With neither, it runs once up to now.
    """
    if until and every:
        fail("--until runs by a given clock, and --every by the real one: choose one of them")
    if applying:
        from segue.shown.applied import applied

        applied(project, "")
    if every:
        _follow(project, since, _seconds(every), partial(typed, context.find_root().command))
    else:
        _once(project, since, until)


def _once(project: Path, since: str, until: str) -> None:
    from runtime.applying.applied import live
    from runtime.clock import now
    from runtime.running.limits import limit
    from runtime.running.run import advance, outcomes, refused
    from runtime.telling.aloud import minute
    from segue.shown.applied import warn
    from segue.shown.progress import ticking
    from segue.shown.screen import console, say

    with live(project, leading=True) as workspace:
        warn(workspace)
        clock = now()
        start = _beginning(workspace, since, clock)
        asked = instant(until, workspace.project.policy.timezone, "--until") if until else clock
        if start is not None and start >= asked:
            fail(f"--until {until} is not after --from {since}")
        found = limit(workspace, asked, clock)
        if found.why:
            say(console(stderr=True), found.why)
        with ticking(workspace.project.policy.timezone) as told:
            done = advance(workspace, found.end, start, told)
    already = "already " if done.end > asked else ""
    reached = minute(workspace.project, done.end)
    say(console(), f"has {already}run up to {reached}; {outcomes(done.counts)}")
    if done.called:
        say(console(), outcomes(done.called, "call"))
    for line in (*map(refused, done.refusals), *done.not_given, str(done.left_out)):
        if line:
            say(console(), line)


def _follow(project: Path, since: str, seconds: float, do: Doing) -> None:
    """One tick and one hand-over in so many seconds, or as soon as those before have ended, until a
    signal says stop; what is under way is finished first, and what a harder stop cuts off is
    rolled back."""
    stop = _stopping()
    from runtime.applying.applied import Renewed
    from runtime.store.fenced import Fenced
    from runtime.store.leading import Led
    from segue.shown.screen import console, say

    screen, told = console(), False
    with _served(project, do) as server:
        while not stop.is_set():
            try:
                _lead(project, since, seconds, stop, server)
            except Led as led:
                if not told:
                    say(screen, f"stands by, and hands messages over beside {led.who}")
                told = True
                _help(project, seconds, stop)
            except Fenced as fenced:
                say(screen, str(fenced))
            except Renewed:
                say(screen, "other campaigns were applied: goes on with them")
    say(screen, "stopped")


@contextmanager
def _served(project: Path, do: Doing) -> Iterator[Server]:
    """Where the store is a file, it is kept open, and whoever asks for it is answered."""
    from runtime.running.serving import Server, serving
    from runtime.settings import load
    from runtime.store.place import InFile
    from runtime.workspace.owned import store_at, store_of
    from segue.served import answering

    place = store_of(project, load(project))
    if not isinstance(place, InFile) or not place.exists():
        yield Server(None, answering(do), "")
        return
    with store_at(place), serving(place.path, answering(do)) as server:
        yield server


def _lead(
    project: Path, since: str, seconds: float, stop: threading.Event, server: Server
) -> None:
    """Raises Led where another run leads, and Renewed where something else was applied."""
    from runtime.applying.applied import live
    from runtime.clock import now
    from runtime.running.following import Following
    from segue.shown.applied import warn
    from segue.shown.screen import console, say

    screen = console()
    with live(project, leading=True) as workspace, _beating(project, workspace):
        warn(workspace)
        clock = now()
        following = Following(workspace, _beginning(workspace, since, clock), clock)
        say(screen, "running; stop with Ctrl-C")
        if server.deaf:
            say(screen, f"nobody can ask for anything meanwhile: {server.deaf}")
        while not stop.is_set():
            due = monotonic() + seconds
            for line in following.step(now(), stop.is_set):
                say(screen, line)
            server.wait(due - monotonic(), stop.is_set)


def _help(project: Path, seconds: float, stop: threading.Event) -> None:
    """Until nobody leads any more, or something else was applied."""
    from runtime.applying.applied import Renewed, live
    from runtime.clock import now
    from runtime.running.helping import Helping
    from segue.shown.screen import console, say

    with suppress(Renewed), live(project) as workspace, _beating(project, workspace):
        helping = Helping(workspace, now())
        while not stop.is_set():
            due = monotonic() + seconds
            lines = helping.step(now())
            if lines is None:
                return
            for line in lines:
                say(console(), line)
            stop.wait(max(0.0, due - monotonic()))


@contextmanager
def _beating(project: Path, workspace: Workspace) -> Iterator[None]:
    """Where a server keeps the store, it is told that this process is alive."""
    from runtime.store.place import InSchema
    from runtime.workspace.owned import store_of

    place = store_of(project, workspace.settings)
    if not isinstance(place, InSchema):
        yield
        return
    from runtime.store.beating import beating

    with beating(workspace.connection, place.url):
        yield


def _stopping() -> threading.Event:
    """Set by the first signal to stop; a second one stops at once."""
    stop = threading.Event()

    def stopped(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stopped)
    return stop


def _beginning(workspace: Workspace, since: str, now: datetime) -> datetime | None:
    if not since:
        return None
    start = instant(since, workspace.project.policy.timezone, "--from")
    if start > now:
        fail(f"--from {since} has not come yet; a beginning lies in the past, or is now")
    return start


def _seconds(every: str) -> float:
    match = re.fullmatch(r"(\d+)\s*(s|m|h)", every)
    if match is None or not int(match[1]):
        fail(f"`{every}` behind --every is no duration; write 5s, 1m or 1h")
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2]]
