from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.planted import report as planted
from tests.sql import spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark_session() -> Iterator[SparkSession]:
    """The one Spark of all tests; a command that asks Spark in this process asks it, too."""
    with spark.session() as session:
        yield session


_planted: dict[str, tuple[bool, float]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and (name := planted.tried(report.nodeid)):
        _planted[name] = report.passed, report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # the one process that heard of all
        planted.write(_planted)
