"""The `file` provider: one JSON line a message or call, to try out, and to hand over by file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from errno import EACCES
from io import FileIO
from pathlib import Path
from typing import Protocol

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

    One process may write a file; two channels that share a path share the provider.
    """

    knows_keys = True

    def __init__(self, path: Path, form: Form | None = None) -> None:
        """`form` None: that of messages."""
        self._path = path
        self._form = form if form is not None else Letters()
        self._start = re.compile(re.escape(self._form.start) + rb'("(?:[^"\\]|\\.)*")')
        self._names: set[str] | None = None

    def ready(self) -> None:
        """Raises OSError where the file cannot be written."""
        if self._names is None:
            self._names = self._opened()

    def hand_over(self, letters: Sequence[Letter]) -> list[Outcome]:
        """What the disk refuses it may take later; all of these letters are then refused."""
        try:
            self.ready()
            assert self._names is not None
            named = {self._form.name(letter): letter for letter in letters}
            fresh = {name: each for name, each in named.items() if name not in self._names}
            names, self._names = self._names, None  # read again, should the disk refuse
            self._append("".join(map(self._form.line, fresh.values())))
        except OSError as error:
            why = f"cannot write {self._path.name}: {error.strerror or error}"
            return [Outcome(Took.PASSING, why)] * len(letters)
        names.update(fresh)
        self._names = names
        return [Outcome(Took.ACCEPTED)] * len(letters)

    def _opened(self) -> set[str]:
        """The names in the file, after half a line at its end was cut off."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self._path.exists():
            if not os.access(self._path.parent, os.W_OK):
                raise PermissionError(EACCES, os.strerror(EACCES), str(self._path.parent))
            return set()
        with self._path.open("r+b") as file:
            names: set[str] = set()
            whole = 0
            for row in file:
                if not row.endswith(b"\n"):
                    file.truncate(whole)
                    break
                whole += len(row)
                names.update(self._name(row))
        return names

    def _name(self, row: bytes) -> Iterator[str]:
        found = self._start.match(row)
        if found:
            yield json.loads(found[1])

    def _append(self, text: str) -> None:
        """All of it, or nothing: what cannot be written to its end is taken back."""
        if not text:
            return
        with self._path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                _write(file, text.encode())
            except OSError:
                file.truncate(before)
                raise


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
