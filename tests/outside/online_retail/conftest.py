"""The real orders stand beside the repository, not in it: without them these tests are skipped,
and say so, except in CI, where that is a failure."""

from __future__ import annotations

import os
from collections.abc import Iterator

import duckdb
import pytest

from compiler.model.project import Project
from runtime.loading import load
from tests.outside.online_retail import by_hand


@pytest.fixture(scope="session")
def hand() -> Iterator[duckdb.DuckDBPyConnection]:
    """The order lines, cleaned by hand-written SQL."""
    if not by_hand.DATA.is_file():
        missing = "the real orders (shared/data/online_retail) do not stand beside the repository"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    connection = by_hand.connect()
    by_hand.entries(connection)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def retail() -> Project:
    """The project of this folder, compiled."""
    project = load(by_hand.HERE).checked.project
    assert project is not None
    return project
