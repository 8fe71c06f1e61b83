"""A project, and what the store's database speaks, as the key of what was made of them."""

from __future__ import annotations

from sqlglot import exp

from compiler.machine.rendering import text
from compiler.model.project import Project
from compiler.sql.dialects import Dialect


class Same:
    """The project by its identity: it is what queries are kept under."""

    def __init__(self, project: Project, dialect: Dialect) -> None:
        self.project = project
        self.dialect = dialect

    def text(self, query: exp.Expr) -> str:
        """The text of a query, which is used up."""
        return text(query, self.dialect)

    def __hash__(self) -> int:
        return hash((id(self.project), self.dialect))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Same)
            and other.project is self.project
            and other.dialect == self.dialect
        )
