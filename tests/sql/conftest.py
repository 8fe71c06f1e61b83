from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.sql import postgres
from tests.sql.engines import Duck, Engine, Postgres, Spark


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    postgres.needed()
    with postgres.cluster() as address:
        yield address


@pytest.fixture
def duck() -> Iterator[Duck]:
    with Duck() as engine:
        yield engine


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    yield from _engine(request)


@pytest.fixture(params=["duckdb", "postgres", pytest.param("spark", marks=pytest.mark.spark)])
def any_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Spark, too, which takes a second where the others take milliseconds."""
    yield from _engine(request)


def _engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "duckdb":
        with Duck() as engine:
            yield engine
    elif request.param == "spark":
        yield Spark(request.getfixturevalue("spark_session"))
    else:
        address = request.getfixturevalue("cluster")
        with psycopg.connect(address, autocommit=True) as connection:
            yield Postgres(connection)
