"""What reads the shop's tables: the one face that engines have for `count` and `check --data`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlglot import exp

from compiler.model.declarations import Field
from compiler.sql.dialects import Dialect
from runtime.errors import Trouble
from runtime.settings import TableSettings
from runtime.sources.texts import Made


class SourceError(Trouble):
    """A table cannot be read, or is not what the campaigns declare."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A table of the shop as it stands. `source`: what stands behind FROM; `columns`: the engine's
    type of each column; `query`: what is read, and `files` the files (or patterns of files) that
    alone decide what it gives, None where something else may."""

    name: str
    source: exp.Expr
    columns: Mapping[str, str]
    query: str = ""
    files: tuple[str, ...] | None = None


class ColumnTypes(Protocol):
    """How an engine's columns are read. What does not fit is unknown, and never an error."""

    def family(self, native: str) -> str:
        """What a type of the engine is to us: text, whole, exact, float, truth, date, civil,
        instant; texts for a list of what can be read as text; `other` for what no declared type
        can be read from."""

    def written(self, column: exp.Expr, native: str) -> exp.Expr:
        """A column of the family text as plain text."""

    def attempt(self, value: exp.Expr, native: str, kind: str) -> exp.Expr:
        """A value of the type `native` as `kind`: a type of the store's columns (`sql_type`),
        BIGINT, or TIMESTAMPTZ for a written time that says its offset."""

    def element(self, native: str) -> str | None:
        """The type of what stands in a list of the type `native`; None for what is no list."""

    def parsed(self, value: exp.Expr) -> exp.Expr:
        """The list of text that a JSON array of texts is; unknown for any other text."""

    def texts(self, values: exp.Expr, made: Made) -> exp.Expr:
        """A list with each of its values `made` text, in NFC, without unknown and empty ones."""


class Reader(Protocol):
    """The shop's data in one engine, which only reads them."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def types(self) -> ColumnTypes: ...

    @property
    def error(self) -> type[Exception]:
        """What `rows` raises where the engine refuses."""

    def open(self, name: str, settings: TableSettings) -> Raw:
        """The table that the campaign files call `name`. Raises SourceError."""

    def open_list(self, item: Field, key: str) -> exp.Expr:
        """The keys in a list's file, as text in NFC in a column `key`, one that stands there twice
        twice; `key`: the name of the customers' key column. Raises SourceError."""

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]: ...

    def reason(self, error: Exception, settings: TableSettings | None = None) -> str:
        """In words what the engine refused, reading the table of these settings."""
