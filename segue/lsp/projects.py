"""The projects that are open, and the file that somebody asks about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path
from pygls.workspace import PositionCodec

from compiler.editing.index import Index
from compiler.editing.symbols import Mention
from dsl.source import Source, Span
from runtime.folder import SETTINGS
from segue.lsp.positions import Positions
from segue.lsp.project import Project, State


@dataclass(frozen=True)
class Place:
    """A file of a project, with the project as it is now."""

    project: Project
    path: str
    codec: PositionCodec

    @property
    def state(self) -> State:
        return self.project.state

    @property
    def index(self) -> Index:
        return self.state.index

    @property
    def source(self) -> Source:
        return self.state.files[self.path].source

    @property
    def positions(self) -> Positions:
        return self.positions_of(self.path)

    def positions_of(self, path: str) -> Positions:
        """Those of another file of the project, which may be one that a message names."""
        written = self.state.files.get(path)
        source = written.source if written else Source(path, self.state.texts.get(path, ""))
        return Positions(source, self.codec)

    def uri(self, path: str) -> str:
        return self.project.uri(path)

    def location(self, span: Span) -> types.Location:
        return types.Location(self.uri(span.path), self.positions_of(span.path).range(span))

    def at(self, position: types.Position) -> list[Mention]:
        """The names at a position, the shortest first."""
        return self.index.at(self.path, self.positions.offset(position))


class Projects:
    """By root. A file belongs to the nearest folder above it that has a segue.toml."""

    def __init__(self) -> None:
        self._known: dict[Path, Project] = {}

    def every(self) -> list[Project]:
        return [each for each in self._known.values() if each.complete]

    def of(self, uri: str) -> tuple[Project, str] | None:
        """The project of a file and the file's path in it; None for what is no file."""
        name = to_fs_path(uri)
        if name is None:
            return None
        file = Path(name).resolve()
        root = _root(file)
        key = root or file
        if key not in self._known:
            self._known[key] = Project(root) if root else Project(file.parent, only=file.name)
        project = self._known[key]
        path = project.path(file)
        project.addresses[path] = uri
        return project, path

    def open(self, folder: str) -> None:
        """Reads the project in a folder, if it is one."""
        name = to_fs_path(folder)
        root = Path(name).resolve() if name else None
        if root is not None and (root / SETTINGS).is_file():
            self._known[root] = self._known.get(root) or Project(root)


def _root(file: Path) -> Path | None:
    return next((each for each in file.parents if (each / SETTINGS).is_file()), None)

