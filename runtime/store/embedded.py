"""How Segue speaks to DuckDB, wherever it opens one."""

from __future__ import annotations

import duckdb

HABITS = """
SET TimeZone = 'UTC';
SET autoinstall_known_extensions = false;
SET enable_progress_bar = false
"""
"""Sessions reckon in UTC wherever they run, load nothing from the network, and draw no bars into
what a command prints."""


def embedded(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A connection to the file, or to a new database in memory. Raises duckdb.Error where the file
    cannot be opened."""
    connection = duckdb.connect(path)
    connection.execute(HABITS)
    return connection
