"""The `file` provider: one JSON line a message, for trying out and for hand-over by file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from runtime.channels.provider import Letter, Outcome, Took

_NAME = re.compile(rb'\{"send": ("(?:[^"\\]|\\.)*")')


class FileProvider:
    """Appends to the file, on disk before it answers. It knows names: a letter whose name stands
    in the file is accepted and not written again, also after a kill in the middle of a line.

    One process may write a file; two channels that share a path share the provider.
    """

    knows_keys = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: set[str] | None = None

    def hand_over(self, letters: Sequence[Letter]) -> list[Outcome]:
        if self._names is None:
            self._names = self._opened()
        fresh = {letter.name: letter for letter in letters if letter.name not in self._names}
        if fresh:
            names, self._names = self._names, None  # read again, should the disk refuse
            self._append("".join(map(line, fresh.values())))
            names.update(fresh)
            self._names = names
        return [Outcome(Took.ACCEPTED)] * len(letters)

    def _opened(self) -> set[str]:
        """The names in the file, after half a line at its end was cut off."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self._path.exists():
            return set()
        with self._path.open("r+b") as file:
            names: set[str] = set()
            whole = 0
            for row in file:
                if not row.endswith(b"\n"):
                    file.truncate(whole)
                    break
                whole += len(row)
                names.update(_name(row))
        return names

    def _append(self, text: str) -> None:
        with self._path.open("ab") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())


def line(letter: Letter) -> str:
    """The line of a letter, with its end. Its name stands first, so that it is found quickly."""
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


def _name(row: bytes) -> Iterator[str]:
    found = _NAME.match(row)
    if found:
        yield json.loads(found[1])
