"""Values on their way to PostgreSQL, written into statements, and back, as DuckDB gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from psycopg import sql
from psycopg.adapt import Buffer, Loader

from compiler.sql.translating.statements import Translated
from runtime.postgres import Session

BIGGEST = 2**63
"""What a `bigint` cannot hold."""


def filled(pieces: Translated, values: Any, session: Session) -> str:
    """The text with its values written into it, so that plans follow them."""
    if len(pieces) == 1:
        return pieces[0]
    given: Mapping[str, object] = (
        values if isinstance(values, Mapping)
        else {str(at): value for at, value in enumerate(values, 1)}
    )  # fmt: skip
    parts = list(pieces)
    for at in range(1, len(parts), 2):
        parts[at] = _literal(given[parts[at]], session)
    return "".join(parts)


def known(values: Any) -> bool:
    """Whether every parameter has a value."""
    listed = values.values() if isinstance(values, Mapping) else values or ()
    return all(value is not None for value in listed)


def _literal(value: object, session: Session) -> str:
    """Of a list of text, PostgreSQL must be told that it is one. Whole numbers are of one type,
    however small."""
    if isinstance(value, int) and not isinstance(value, bool) and -BIGGEST <= value < BIGGEST:
        return f"'{value}'::bigint"
    written = sql.Literal(value).as_string(session)
    texts = isinstance(value, list) and all(each is None or isinstance(each, str) for each in value)
    return f"{written}::text[]" if texts else written


class _Instant(Loader):
    """Instants beyond all others are Python's first and last, as DuckDB has them."""

    def load(self, data: Buffer) -> datetime:
        text = bytes(data).decode()
        if text in _ENDS:
            return _ENDS[text]
        return datetime.fromisoformat(text)


_ENDS = {"infinity": datetime.max, "-infinity": datetime.min}


class _Number(Loader):
    """Sums of whole numbers are whole."""

    def load(self, data: Buffer) -> int | Decimal:
        text = bytes(data).decode()
        return Decimal(text) if "." in text or "N" in text else int(text)


KINDS = {1114: "TIMESTAMP"}
"""What is asked for of the types of columns, by PostgreSQL's number of the type."""


def read_as_duckdb_does(session: Session) -> None:
    session.adapters.register_loader("timestamp", _Instant)
    session.adapters.register_loader("numeric", _Number)
