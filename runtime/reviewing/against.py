"""What a project is compared with: what runs, or the files of a revision."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compiler.changes import Side, side
from dsl.parse import parse
from dsl.source import Source
from runtime.applying.applied import Application, NotApplied, applications, read, texts
from runtime.errors import Trouble
from runtime.loading import Loaded, errors
from runtime.revisions import Revision, branched_off, read_revision, revision
from runtime.settings import load as load_settings
from runtime.store.connection import Connection
from runtime.workspace.owned import store_at, store_of

STORE = "store"
"""How one says that what runs is meant."""


class NothingToCompare(Trouble):
    """Neither a store nor a branch is there."""

    def __init__(self) -> None:
        super().__init__(
            "there is nothing to compare with: nothing is applied, and git knows no branch main "
            "or master: name a revision with `--against REV`"
        )


@dataclass(frozen=True)
class Against:
    """`by`: the revision whose files are meant, or the application that runs."""

    side: Side
    by: Revision | Application


def against(root: Path, said: str) -> Against:
    """What is meant by `said`: `store`, or a revision; where nothing is said, what runs, and, where
    nothing does, the commit at which what is checked out left the main branch. Raises Trouble."""
    if said == STORE:
        return _running(root)
    if said:
        return _at(root, revision(root, said))
    if _is_applied(root):
        return _running(root)
    base = branched_off(root)
    if base is None:
        raise NothingToCompare
    return _at(root, base)


def _at(root: Path, at: Revision) -> Against:
    loaded = read_revision(root, at)
    found = loaded.checked.project
    if errors(loaded) or found is None:
        raise Trouble(
            f"the campaign files at {at} have errors, so nothing can be compared with them: "
            "name another revision, or `--against store`"
        )
    return Against(as_side(loaded), at)


def as_side(loaded: Loaded) -> Side:
    """A project without errors, with its words."""
    assert loaded.checked.project is not None
    return side(loaded.checked.project, loaded.files, loaded.sources)


def _running(root: Path) -> Against:
    place = store_of(root, load_settings(root))
    if not place.exists():
        raise NotApplied
    with store_at(place) as connection:
        return _applied(connection)


def _applied(connection: Connection) -> Against:
    found = applications(connection)
    if not found:
        raise NotApplied
    project = read(connection, found[-1].program)
    kept = texts(connection, found[-1].program)
    sources = {path: Source(path, text) for path, text in kept.items()}
    parsed = [parse(source) for source in sources.values()]
    if any(each.diagnostics for each in parsed):  # another Segue read them
        return Against(side(project), found[-1])
    return Against(side(project, [each.file for each in parsed], sources), found[-1])


def _is_applied(root: Path) -> bool:
    settings = load_settings(root)
    if settings.engine.kind == "spark":
        return False
    place = store_of(root, settings)
    if not place.exists():
        return False
    with store_at(place) as connection:
        return bool(applications(connection))
