"""What goes wrong outside of the campaigns: settings, files, data, stores."""

from __future__ import annotations

from pathlib import Path


class Trouble(Exception):
    """Something that whoever runs Segue can mend; the message says what and how, in words."""


class Held(Trouble):
    """Another process has the store in the file `path` open."""

    def __init__(self, path: Path, said: str) -> None:
        super().__init__(said)
        self.path = path


class NotBegun(Trouble):
    """There is nothing to look at."""

    def __init__(self) -> None:
        super().__init__("nothing has run yet: begin with `segue run --apply --from INSTANT`")
