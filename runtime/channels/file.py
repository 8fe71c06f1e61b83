"""The `file` provider: one JSON line a message or call, to try out, and to hand over by file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EACCES
from fcntl import LOCK_EX, flock
from io import SEEK_END, BufferedRandom, FileIO
from pathlib import Path
from typing import Literal, Protocol, cast

from runtime.channels.provider import Letter, Outcome, Took


class Form(Protocol):
    """What the lines of a file are like: each begins with `start`, and behind it the name by which
    it is known, a text in quotes."""

    @property
    def start(self) -> bytes: ...

    def name(self, letter: Letter) -> str: ...

    def line(self, letter: Letter) -> str:
        """With its end."""
        ...


class FileProvider:
    """Appends to the file, on disk before it answers. It knows names: a letter whose name stands
    in the file is accepted and not written again, also after a kill in the middle of a line.

    Several processes may write a file, one after another, each of which reads first what the
    others have written; two channels that share a path share the provider.
    """

    knows_keys = True

    def __init__(self, path: Path, form: Form | None = None) -> None:
        """`form` None: that of messages."""
        self._path = path
        self._form = form if form is not None else Letters()
        self._start = re.compile(re.escape(self._form.start) + rb'("(?:[^"\\]|\\.)*")')
        self._names: set[str] = set()
        self._read = 0

    def ready(self) -> None:
        """Raises OSError where the file cannot be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists():
            with self._alone("r+b") as file:
                self._read_on(file)
        elif not os.access(self._path.parent, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES), str(self._path.parent))

    def hand_over(self, letters: Sequence[Letter]) -> list[Outcome]:
        """What the disk refuses it may take later; all of these letters are then refused."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone("a+b") as file:
                self._read_on(file)
                named = {self._form.name(letter): letter for letter in letters}
                fresh = {name: each for name, each in named.items() if name not in self._names}
                written = "".join(map(self._form.line, fresh.values())).encode()
                self._append(cast(FileIO, file.raw), written)
                self._names.update(fresh)
        except OSError as error:
            why = f"cannot write {self._path.name}: {error.strerror or error}"
            return [Outcome(Took.PASSING, why)] * len(letters)
        return [Outcome(Took.ACCEPTED)] * len(letters)

    @contextmanager
    def _alone(self, mode: Literal["r+b", "a+b"]) -> Iterator[BufferedRandom]:
        """The file, while no other process of Segue has it so."""
        with self._path.open(mode) as file:
            flock(file, LOCK_EX)
            yield file

    def _read_on(self, file: BufferedRandom) -> None:
        """Knows the names in the file, of which it has read so much; half a line at its end is cut
        off."""
        if file.seek(0, SEEK_END) < self._read:  # another file, then
            self._names, self._read = set(), 0
        file.seek(self._read)
        for row in file:
            if not row.endswith(b"\n"):
                file.truncate(self._read)
                return
            self._read += len(row)
            self._names.update(self._name(row))

    def _name(self, row: bytes) -> Iterator[str]:
        found = self._start.match(row)
        if found:
            yield json.loads(found[1])

    def _append(self, file: FileIO, content: bytes) -> None:
        """All of it, or nothing: what cannot be written to its end is taken back."""
        if not content:
            return
        try:
            _write(file, content)
        except OSError:
            file.truncate(self._read)
            raise
        self._read += len(content)


def _write(file: FileIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


class Letters:
    """A message each. Its name stands first, so that it is found quickly."""

    start = b'{"send": '

    def name(self, letter: Letter) -> str:
        return letter.name

    def line(self, letter: Letter) -> str:
        return line(letter)


def line(letter: Letter) -> str:
    """The line of a letter, with its end."""
    shown = {
        "send": letter.name,
        "customer": letter.customer,
        "to": letter.to,
        "channel": letter.channel,
        "message": letter.message,
        "campaign": letter.campaign,
        "step": letter.step,
        "arm": letter.arm,
        "subject": letter.content.subject,
        "template": letter.content.template,
        "text": letter.content.text,
        "at": letter.at.isoformat().replace("+00:00", "Z"),
    }
    known = {key: value for key, value in shown.items() if value is not None}
    return json.dumps(known, ensure_ascii=False) + "\n"
