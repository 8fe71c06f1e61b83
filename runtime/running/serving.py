"""Whoever runs a store in a file answers for it: others ask through a socket beside the file.

One line each way, of JSON: what was typed, and where and by whom; then what it printed, and how it
ended. Questions are taken between two ticks, one after another.
"""

from __future__ import annotations

import json
import os
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from runtime.errors import Trouble

VERSION = 1
"""Of the lines."""

LONGEST = 1 << 20
"""A question has no more bytes."""

PATIENCE = 5.0
"""Seconds within which whoever asks must have said what, and take what it is answered."""

BREATH = 0.1
"""Seconds after which whoever waits for questions looks whether it is stopped."""


@dataclass(frozen=True, slots=True)
class Question:
    """The `words` that were typed behind `segue`, in which folder, by whom, on how wide a
    terminal."""

    words: list[str]
    folder: str
    user: str
    columns: int
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Answer:
    """What was printed, on both streams, and the exit code. `refused`: why it was not done."""

    out: str = ""
    err: str = ""
    code: int = 0
    refused: str = ""


Answering = Callable[[Question], Answer]


def beside(store: Path) -> Path:
    """The socket of the store in a file."""
    return store.with_name(f"{store.name}.sock")


@contextmanager
def serving(store: Path, answering: Answering) -> Iterator[Server]:
    """Answers for the store in this file, which the process has open: so whatever socket there is
    belongs to one that is no more. Where there can be none, nobody asks."""
    path = beside(store)
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listening:
        before = os.umask(0o177)
        try:
            path.unlink(missing_ok=True)
            listening.bind(str(path))
            listening.listen()
            why = ""
        except OSError as error:  # a path that is too long, a file system without sockets
            why = f"{path}: {error.strerror or error}"
        finally:
            os.umask(before)
        try:
            yield Server(None if why else listening, answering, why)
        finally:
            if not why:
                path.unlink(missing_ok=True)


class Server:
    """`deaf`: why nobody can ask; the empty text: one can."""

    def __init__(
        self, listening: socket.socket | None, answering: Answering, deaf: str
    ) -> None:
        self._listening, self._answering, self.deaf = listening, answering, deaf

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> None:
        """Answers whoever asks, until so much time is over, or it is stopped; where none is left,
        whoever asks now."""
        end = time.monotonic() + seconds
        while not stopped():
            left = end - time.monotonic()
            self._take(max(0.0, min(left, BREATH)))
            if left <= 0:
                return

    def _take(self, seconds: float) -> None:
        if self._listening is None:
            time.sleep(seconds)
            return
        ready, _, _ = select.select([self._listening], [], [], seconds)
        if ready:
            asking, _ = self._listening.accept()
            with closing(asking), suppress(OSError):  # whoever asked may be gone
                asking.settimeout(PATIENCE)
                _say(asking, asdict(self._answer(_line(asking))))

    def _answer(self, line: str) -> Answer:
        try:
            question = Question(**json.loads(line))
        except (ValueError, TypeError):
            return Answer(refused="what is asked cannot be read: another version of Segue runs")
        if question.version != VERSION:
            return Answer(refused="another version of Segue runs: stop it, and start this one")
        return self._answering(question)


def ask(store: Path, question: Question) -> Answer | None:
    """What the process answers that has the store open; None: nobody does. Raises Trouble where it
    ends before it has answered."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as asking:
        try:
            asking.connect(str(beside(store)))
        except OSError:
            return None
        try:
            _say(asking, asdict(question))
            line = _line(asking)
            return Answer(**json.loads(line))
        except (OSError, ValueError, TypeError):
            raise Trouble(
                "the `segue run` that has the store open ended before it answered: try again"
            ) from None


def _say(to: socket.socket, what: object) -> None:
    to.sendall(json.dumps(what).encode() + b"\n")


def _line(of: socket.socket) -> str:
    """The one line that the other side says."""
    found = b""
    while not found.endswith(b"\n"):
        more = of.recv(65_536)
        if not more or (len(found) > LONGEST and of.gettimeout() is not None):
            raise OSError("no whole line")
        found += more
    return found.decode()
