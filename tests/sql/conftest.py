from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from tests.sql import postgres
from tests.sql.engines import Duck, Engine, Postgres


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    if not postgres.available():
        assert not os.environ.get("CI"), "CI needs a PostgreSQL"
        pytest.skip("no PostgreSQL is installed here")
    with postgres.cluster() as address:
        yield address


@pytest.fixture
def duck() -> Iterator[Duck]:
    with Duck() as engine:
        yield engine


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "duckdb":
        with Duck() as engine:
            yield engine
    else:
        address = request.getfixturevalue("cluster")
        with psycopg.connect(address, autocommit=True) as connection:
            yield Postgres(connection)
