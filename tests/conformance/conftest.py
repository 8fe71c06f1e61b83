"""Fresh stores, by the engine that moves whom they hold."""

from __future__ import annotations

import pytest

from tests.conformance.running import New, in_memory
from tests.differential.conftest import postgres_stores as postgres_stores
from tests.sql.conftest import cluster as cluster


@pytest.fixture
def new(engine: str, request: pytest.FixtureRequest) -> New:
    """How a store of the test's `engine` is made."""
    stores: New = (
        in_memory if engine == "duckdb" else request.getfixturevalue("postgres_stores")
    )
    return stores
