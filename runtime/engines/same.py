"""A project as the key of what was made of it."""

from __future__ import annotations

from compiler.model.project import Project


class Same:
    """A project by its identity: it is what queries are kept under."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def __hash__(self) -> int:
        return id(self.project)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.project is self.project
