"""The views from which recording reads, of whichever database."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build
from runtime.sources.reading import Reading
from runtime.sources.rows import mark_of, rows_of


def view_of(name: str) -> str:
    """The view from which the rows of a declaration are read."""
    return f"source_{name}"


def query_of(reading: Reading, native: bool) -> exp.Select:
    """The rows of a declaration, of events with a mark by which they can be told apart."""
    query = rows_of(reading, native)
    if "time" in reading.roles:
        query = query.select(build.named(mark_of(reading), "mark"))
    return query
