"""The typed model of a project whose files have no errors."""

from __future__ import annotations

from pathlib import Path

from compiler.model.project import Project
from runtime.errors import Trouble
from runtime.loading import Loaded, errors, load


class Mistakes(Trouble):
    """The campaign files have errors, so nothing can be executed."""

    def __init__(self, loaded: Loaded) -> None:
        count = errors(loaded)
        super().__init__(
            f"the campaign files have {count} error{'s' if count != 1 else ''}: "
            "see them with `segue check`"
        )
        self.loaded = loaded


def checked(root: Path) -> tuple[Loaded, Project]:
    """The project, or Mistakes where its files have errors."""
    loaded = load(root)
    if errors(loaded) or loaded.checked.project is None:
        raise Mistakes(loaded)
    return loaded, loaded.checked.project
