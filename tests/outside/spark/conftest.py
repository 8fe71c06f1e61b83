"""The made project twice: on DuckDB, and on a Spark that reads the same files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.outside.command.typed import outside
from tests.outside.postgres.shops import PEOPLE
from tests.outside.spark.twins import Twins, twin

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def both(spark_session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """Good data, with more segments than the template has. Not to be changed."""
    folder = tmp_path_factory.mktemp("both")
    assert outside(folder, "init", "shop").code == 0
    (folder / "shop/more.campaign").write_text(PEOPLE, encoding="utf-8")
    return twin(folder / "shop")
